"""One believable outcome: twelve workers, twenty waiting cases, two of them not placed."""

import datetime
from typing import Any

from allocator.domain.account import (
    Account,
    Assignment,
    Excluded,
    Measures,
    PolicyName,
    RunnerUp,
    Unallocated,
    Unblock,
    WorkerAccount,
)
from allocator.domain.case import Case, Urgency
from allocator.domain.team import Team
from allocator.domain.worker import Worker
from allocator.policy.loading import load_policy
from allocator.report.outcome import Outcome

AS_OF = datetime.date(2026, 3, 2)

# worker, name, team, capacity, before, held cases
_PEOPLE = (
    ("W01", "Amara Okafor", "North", 1420, 1105, 15),
    ("W02", "Ben Turner", "North", 1420, 1330, 18),
    ("W03", "Ciara Walsh", "North", 1350, 965, 13),
    ("W04", "Dev Patel", "North", 1136, 1175, 16),
    ("W05", "Ewa Kowalska", "North", 1420, 1090, 14),
    ("W06", "Farah Siddiqui", "North", 0, 910, 12),
    ("W07", "Rowan Heron", "South", 1420, 1165, 15),
    ("W08", "Grace Mensah", "South", 852, 640, 8),
    ("W09", "Huw Prosser", "South", 1090, 715, 10),
    ("W10", "Isla Campbell", "South", 1420, 1240, 17),
    ("W11", "Jamal Wright", "South", 960, 505, 7),
    ("W12", "", "South", 1420, 1010, 14),
)

# case, group, type, urgency, days until due, units, worker, co-worker, match, reasons, runner-up, what gets worse
_PLACED: tuple[tuple[Any, ...], ...] = (
    ("C201", "", "section_47", "urgent", 1, 165, "W01", "", 100,
     ["Holds child protection at level 3, one above what the case looks for.",
      "Has room: 77.8% before, 89.4% after."],
     "W05", ["Skill match falls from 100% to 75%: child protection at level 2 instead of 3.",
             "Ewa Kowalska would go from 92.3% to 103.9%, over the safe limit."]),
    ("C202", "G31", "child_protection", "urgent", 3, 150, "W07", "", 100,
     ["The family knows Rowan Heron from an earlier assessment.", "Keeps two siblings together.",
      "Works in Eastfield, where the family lives."],
     "W10", ["The family would not be with someone they know.",
             "Isla Campbell would go from 94.0% to 111.3%, over the ceiling of 110%."]),
    ("C203", "G31", "child_protection", "urgent", 3, 95, "W07", "", 100,
     ["The family knows Rowan Heron from an earlier assessment.", "Keeps two siblings together.",
      "Works in Eastfield, where the family lives."],
     "W10", ["The family would not be with someone they know.",
             "Isla Campbell would go from 94.0% to 111.3%, over the ceiling of 110%."]),
    ("C204", "", "care_proceedings", "high", -4, 215, "W03", "", 90,
     ["Holds court work at level 4; only three workers in the team hold it at level 3 or above."],
     "W01", ["Amara Okafor would go from 89.4% to 104.6%, over the safe limit."]),
    ("C205", "", "section_47", "high", 6, 170, "W09", "W10", 80,
     ["Newly qualified, so held jointly with Isla Campbell.",
      "Section 47 work with support is on Huw Prosser's development plan."],
     "W12", ["No worker would be practising a skill on their development plan.",
             "W12 would go from 92.6% to 104.6%, over the safe limit."]),
    ("C206", "", "assessment", "high", 9, 105, "W05", "", 100,
     ["Speaks Polish, the family's language.", "Holds domestic abuse at level 3."],
     "W03", ["An interpreter would be needed.", "Ciara Walsh would go from 87.4% to 95.2%."]),
    ("C207", "", "assessment", "medium", 20, 95, "W12", "", 85,
     ["Among those with the skills, has the most room: 71.1% before."], "W11", []),
    ("C208", "", "child_in_need", "medium", 25, 85, "W11", "", 75,
     ["Has the most room of all: 52.6% before."], "W08", ["Grace Mensah would go from 88.0% to 98.0%."]),
    ("C209", "", "looked_after", "medium", 14, 90, "W11", "", 100,
     ["Already holds the older brother, C044."], "W12", ["The brothers would have two workers."]),
    ("C210", "", "assessment", "medium", 18, 100, "W09", "", 70,
     ["Has room: 65.6% before, 90.4% after."], None, []),
    ("C211", "", "child_in_need", "medium", None, 70, "W05", "", 100,
     ["Works in Northgate, where the family lives."], "W12",
     ["Travel would rise by 45 minutes a week."]),
    ("C212", "", "disabled_child", "medium", 30, 65, "W08", "", 100,
     ["Holds disability at level 3.", "Works part-time and still has room: 75.1% before, 88.0% after."],
     "W05", ["Skill match falls from 100% to 50%."]),
    ("C213", "", "child_protection", "medium", 10, 135, "W12", "", 95,
     ["Holds neglect at level 3."], "W10", ["Isla Campbell would go from 94.0% to 103.5%, over the safe limit."]),
    ("C214", "", "assessment", "low", 35, 75, "W12", "", 80,
     ["Has room: 71.1% before, 92.6% after."], "W11", ["Skill match falls from 80% to 60%."]),
    ("C215", "", "care_leaver", "low", 40, 45, "W08", "", 100,
     ["Holds leaving care at level 3."], "W11", ["Skill match falls from 100% to 75%."]),
    ("C216", "", "unaccompanied_child", "low", 28, 85, "W11", "", 75,
     ["Has room: 52.6% before, 79.7% after."], "W05", ["Ewa Kowalska would go from 92.3% to 98.3%."]),
    ("C217", "", "child_in_need", "low", 33, 55, "W05", "", 90,
     ["Works in Northgate, where the family lives."], "W12", ["Travel would rise by 20 minutes a week."]),
    ("C218", "", "adoption", "high", 5, 95, "W10", "", 77,
     ["SECRET: holds sexual abuse at level 4."], "W01", ["SECRET: skill match falls."]),
)  # fmt: skip


def outcome(**changes: Any) -> Outcome:
    """The sample outcome, with some of its fields changed."""
    team = _team()
    fields: dict[str, Any] = {
        "account": account(team),
        "team": team,
        "policy": load_policy(),
        "notes": (
            "cases.csv: column 'Ward' is not used by this policy.",
            "Worker W12 has no name in workers.csv.",
        ),
        "provisional": (
            "Case C211: no complexity is given, so medium is assumed.",
            "Case C218: no complexity is given, so medium is assumed.",
            "Worker W12: no skill is recorded, so level 2 is assumed throughout.",
        ),
        "shortage": "",
    }
    return Outcome(**{**fields, **changes})


def account(team: Team, **changes: Any) -> Account:
    """The account of the sample outcome, with some of its fields changed."""
    fields: dict[str, Any] = {
        "schema": 1,
        "status": "optimal",
        "cost": 184_213,
        "bound": 184_213,
        "gap_percent": 0.0,
        "improvement_closed_percent": 100.0,
        "seconds": 0.84,
        "policy": PolicyName(name="children-workload", digest="3f8a" * 16),
        "inputs": {
            "workers.csv": "9b1c" * 16,
            "cases.csv": "07de" * 16,
            "reductions.csv": "55aa" * 16,
        },
        "as_of": AS_OF,
        "seed": 1,
        "version": "0.1.0",
        "assignments": tuple(_assignment(*row) for row in _PLACED),
        "unallocated": _unallocated(),
        "workers": tuple(_worker_account(*row) for row in _PEOPLE),
        "measures": {
            "engine": _engine(),
            "caseload_count": _caseload_count(),
            "caseload_count_blind": _blind(),
        },
    }
    return Account(**{**fields, **changes})


def _team() -> Team:
    held = [
        Case(case_id=f"C{number:03}", type="child_in_need", worker_id=worker_id)
        for number, worker_id in enumerate(
            (row[0] for row in _PEOPLE for _ in range(row[5])), 1
        )
    ]
    waiting = [
        Case(
            case_id=row[0],
            group_id=row[1],
            type=row[2],
            urgency=row[3],
            due_date=AS_OF + datetime.timedelta(days=row[4])
            if row[4] is not None
            else None,
            restricted=row[0] == "C218",
        )
        for row in _PLACED
    ]
    not_placed = [
        Case(
            case_id="C219",
            type="care_proceedings",
            urgency="high",
            due_date=AS_OF + datetime.timedelta(days=8),
        ),
        Case(case_id="C220", type="looked_after", urgency="low"),
    ]
    workers = [
        Worker(worker_id=row[0], name=row[1], team=row[2], contracted_hours=37)
        for row in _PEOPLE
    ]
    return Team(workers=tuple(workers), cases=(*held, *waiting, *not_placed))


def _assignment(
    case_id: str, group_id: str, _type: str, _urgency: Urgency, _due: int | None, units: int, worker_id: str,
    co_worker_id: str, match: int, reasons: list[str], runner_up: str | None, gets_worse: list[str],
) -> Assignment:  # fmt: skip
    other = (
        RunnerUp(
            worker_id=runner_up, cost_difference=120, what_gets_worse=tuple(gets_worse)
        )
        if runner_up
        else None
    )
    return Assignment(
        case_id=case_id,
        group_id=group_id,
        worker_id=worker_id,
        co_worker_id=co_worker_id,
        units=units,
        skill_match_percent=match,
        reasons=tuple(reasons),
        runner_up=other,
    )


def _worker_account(
    worker_id: str, _name: str, team: str, capacity: int, before: int, held: int
) -> WorkerAccount:
    given = [row for row in _PLACED if row[6] == worker_id]
    after = before + sum(row[5] for row in given)
    return WorkerAccount(
        worker_id=worker_id,
        team=team,
        capacity=capacity,
        units_before=before,
        units_after=after,
        percent_before=round(100 * before / capacity, 1) if capacity else None,
        percent_after=round(100 * after / capacity, 1) if capacity else None,
        cases_before=held,
        cases_after=held + len(given),
        new_cases=len(given),
        provisional=worker_id == "W12",
    )


def _unallocated() -> tuple[Unallocated, ...]:
    skills = [
        Excluded(
            worker_id=f"W{number:02}",
            rule="skills_cover",
            reason="Holds court work at level 1; the case requires 3.",
        )
        for number in (2, 5, 8, 9, 10, 11, 12)
    ]
    ceiling = [
        Excluded(
            worker_id="W01",
            rule="within_ceiling",
            reason="Would be taken to 111.8%, over the ceiling of 110%.",
        ),
        Excluded(
            worker_id="W04",
            rule="within_ceiling",
            reason="Would be taken to 129.9%, over the ceiling of 110%.",
        ),
        Excluded(
            worker_id="W07",
            rule="within_ceiling",
            reason="Would be taken to 121.5%, over the ceiling of 110%.",
        ),
    ]
    away = [
        Excluded(
            worker_id="W06", rule="has_capacity", reason="On leave until 12 April 2026."
        )
    ]
    barred = [
        Excluded(
            worker_id="W03",
            rule="no_conflict_of_interest",
            reason="Is barred from this case.",
        )
    ]
    team = [
        Excluded(
            worker_id=f"W{number:02}",
            rule="within_team",
            reason="Is in South; the case names North.",
        )
        for number in range(7, 13)
    ]
    new_cases = [
        Excluded(
            worker_id=f"W{number:02}",
            rule="within_new_case_limit",
            reason="Would have 11 new cases in these weeks; the limit is 10.",
        )
        for number in range(1, 6)
    ]
    return (
        Unallocated(
            case_id="C219",
            urgency="high",
            excluded=(*skills, *ceiling, *away, *barred),
            unblock=(
                Unblock(
                    change="move_held_case",
                    text="Moving C017 (70 minutes a week) from Amara Okafor makes room for it.",
                ),
                Unblock(
                    change="pair",
                    text="Isla Campbell could hold it jointly with Ciara Walsh as a stretch case.",
                ),
            ),
        ),
        Unallocated(
            case_id="C220",
            urgency="low",
            excluded=(*new_cases, *team, *away),
            unblock=(
                Unblock(
                    change="within_team",
                    text="Letting someone in South hold it: Jamal Wright has room.",
                ),
            ),
        ),
    )


def _engine() -> Measures:
    return Measures(
        placed=18, unplaced=2, unplaced_by_urgency={"urgent": 0, "high": 1, "medium": 0, "low": 1},
        max_percent=103.4, min_percent=79.7, spread_percent=23.7, sd_percent=6.2, over_safe_limit=2, over_ceiling=1,
        jain_index=0.9952, mean_skill_match_percent=90.8, continuity_kept=3, continuity_possible=4,
        travel_minutes=1240, rule_breaches=0,
    )  # fmt: skip


def _blind() -> Measures:
    return _caseload_count().model_copy(
        update={
            "placed": 20,
            "unplaced": 0,
            "unplaced_by_urgency": {},
            "max_percent": 131.2,
            "rule_breaches": 11,
        }
    )


def _caseload_count() -> Measures:
    return Measures(
        placed=17, unplaced=3, unplaced_by_urgency={"urgent": 0, "high": 1, "medium": 0, "low": 2},
        max_percent=109.6, min_percent=61.4, spread_percent=48.2, sd_percent=13.9, over_safe_limit=5, over_ceiling=1,
        jain_index=0.9761, mean_skill_match_percent=71.4, continuity_kept=1, continuity_possible=4,
        travel_minutes=1185, rule_breaches=0,
    )  # fmt: skip
