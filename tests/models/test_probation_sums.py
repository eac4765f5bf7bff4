"""Policies like ``probation-points`` reckon as the public Workload Measurement Tool does, whatever the numbers are.

The tool's own tests have numbers that it does not run with: each policy here is the shipped one with those numbers
under the same keys. Source: ministryofjustice/wmt-probation-rules (daed1fee), unit tests of ``points``, and
ministryofjustice/wmt-worker (78f526bf), unit tests of ``workers``, under the MIT licence; numbers only.
"""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import run
from tests.models.batches import Command, Row, measure, named, policy_like
from tests.models.probation import POLICY, SETTINGS, TIERS, held, po


def hours(
    pso: int, po: int, spo: int, nominal: int, pso_nominal: int | None = None
) -> Any:
    """Default hours by grade, and nominal targets."""

    def change(content: dict[str, Any]) -> None:
        capacity = content["capacity"]
        capacity |= {"full_time_hours": po, "full_time_units": nominal}
        of_pso = nominal if pso_nominal is None else pso_nominal
        for grade, full_time, units in (
            ("pso", pso, of_pso),
            ("pso_b", pso, of_pso),
            ("spo", spo, nominal),
        ):
            capacity["grades"][grade] = {
                "full_time_hours": full_time,
                "full_time_units": units,
            }

    return change


@pytest.mark.parametrize(
    ("grade", "given", "base", "default"),
    [
        ("pso", 7, 7, 12),
        ("pso_b", 7, 7, 12),
        ("spo", 7, 7, 0),
        (None, 7, 7, 7),  # a grade the tool does not know counts as an officer's
        ("tpo", 7, 7, 7),
        ("pso_b", None, 12, 12),
        ("other", 7, None, None),  # one it does not support has no points
    ],
)
def test_hours_are_those_of_the_contract_or_of_the_grade(
    tmp_path: Path,
    call: Command,
    grade: str | None,
    given: int | None,
    base: int | None,
    default: int | None,
) -> None:
    """Default hours 12 (PSO), 7 (PO) and 0 (SPO): capacity shows which hours were taken, and of which grade."""
    policy = policy_like(POLICY, tmp_path / "own", hours(12, 7, 0, nominal=8400))

    counted = measure(
        call,
        tmp_path,
        policy,
        workers=[po(contracted_hours=given, seniority=grade)],
        cases=[held("C1")],
    )

    expected = 8400 * base // default if base and default else 0
    assert counted.workers["W1"]["capacity"] == expected
    assert counted.workers["W1"]["provisional"]  # no skills are recorded here


@pytest.mark.parametrize(
    ("grade", "given", "expected"),
    [
        ("pso", 40, 23),
        ("pso_b", 40, 23),
        ("tpo", 40, 40),
        (None, 40, 40),
        ("pso", None, 7),
        ("other", 40, 0),
    ],
)
def test_available_points_are_the_target_scaled_and_cut_off(
    tmp_path: Path, call: Command, grade: str | None, given: int | None, expected: int
) -> None:
    """Target 7, default hours 12 (PSO) and 7 (others), contracts of 40 hours or none."""
    policy = policy_like(POLICY, tmp_path / "own", hours(12, 7, 0, nominal=7))

    counted = measure(
        call,
        tmp_path,
        policy,
        workers=[po(contracted_hours=given, seniority=grade)],
        cases=[held("C1")],
    )

    assert counted.workers["W1"]["capacity"] == expected


@pytest.mark.parametrize(("grade", "expected"), [("pso", 1), ("po", 2), (None, 2)])
def test_the_target_is_that_of_the_grade(
    tmp_path: Path, call: Command, grade: str | None, expected: int
) -> None:
    """Targets 1 (PSO) and 2 (PO); any other grade has an officer's."""
    change = hours(37, 37, 0, nominal=2, pso_nominal=1)
    policy = policy_like(POLICY, tmp_path / "own", change)

    counted = measure(
        call, tmp_path, policy, workers=[po(seniority=grade)], cases=[held("C1")]
    )

    assert counted.workers["W1"]["capacity"] == expected


def weights(
    tier: Any, t2a: Any, percents: tuple[int, int, int], *, to_hundredths: bool = True
) -> Any:
    """Points by tier, and what inactive cases still count: only those in transition, as the others come filtered."""

    def change(content: dict[str, Any]) -> None:
        if to_hundredths:
            content["worker_total_rounding"] = "none"
        terms = content["terms"]
        for name in ("Community", "Custody", "Licence"):
            named(terms, name)["units"] = dict(tier)
        named(terms, "Transition to adulthood")["units"] = dict(t2a)
        inactive = named(terms, "Inactive")
        inactive["of"] = ["Transition to adulthood"]
        keys = ("warrant", "unpaid_work", "overdue_termination")
        inactive["percent"] = dict(zip(keys, percents, strict=True))

    return change


def in_a_tier(
    prefix: str, total: int, warrants: int, unpaid: int, overdue: int, **columns: object
) -> list[Row]:
    """So many cases, the first of them inactive."""
    why = ["warrant"] * warrants + ["unpaid_work"] * unpaid
    why += ["overdue_termination"] * overdue
    why += ["no"] * (total - len(why))
    return [held(f"{prefix}{n}", inactive=one, **columns) for n, one in enumerate(why)]


@pytest.mark.parametrize(
    ("counts", "points", "percents", "subtracts", "expected"),
    [
        ((10, 0, 0, 0), 10, (100, 100, 100), False, 100),
        ((10, 10, 0, 0), 10, (0, 100, 100), True, 0),
        ((10, 10, 0, 0), 10, (0, 100, 100), False, 100),
        ((10, 0, 10, 0), 10, (100, 0, 100), True, 0),
        ((10, 0, 10, 0), 10, (100, 0, 100), False, 100),
        ((10, 0, 0, 10), 10, (100, 100, 0), True, 0),
        ((10, 0, 0, 10), 10, (100, 100, 0), False, 100),
        ((10, 1, 1, 1), 1, (0, 0, 0), True, 7),
        ((10, 1, 1, 1), 1, (0, 0, 0), False, 10),
        ((10, 1, 1, 1), 1, (75, 50, 50), True, 8.75),
    ],
)
def test_the_points_of_a_tier_less_its_inactive_cases(
    tmp_path: Path,
    call: Command,
    counts: tuple[int, int, int, int],
    points: int,
    percents: tuple[int, int, int],
    subtracts: bool,
    expected: float,
) -> None:
    """Total, warrants, unpaid work and overdue terminations; those in transition are the ones the tool takes off."""
    table = dict.fromkeys(TIERS, points)
    policy = policy_like(POLICY, tmp_path / "own", weights(table, table, percents))
    t2a = "yes" if subtracts else "no"
    cases = in_a_tier("C", *counts, setting="community", tier="B1", t2a=t2a)

    counted = measure(call, tmp_path, policy, workers=[po()], cases=cases)

    assert counted.workers["W1"]["units"] == expected


@pytest.mark.parametrize(
    ("column", "each", "expected"),
    [
        ("court_reports_fast", 30, 600),
        ("parole_reports", 10, 200),
        ("parole_reports", 0, 0),  # switched off
    ],
)
def test_reports_weigh_what_the_policy_says(
    tmp_path: Path, call: Command, column: str, each: int, expected: int
) -> None:
    """Twenty reports at other points, and a kind that is switched off."""

    def change(content: dict[str, Any]) -> None:
        for term in content["worker_terms"]:
            if term["column"] == column:
                term["units_each"] = each

    policy = policy_like(POLICY, tmp_path / "own", change)

    counted = measure(
        call,
        tmp_path,
        policy,
        workers=[po(**{column: 20})],
        cases=[held("C1", setting="custody", tier="A0")],
    )

    assert counted.workers["W1"]["units"] == expected


@pytest.mark.parametrize(
    ("licence", "community", "of_licence", "of_community", "expected"),
    [
        (0, 0, "1", "1", 0),
        (1, 1, "0", "0", 0),
        (1, 0, "1", "0", 1),
        (1, 0, "0.5", "0", 0.5),
        (0, 1, "0", "1", 1),
        (0, 1, "0", "0.5", 0.5),
        (1, 1, "1", "1", 2),
        (1, 1, "0.5", "1", 1.5),
        (1, 1, "1", "0.5", 1.5),
    ],
)
def test_assessments_weigh_what_the_policy_says(
    tmp_path: Path,
    call: Command,
    licence: int,
    community: int,
    of_licence: str,
    of_community: str,
    expected: float,
) -> None:
    """Assessments at other points, halves among them; the sum of these alone is not rounded."""

    def change(content: dict[str, Any]) -> None:
        content["worker_total_rounding"] = "none"
        terms = content["worker_terms"]
        for setting, each in (
            ("on licence", of_licence),
            ("in the community", of_community),
        ):
            named(terms, f"ARMS assessments {setting}")["units_each"] = Decimal(each)

    policy = policy_like(POLICY, tmp_path / "own", change)
    worker = po(arms_licence=licence, arms_community=community)

    counted = measure(
        call,
        tmp_path,
        policy,
        workers=[worker],
        cases=[held("C1", setting="custody", tier="A0")],
    )

    assert counted.workers["W1"]["units"] == expected


def test_the_total_of_a_whole_caseload(tmp_path: Path) -> None:
    """Sixteen tiers of 1 to 16 points, eight cases each in three settings, in transition and not, and reports: 5028.

    Of each eight one is a warrant, two are unpaid work and three are overdue; those in transition have them taken off.
    """
    table = {tier: points for points, tier in enumerate(TIERS, start=1)}

    def change(content: dict[str, Any]) -> None:
        weights(table, table, (0, 100, 0), to_hundredths=False)(content)
        for name, each in {
            "Standard court reports": 4,
            "Fast court reports": 5,
            "Parole reports": 8,
            "ARMS assessments in the community": 4,
            "ARMS assessments on licence": 5,
        }.items():
            named(content["worker_terms"], name)["units_each"] = each

    worker = po(
        court_reports_standard=9,
        court_reports_fast=7,
        parole_reports=6,
        arms_community=2,
        arms_licence=1,
    )
    cases = [
        row
        for setting in SETTINGS
        for t2a in ("no", "yes")
        for tier in TIERS
        for row in in_a_tier(
            f"{setting} {t2a} {tier} ", 8, 1, 2, 3, setting=setting, t2a=t2a, tier=tier
        )
    ]
    policy = policy_like(POLICY, tmp_path / "own", change)

    counted = measure(run, tmp_path, policy, workers=[worker], cases=cases)

    in_cases = sum(case["units"] for case in counted.cases.values())
    assert in_cases == 5028 - 36 - 35 - 48 - 13
    assert counted.workers["W1"]["units"] == 5028


@pytest.mark.parametrize(
    ("column", "expected"), [("contacts_for_others", 215), ("contacts_by_others", 185)]
)
def test_contacts_adjust_the_total(
    tmp_path: Path, call: Command, column: str, expected: int
) -> None:
    """Fifteen points of contacts on a workload of 200, done for others and done by others."""

    def change(content: dict[str, Any]) -> None:
        named(content["terms"], "Licence")["units"]["A3"] = 200
        content["tables"]["contacts"]["cms01"] = 15

    policy = policy_like(POLICY, tmp_path / "own", change)

    counted = measure(
        call,
        tmp_path,
        policy,
        workers=[po(**{column: "CMS01"})],
        cases=[held("C1", setting="licence", tier="A3")],
    )

    assert counted.workers["W1"]["units"] == expected


def test_only_the_total_is_rounded(tmp_path: Path, call: Command) -> None:
    """Two halves make one point, and a half alone is rounded up, as the tool rounds."""
    table = dict.fromkeys(TIERS, 1)
    change = weights(table, table, (50, 50, 50), to_hundredths=False)
    policy = policy_like(POLICY, tmp_path / "own", change)
    half: dict[str, object] = {"setting": "licence", "tier": "A1", "t2a": "yes"}
    half["inactive"] = "warrant"

    counted = measure(
        call,
        tmp_path,
        policy,
        workers=[po("W1"), po("W2")],
        cases=[
            held("C1", "W1", **half),
            held("C2", "W1", **half),
            held("C3", "W2", **half),
        ],
    )

    assert [case["units"] for case in counted.cases.values()] == [0.5, 0.5, 0.5]
    assert [worker["units"] for worker in counted.workers.values()] == [1, 1]
