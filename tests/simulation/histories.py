"""History as a run would leave it, made by hand: say only what the test is about."""

import datetime
import io
from typing import Any

import numpy as np

from allocator.domain.history import CaseRow, History, WeekRow
from allocator.domain.simulated import Simulated
from allocator.domain.team import Team
from allocator.policy.loading import load_policy
from allocator.simulation.answers.account import account
from allocator.simulation.answers.digest import RunDigest, digests
from allocator.simulation.history_files import contents
from allocator.simulation.plan import Course, Plan, Practice
from allocator.simulation.rows import body
from allocator.simulation.scenario import Scenario

START = datetime.date(2026, 9, 14)


def week_row(
    week: int = 1, line: str = "one", replication: int = 0, **facts: Any
) -> WeekRow:
    """A quiet week of ten workers at 80%, with nothing waiting."""
    usual: dict[str, Any] = {
        "arrived": 3, "allocated": 3, "closed": 3, "waiting_urgent": 0, "waiting_high": 0, "waiting_medium": 0,
        "waiting_low": 0, "longest_wait_days": 0, "held": 100, "workers": 10, "capacity": 1000.0, "units": 800.0,
        "mean_percent": 80.0, "p10_percent": 70.0, "p50_percent": 80.0, "p90_percent": 90.0, "max_percent": 95.0,
        "sd_percent": 8.0, "over_100": 0, "over_110": 0, "over_110_four_weeks": 0, "jain": 0.99,
        "skill_match_percent": 90.0, "moved": 0, "escalated": 0, "supervision_percent": 60.0, "flags": 0,
    }  # fmt: skip
    date = START + datetime.timedelta(weeks=week)
    return WeekRow(line, replication, week, date, **{**usual, **facts})


def case_row(
    case_id: str = "C1", line: str = "one", replication: int = 0, **facts: Any
) -> CaseRow:
    """An urgent case that came on the first day and had a worker after two."""
    usual: dict[str, Any] = {
        "group_id": "", "type_at_start": "assessment", "urgency": "urgent", "arrived": 0.0, "allocated": 2.0,
        "closed": None, "workers": 1, "rereferral": False, "state": "held",
    }  # fmt: skip
    return CaseRow(line, replication, case_id, **{**usual, **facts})


def scenario(**facts: Any) -> Scenario:
    """Two lines compared for 12 weeks, with a rule for breaking."""
    usual: dict[str, Any] = {
        "name": "autumn",
        "title": "A hard autumn",
        "question": "If more families come, when do we break?",
        "source": "Made up for tests.",
        "base": {"team": "meeting"},
        "run": {"weeks": 12, "replications": 40, "seed": 7, "work": 0.5},
        "compare": [
            {"name": name, "policy": "children-workload"} for name in ("one", "other")
        ],
        "intake": {
            "referrals_per_week": 3,
            "types_percent": {"assessment": 100},
        },
        "stages": {
            "assessment": {"mean_days": 40, "next_percent": {"closed": 100}},
        },
        "breach": {"workers_percent": 10, "urgent_wait_days": 10},
        "burnout": {"over_percent": 105, "weeks": 6},
    }
    return Scenario.model_validate({**usual, **facts})


def history(
    lines: dict[str, float], runs: int = 40, weeks: int = 12, seed: int = 1
) -> History:
    """Teams that fill up week by week, each line faster or slower, all lines of a run with the same luck."""
    week_rows, case_rows = list[WeekRow](), list[CaseRow]()
    for line, pace in lines.items():
        for run in range(runs):
            luck = np.random.default_rng([seed, run])
            at = 84.0 + np.cumsum(luck.normal(0.9, 1.6, weeks)) * pace
            for number, mean in enumerate(at, 1):
                spread = 7 + 6 * pace
                over = [
                    int(np.clip((mean + spread - limit) / 4, 0, 10))
                    for limit in (100, 110, 118)
                ]
                queue = max(0, int((mean - 92) * pace))
                week_rows.append(
                    week_row(
                        number,
                        line,
                        run,
                        mean_percent=round(mean, 1),
                        p90_percent=round(mean + spread, 1),
                        max_percent=round(mean + 1.5 * spread, 1),
                        sd_percent=round(spread + luck.normal(0, 0.5), 2),
                        jain=round(1 - spread / 900, 4),
                        over_100=over[0],
                        over_110=over[1],
                        over_110_four_weeks=over[2],
                        flags=over[1] // 2,
                        waiting_urgent=queue // 8,
                        waiting_high=queue // 4,
                        waiting_medium=queue // 2,
                        waiting_low=queue,
                        longest_wait_days=3 * queue,
                        supervision_percent=round(mean * 0.9, 1),
                        skill_match_percent=round(92 - 3 * pace + luck.normal(), 1),
                        moved=queue // 3,
                        escalated=queue // 6,
                    )
                )
            for place in range(3 * weeks):
                arrived = 7.0 * weeks * place / (3 * weeks)
                days = float(luck.exponential(5 * pace))
                found = arrived + days < 7 * weeks
                changes = luck.random() < 0.2 * pace
                case_rows.append(
                    case_row(
                        f"R{place}",
                        line,
                        run,
                        urgency=("urgent", "high", "medium", "low")[place % 4],
                        arrived=arrived,
                        allocated=arrived + days if found else None,
                        workers=(2 if changes else 1) if found else 0,
                        state="held" if found else "waiting",
                    )
                )
    return History(tuple(week_rows), tuple(case_rows))


def files(found: History) -> dict[str, bytes]:
    """The files of a history, by name."""
    written = {}
    for name, content in contents(
        lambda kind: [body(getattr(found, kind.field))]
    ).items():
        file = io.BytesIO()
        assert not isinstance(content, bytes)
        content(file)
        written[name] = file.getvalue()
    return written


def by_line(found: History, facts: Scenario) -> dict[str, list[RunDigest]]:
    """The digests of a history, each line's apart."""
    told: dict[str, list[RunDigest]] = {}
    for run in digests(found, facts.breach):
        told.setdefault(run.line, []).append(run)
    return told


def answers(
    lines: dict[str, float] | None = None, runs: int = 40, **facts: Any
) -> Simulated:
    """The answers of a made history."""
    lines = lines or {"one": 1.6, "other": 1.0}
    compare = [
        {"name": name, "policy": "children-workload", "solver": "engine"}
        for name in lines
    ]
    asked = scenario(compare=compare, **facts)
    return account(planned(asked), by_line(history(lines, runs), asked))


def planned(asked: Scenario) -> Plan:
    """A plan of nobody: enough for what is only told."""
    policy = load_policy("children-workload")
    courses = tuple(
        Course(line.name, asked, (Practice(0, policy, line.solver),))
        for line in asked.compare
    )
    return Plan(asked, START, Team(), courses)
