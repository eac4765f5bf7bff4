"""A fictional batch with diaries whose true numbers are known, for trying a calibration on."""

import datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
from numpy.random import Generator

from allocator import shipped
from allocator.domain.diary import Entry
from allocator.domain.team import Team
from allocator.errors import AllocatorError
from allocator.evidence.drawn import draw
from allocator.example.batch import AS_OF, generate
from allocator.pipeline import measure
from allocator.policy.calibration import Calibration, load_calibration
from allocator.policy.loading import load_policy
from allocator.policy.numbers import Number, numbers, with_values
from allocator.policy.policy import Policy
from allocator.report.saving import save
from allocator.report.wording import count
from allocator.tables.batch import Batch
from allocator.tables.diary import DIARY
from allocator.tables.writing import table_text, write_batch

_IN_A_TEAM = 8


def example(folder: Path, workers: int, weeks: int, policy_name: str, seed: int) -> int:
    """Writes a batch, its diary and the true numbers into an empty folder; the lines of the diary."""
    if folder.exists() and any(folder.iterdir()):
        raise AllocatorError(
            f"{folder} is not empty; name a new folder, so that nothing of yours is overwritten."
        )
    policy = load_policy(policy_name)
    path = shipped.toml(policy_name, "models", "policies")
    calibration = load_calibration(None, policy, path)
    team = generate(
        "Rochdale", workers, workers // 2, seed, teams=max(1, workers // _IN_A_TEAM)
    )
    true = true_values(policy, calibration, np.random.default_rng(seed))
    entries = diaries(team, policy, true, calibration, weeks, seed)
    write_batch(team, folder)
    contents = {
        "diary.csv": table_text(DIARY, entries),
        "truth.toml": _truth(policy, true, weeks, seed),
    }
    save({name: text.encode() for name, text in contents.items()}, folder)
    return len(entries)


def true_values(
    policy: Policy, calibration: Calibration, chance: Generator
) -> dict[Number, Decimal]:
    """Numbers as they might truly be: each as far off the policy's as the calibration believes."""
    true = {}
    for number, value in numbers(policy.weighting).items():
        share = float(value) * float(calibration.prior_percent) / 100
        off = (
            float(calibration.prior_points)
            if number.is_percent
            else max(share, float(calibration.prior_at_least_minutes))
        )
        true[number] = Decimal(max(0, round(float(value) + chance.normal(0, off))))
    return true


def diaries(
    team: Team,
    policy: Policy,
    true: dict[Number, Decimal],
    calibration: Calibration,
    weeks: int,
    seed: int,
    first_day: datetime.date = AS_OF,
) -> list[Entry]:
    """What everyone who carries cases might have written down if those were the true numbers."""
    weighting = with_values(policy.weighting, true)
    workload = measure(
        Batch(team=team), policy.changed(weighting=weighting), as_of=first_day
    )
    people = [worker.worker_id for worker in team.workers if worker.carries_cases]
    return draw(workload, calibration, people, first_day, weeks, seed)


def _truth(policy: Policy, true: dict[Number, Decimal], weeks: int, seed: int) -> str:
    lines = [
        f"# The numbers that the diary beside this file was drawn from: {count(weeks, 'week')}, seed {seed}."
        " Nobody in it exists.",
        'title = "True numbers of fictional diaries"',
        'source = "Drawn at random around the numbers of the policy; nothing published."',
        f'policy = "{policy.name}"',
    ]
    current = numbers(policy.weighting)
    for number, value in true.items():
        lines += [
            "",
            "[[numbers]]",
            f'term = "{number.term}"',
            f'key = "{number.key}"',
            f"current = {current[number]:f}",
            f"true = {value:f}",
        ]
    return "\n".join(lines) + "\n"
