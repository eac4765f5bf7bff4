"""How long commands take over the diaries of a large service, each in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

import numpy as np

from allocator.evidence.diary_example import diaries, true_values
from allocator.example.batch import generate
from allocator.policy.calibration import load_calibration
from allocator.policy.loading import load_policy
from allocator.policy.policy import DEFAULT
from allocator.tables.diary import DIARY
from allocator.tables.writing import table_text, write_batch
from benchmarks.calibration.study import AUTHORITY, BATCH_SEED, IN_A_TEAM
from benchmarks.files import write_whole

SPEED = "speed"


@dataclass(frozen=True)
class Timed:
    """How long one command takes over a large diary, in a process of its own."""

    scenario: str
    command: str
    people: int
    weeks: int
    lines: int
    seconds: float


def timed(people: int = 500, weeks: int = 4) -> Iterator[Timed]:
    """500 people for four weeks, read, checked and told about."""
    policy = load_policy(DEFAULT)
    chosen = load_calibration(None, policy, Path(f"{DEFAULT}.toml"))
    team = generate(AUTHORITY, people, 0, BATCH_SEED, teams=people // IN_A_TEAM)
    true = true_values(policy, chosen, np.random.default_rng(1))
    entries = diaries(team, policy, true, chosen, weeks, 1)
    with TemporaryDirectory() as place:
        batch = Path(place) / "batch"
        write_batch(team, batch)
        write_whole(batch / "diary.csv", table_text(DIARY, entries))
        for command in (
            ["diary", "check", str(batch)],
            ["diary", "report", str(batch), "--out", str(Path(place) / "out")],
            [
                "calibrate",
                str(batch),
                "--no-backtest",
                "--out",
                str(Path(place) / "out"),
            ],
        ):
            started = monotonic()
            subprocess.run(
                [sys.executable, "-m", "allocator", *command],
                check=True,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "NO_COLOR": "1"},
            )
            took = round(monotonic() - started, 1)
            said = " ".join(command[:2] if command[0] == "diary" else command[:1])
            yield Timed(SPEED, said, people, weeks, len(entries), took)
