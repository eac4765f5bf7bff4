"""Policy ``probation-points`` gives the numbers of the public Workload Measurement Tool, one by one.

Source: ministryofjustice/hmpps-workload (1e70153e), database migrations V1_1, V1_13, V1_46 and V1_64, under the MIT
licence; numbers only.
"""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.command import run
from tests.models.batches import Command, Measured, Row, measure, refused_or_measured
from tests.models.probation import POLICY, SETTINGS, TIERS, held, po

_COMMUNITY = (206, 158, 146, 110, 146, 115, 102, 72, 79, 63, 50, 35, 51, 41, 29, 29)
_CUSTODY = (75, 60, 59, 0, 59, 48, 47, 0, 30, 24, 23, 0, 17, 14, 13, 0)
_LICENCE = (219, 175, 163, 0, 161, 132, 119, 0, 77, 65, 52, 0, 51, 43, 31, 0)
# By setting, tier and whether in transition to adulthood, which weighs as custody does in every setting.
POINTS = {
    (setting, tier, t2a): of_tier
    for setting, row in zip(SETTINGS, (_COMMUNITY, _CUSTODY, _LICENCE), strict=True)
    for t2a in ("no", "yes")
    for tier, of_tier in zip(TIERS, _CUSTODY if t2a == "yes" else row, strict=True)
}
# Low, medium and high, for each of twelve activities.
_LEVELS = [(9, 13, 18), (9, 18, 26), (9, 18, 26), (9, 18, 26), (9, 13, 18), (9, 13, 18)]
_LEVELS += [(9, 13, 18), (5, 9, 13), (9, 13, 18), (5, 9, 18), (9, 13, 18), (9, 13, 18)]
CONTACTS = {
    f"CMS{number:02}": points
    for number, points in enumerate((p for three in _LEVELS for p in three), start=1)
}
CONTACTS |= {f"CMS{number}": 0 for number in range(40, 52)}
CONTACTS |= {f"NGS{number:03}": 0 for number in range(1, 11)}
# What a case or a worker may have one of, and its points.
REPORTS = {
    "court_reports_standard": 138,
    "court_reports_fast": 65,
    "parole_reports": 120,
}
ARMS = {"community": 69, "licence": 35}
# Each reason: its percent where the batch gives none, the most it may be, and the months it may run.
REASONS: dict[str, tuple[int | None, int | None, int | None]] = {
    "Disability": (None, None, None),
    "Long Term Sickness Absence": (100, None, None),
    "Phased Return to Work": (None, None, None),
    "Pregnancy": (None, None, None),
    "Maternity Leave": (100, None, 6),
    "Adoption Leave": (100, None, 6),
    "Special Leave": (100, None, None),
    "Trade Union Facility Time": (None, 50, None),
    "Other Paid Leave": (100, None, None),
    "Other Unpaid Leave": (100, None, None),
    "Other": (None, None, None),
    "PQiP 1st 6 months": (80, None, 6),
    "PQiP 6 to 12 months": (60, None, 6),
    "PQiP 12 to 18 months": (40, None, 6),
    "NQO": (20, None, 9),
    "PSO Learning & Development": (20, None, 6),
    "VQ3": (5, None, 6),
    "Level 4 and 5 Access": (10, None, 6),
    "Co-Worked Cases": (None, None, None),
    "Groups (Group Supervision)": (None, None, None),
    "Groups (Induction)": (None, None, None),
    "Court Duty": (None, None, None),
    "PSR Court Duty / Sessional": (None, None, None),
    "Split Role": (None, None, None),
    "OM in Custody transactional": (None, None, None),
    "SPOC lead": (None, 5, None),
}
# Six months before the day measured from, and the four weeks of the horizon on: what started then has run out.
RUN_OUT = {6: "2026-03-14", 9: "2025-12-14"}
# Runs to the last day of the horizon.
RUNNING = {6: "2026-04-12", 9: "2026-01-12"}


def left(percent: float) -> int:
    """Capacity of someone full time whose time is reduced by so many percent."""
    return int(2176 * (100 - Decimal(str(percent))) / 100)


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    """One case of every sort, one worker for every sort of work that is counted by worker; a process of its own."""
    workers = [po()]
    cases = [
        held(f"{setting} {tier} {t2a}", setting=setting, tier=tier, t2a=t2a)
        for setting, tier, t2a in POINTS
    ]
    for setting in SETTINGS:
        for tier in (*(tier + "S" for tier in TIERS), "untiered", None):
            cases.append(held(f"{setting} {tier}", setting=setting, tier=tier))
    for name in REPORTS:
        cases.append(held(name, setting="custody", tier="D0", **{name: 1}))
        workers.append(po(name, **{name: 2}))
    for setting in ARMS:
        workers.append(po(f"{setting} ARMS", **{f"arms_{setting}": 2}))
    for code in CONTACTS:
        for column in ("contacts_for_others", "contacts_by_others"):
            who = f"{column} {code}"
            workers.append(po(who, **{column: f"{code}:3"}))
            cases.append(held(who, who, setting="community", tier="A3"))
    folder = tmp_path_factory.mktemp("probation")
    return measure(run, folder, POLICY, workers=workers, cases=cases)


@pytest.mark.parametrize(
    ("setting", "tier", "t2a"), POINTS, ids=lambda part: {"yes": "t2a"}.get(part, part)
)
def test_a_case_weighs_what_its_tier_weighs_in_its_setting(
    counted: Measured, setting: str, tier: str, t2a: str
) -> None:
    """Every number of the tool's tables, those for people in transition to adulthood among them."""
    case = counted.cases[f"{setting} {tier} {t2a}"]

    assert case["units"] == POINTS[setting, tier, t2a]
    assert not case["provisional"]


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("tier", [tier + "S" for tier in TIERS])
def test_a_suspended_case_weighs_nothing(
    counted: Measured, setting: str, tier: str
) -> None:
    """That is known to be so, and nothing about it is provisional."""
    case = counted.cases[f"{setting} {tier}"]

    assert case["units"] == 0
    assert not case["provisional"]


@pytest.mark.parametrize("setting", SETTINGS)
def test_an_untiered_case_weighs_nothing_and_says_so(
    counted: Measured, setting: str
) -> None:
    """The tool's 0 stands, and is marked: somebody will find out what the case asks."""
    case = counted.cases[f"{setting} untiered"]

    assert case["units"] == 0
    assert case["provisional"]


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_tier_nobody_gave_weighs_what_an_average_case_does(
    counted: Measured, setting: str
) -> None:
    """A case does not come for free because a cell is blank."""
    case = counted.cases[f"{setting} None"]

    assert case["units"] == POINTS[setting, "C2", "no"]
    assert case["provisional"]


@pytest.mark.parametrize("name", REPORTS)
def test_reports_count_with_the_case_or_with_the_worker(
    counted: Measured, name: str
) -> None:
    """One report of a case that weighs nothing else, and two of a worker who holds nothing."""
    assert counted.cases[name]["units"] == REPORTS[name]
    assert counted.workers[name]["units"] == 2 * REPORTS[name]


@pytest.mark.parametrize("setting", ARMS)
def test_assessments_count_by_setting(counted: Measured, setting: str) -> None:
    """With the worker, an assessment on licence weighs about half of one in the community."""
    assert counted.workers[f"{setting} ARMS"]["units"] == 2 * ARMS[setting]


def test_assessments_of_a_case_count_by_its_setting(
    tmp_path: Path, call: Command
) -> None:
    """In custody there are none to count."""
    cases = [
        held(setting, setting=setting, tier="D0", arms_assessments=1)
        for setting in SETTINGS
    ]

    counted = measure(call, tmp_path, POLICY, workers=[po()], cases=cases)

    units = {setting: case["units"] for setting, case in counted.cases.items()}
    assert units == {"community": 29 + 69, "custody": 0, "licence": 35}


@pytest.mark.parametrize("code", CONTACTS)
def test_contacts_for_others_add_and_contacts_by_others_take_off(
    counted: Measured, code: str
) -> None:
    """Three contacts beside a case of 206 points; whoever does the work has it counted."""
    adds = counted.workers[f"contacts_for_others {code}"]["units"]
    takes_off = counted.workers[f"contacts_by_others {code}"]["units"]

    assert adds == 206 + 3 * CONTACTS[code]
    assert takes_off == 206 - 3 * CONTACTS[code]


def test_a_setting_nobody_gave_is_taken_as_community(
    tmp_path: Path, call: Command
) -> None:
    """Rather too much than nothing, and marked provisional."""
    cases = [held("C1", tier="B2"), held("C2", setting="community", tier="B2")]

    counted = measure(call, tmp_path, POLICY, workers=[po()], cases=cases)

    assert [case["units"] for case in counted.cases.values()] == [115, 115]
    assert [case["provisional"] for case in counted.cases.values()] == [True, False]
    assert counted.cases["C1"]["labels"]["counts_as"] == "community"


def test_a_report_alone_is_only_that(tmp_path: Path, call: Command) -> None:
    """A report that waits to be written has no tier, and none is assumed."""
    waiting = {
        "case_id": "C1",
        "type": "Court report",
        "court_reports_fast": 1,
    }

    counted = measure(call, tmp_path, POLICY, workers=[po()], cases=[waiting])

    assert counted.cases["C1"]["units"] == 65
    assert not counted.cases["C1"]["provisional"]


@pytest.mark.parametrize(
    ("inactive", "units"),
    [("warrant", 0), ("unpaid_work", 79), ("overdue_termination", 0), (None, 79)],
)
def test_an_inactive_case_counts_in_part(
    tmp_path: Path, call: Command, inactive: str | None, units: int
) -> None:
    """The tool counts none of a warrant or an overdue termination, and all of unpaid work; reports count anyway."""
    case = held(
        "C1", setting="community", tier="C3", inactive=inactive, parole_reports=1
    )

    counted = measure(call, tmp_path, POLICY, workers=[po()], cases=[case])

    assert counted.cases["C1"]["units"] == units + 120


@pytest.mark.parametrize(
    ("grade", "hours", "capacity"),
    [
        ("po", 37, 2176),
        ("pso", 37, 2176),
        ("po", None, 2176),
        ("pso", None, 2176),
        ("spo", 37, 0),
        ("spo", None, 0),
        ("po", 22.2, 1305),  # 1305.6, of which the fraction is cut off
        ("nqo", 18.5, 1088),
    ],
)
def test_capacity_is_the_nominal_target_by_hours(
    tmp_path: Path, call: Command, grade: str, hours: float | None, capacity: int
) -> None:
    """2,176 points at the default hours, in proportion, and none for seniors."""
    worker = po(contracted_hours=hours, seniority=grade)

    counted = measure(call, tmp_path, POLICY, workers=[worker], cases=[held("C1")])

    found = counted.workers["W1"]
    assert found["capacity"] == capacity
    assert (found["percent"] is None) == (capacity == 0)


@pytest.fixture(scope="module")
def reduced(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    """For each reason a worker for each way of giving it."""
    rows: list[Row] = []
    for reason, (percent, most, months) in REASONS.items():
        amounts: dict[str, Row] = {"given": {"percent": 2.5}, "too much": {"hours": 37}}
        if percent is not None:
            amounts["open"] = {}
        if months is not None:
            amounts["run out"] = {"start": RUN_OUT[months]}
            amounts["running"] = {"start": RUNNING[months], "end": "2027-09-14"}
        if most is not None:
            amounts["over the cap"] = {"percent": most + 10}
        for how, amount in amounts.items():
            rows.append({"worker_id": f"{reason}, {how}", "reason": reason, **amount})
    return measure(
        run,
        tmp_path_factory.mktemp("reductions"),
        POLICY,
        workers=[po(str(row["worker_id"])) for row in rows],
        cases=[held("C1", str(rows[0]["worker_id"]))],
        reductions=rows,
    )


@pytest.mark.parametrize("reason", REASONS)
def test_a_reduction_is_as_its_reason_allows(reduced: Measured, reason: str) -> None:
    """What is given counts up to the cap; what is left open is the reason's own, and a reason may run out."""
    percent, most, months = REASONS[reason]
    cap = 100 if most is None else most

    def capacity(how: str) -> int:
        found: int = reduced.workers[f"{reason}, {how}"]["capacity"]
        return found

    assert capacity("given") == left(2.5)
    assert capacity("too much") == left(cap)
    if percent is not None:
        assert capacity("open") == left(percent)
    if months is not None and percent is not None:
        assert capacity("run out") == 2176
        assert capacity("running") == left(percent)
    if most is not None:
        assert capacity("over the cap") == left(most)


@pytest.mark.parametrize(
    "reason", [reason for reason, (percent, *_) in REASONS.items() if percent is None]
)
def test_a_reason_without_a_percent_needs_an_amount(
    tmp_path: Path, call: Command, reason: str
) -> None:
    """Nothing is made up where the tool has no number."""
    told = refused_or_measured(
        call,
        tmp_path,
        POLICY,
        workers=[po()],
        cases=[held("C1")],
        reductions=[{"worker_id": "W1", "reason": reason}],
    )

    assert told.code == 5
    assert "reductions.csv row 2, percent: is blank" in told.err


@pytest.mark.parametrize(
    ("worker", "reduction", "told"),
    [
        (
            {"seniority": "PSC"},
            {},
            "workers.csv row 2, seniority: 'psc' is not a grade that probation-points knows.",
        ),
        (
            {"contacts_for_others": "CMS37"},
            {},
            "workers.csv row 2, contacts_for_others: 'cms37' is not an item it counts.",
        ),
        (
            {},
            {"reason": "SPOC leed", "percent": 50},
            "reductions.csv row 2, reason: 'spoc_leed' is not a reason for a reduction that probation-points knows."
            " Did you mean 'spoc_lead'?",
        ),
        (
            {},
            {"percent": 50},
            "reductions.csv row 2, reason: is blank; say why.",
        ),
    ],
    ids=["grade", "contact", "reason", "no reason"],
)
def test_what_the_tool_does_not_know_is_refused(
    tmp_path: Path, call: Command, worker: Row, reduction: Row, told: str
) -> None:
    """Nothing that is misspelt counts as nothing."""
    reductions = [{"worker_id": "W1", **reduction}] if reduction else []

    said = refused_or_measured(
        call,
        tmp_path,
        POLICY,
        workers=[po(**worker)],
        cases=[held("C1", setting="custody", tier="A3")],
        **({"reductions": reductions} if reductions else {}),
    )

    assert said.code == 5
    assert told in said.err


def test_reductions_beyond_the_hours_leave_nothing(
    tmp_path: Path, call: Command
) -> None:
    """The tool goes below nothing here; capacity of less than none means nothing to anyone."""
    counted = measure(
        call,
        tmp_path,
        POLICY,
        workers=[po(contracted_hours=18.5)],
        cases=[held("C1", setting="custody", tier="A3")],
        reductions=[
            {"worker_id": "W1", "reason": "Split role", "hours": 15},
            {"worker_id": "W1", "reason": "Court duty", "hours": 10},
        ],
    )

    assert counted.workers["W1"]["capacity"] == 0
    assert counted.workers["W1"]["percent"] is None


def test_what_others_do_never_makes_less_than_no_work(
    tmp_path: Path, call: Command
) -> None:
    """More done by others than there is to do leaves a worker with nothing to do, not with less."""
    counted = measure(
        call,
        tmp_path,
        POLICY,
        workers=[po(contacts_by_others="CMS06:5")],
        cases=[held("C1", setting="custody", tier="D1")],
    )

    assert counted.workers["W1"]["units"] == 0
