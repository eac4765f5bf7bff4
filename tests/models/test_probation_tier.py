"""Policy ``probation-tier`` gives the tiers of the public tier service, and says which are provisional.

Rules and numbers: ministryofjustice/hmpps-tier (affac98a), calculation of version 3 and its unit tests, under the MIT
licence; numbers only. What is provisional is checked against all that could still come out, case by case.
"""

import datetime
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest

from allocator import load_policy
from tests.cli.command import run
from tests.models.batches import (
    DAY,
    Command,
    Measured,
    Row,
    measure,
    refused_or_measured,
)

POLICY = "probation-tier"
WORKER: Row = {"worker_id": "W1", "contracted_hours": 37, "seniority": "po"}
ARP = (90, 75, 50, 25, 15, 0)
CSRP = (6.9, 3, 1, 0.5, 0)
GRID = ("AABBBB", "ABCCCC", "BCDEEE", "CDEEFF", "DDEFFG")
# From lowest to highest.
ORDER = "GFEDCBA"
# Band and score of the contact predictor.
CONTACT = {
    ("very high", 5.31): "A",
    ("very high", 0.01): "A",
    ("high", 2.11): "B",
    ("high", 1.5): "B",
    ("high", 5.31): "B",
    ("medium", 1.12): "C",
    ("medium", 3.36): "C",
    ("medium", 2.11): "D",
    ("medium", 0.6): "D",
    ("low", 0.02): "E",
}
ROSH = {
    "yes": {"very high": "A", "high": "C", "medium": "D", "low": "E", None: "E"},
    "no": {"very high": "C", "high": "D", "medium": "G", "low": "G", None: "G"},
}
# Years ago, and days more than that; None is not released.
RELEASED = {
    (0, 1): "B",
    (1, -1): "B",
    (1, 0): "B",
    (1, 1): "D",
    (2, 0): "D",
    (5, -1): "D",
    (5, 0): "D",
    (5, 1): "E",
    (6, 0): "E",
    (0, -1): "G",  # still to come
    None: "G",
}


class Vector(NamedTuple):
    """One case, its tier, and whether that is provisional."""

    columns: Row
    tier: str
    provisional: bool


def known(**columns: object) -> Row:
    """A case about which everything is known, and that nothing but the columns given takes above the lowest tier."""
    return {"arp": 0, "csrp": 0, "rosh": "low", **columns}


def released(ago: tuple[int, int] | None) -> str | None:
    """The day so many years before the day measured from, and so many days before that."""
    if ago is None:
        return None
    day = datetime.date.fromisoformat(DAY)
    day = day.replace(year=day.year - ago[0]) - datetime.timedelta(days=ago[1])
    return day.isoformat()


def contact(band: str, score: float | None) -> Row:
    """The columns of the contact predictor."""
    return {"contact_band": band, "contact_score": score}


VECTORS: dict[str, Vector] = {}
for _csrp, _row in zip(CSRP, GRID, strict=True):
    for _arp, _tier in zip(ARP, _row, strict=True):
        VECTORS[f"arp {_arp}, csrp {_csrp}"] = Vector(
            known(arp=_arp, csrp=_csrp), _tier, False
        )
for (_band, _score), _tier in CONTACT.items():
    VECTORS[f"contact {_band} {_score}"] = Vector(
        known(**contact(_band, _score)), _tier, False
    )
for _mappa, _by_rosh in ROSH.items():
    for _rosh, _tier in _by_rosh.items():
        VECTORS[f"mappa {_mappa}, rosh {_rosh}"] = Vector(
            known(mappa=_mappa, rosh=_rosh), _tier, _rosh is None
        )
for _ago, _tier in RELEASED.items():
    for _lifer in ("yes", "no"):
        VECTORS[f"lifer {_lifer}, released {_ago}"] = Vector(
            known(lifer=_lifer, release_date=released(_ago)),
            _tier if _lifer == "yes" else "G",
            False,
        )
for _abuse, _stalking, _child in product(("yes", "no"), repeat=3):
    VECTORS[f"abuse {_abuse}, stalking {_stalking}, child {_child}"] = Vector(
        known(domestic_abuse=_abuse, stalking=_stalking, child_protection=_child),
        "E" if _abuse == "yes" else "F" if "yes" in (_stalking, _child) else "G",
        False,
    )
for _name, _columns, _tier, _provisional in (
    ("offence, rosh medium", {"rosh": "medium"}, "E", False),
    ("offence, rosh missing", {"rosh": None}, "E", True),
):
    VECTORS[_name] = Vector(
        known(sexual_offence_ever="yes", **_columns), _tier, _provisional
    )
_BOTH = {"arp_static": "yes", "csrp_static": "yes"}
_HIGHEST = {"arp": 90, "csrp": 6.9}
for _name, _given, _tier, _provisional in (
    ("static A", {**_HIGHEST, **_BOTH, "rosh": "high"}, "A", True),
    (
        "static A, contact A",
        {**_HIGHEST, **_BOTH, "rosh": "high", **contact("very high", 0.01)},
        "A",
        False,
    ),
    (
        "static A, mappa A",
        {**_HIGHEST, **_BOTH, "rosh": "very high", "mappa": "yes"},
        "A",
        False,
    ),
    (
        "arp static F",
        {"csrp": 0.5, "arp_static": "yes", "rosh": "medium"},
        "F",
        True,
    ),
    (
        "arp static, mappa C",
        {"csrp": 0.5, "arp_static": "yes", "rosh": "high", "mappa": "yes"},
        "C",
        False,
    ),
    (
        "csrp static F",
        {"arp": 25, "csrp_static": "yes", "rosh": "medium"},
        "F",
        True,
    ),
    (
        "csrp static, contact B",
        {"arp": 25, "csrp_static": "yes", "rosh": "medium", **contact("high", 2.11)},
        "B",
        False,
    ),
    ("mappa, B", {"arp": 50, "csrp": 6.9, "rosh": None, "mappa": "yes"}, "B", True),
    ("mappa, A", {**_HIGHEST, "rosh": None, "mappa": "yes"}, "A", False),
    (
        "mappa, contact A",
        {"rosh": None, "mappa": "yes", **contact("very high", 0.01)},
        "A",
        False,
    ),
    ("no rosh, D", {"arp": 75, "rosh": None}, "D", True),
    ("no rosh, C", {"arp": 90, "csrp": 0.5, "rosh": None}, "C", False),
    ("no rosh, B", {"arp": 50, "csrp": 6.9, "rosh": None}, "B", False),
    ("no rosh, contact C", {"rosh": None, **contact("medium", 1.12)}, "C", False),
    ("no rosh, contact D", {"rosh": None, **contact("medium", 0.6)}, "D", True),
    # Not among the public tests, and as the public rule says: a static score may turn out higher as well.
    (
        "arp static F, mappa D",
        {"csrp": 0.5, "arp_static": "yes", "rosh": "medium", "mappa": "yes"},
        "D",
        True,
    ),
    # A band of medium without its score is C or D.
    ("contact medium, no score", contact("medium", None), "G", True),
    (
        "contact medium, no score, C",
        {"arp": 50, "csrp": 3, **contact("medium", None)},
        "C",
        False,
    ),
    # Everything at once, and a plain one.
    (
        "everything",
        {
            "arp": 95,
            "csrp": 6.9,
            "rosh": "high",
            "mappa": "yes",
            "lifer": "yes",
            "release_date": released((2, 0)),
            "domestic_abuse": "yes",
            "stalking": "yes",
            "child_protection": "yes",
            **contact("very high", 5.31),
        },
        "A",
        False,
    ),
    ("arp alone", {"arp": 90, "csrp": 1, "rosh": "medium"}, "B", False),
    ("csrp missing", {"arp": 90, "csrp": None}, "MISSING", True),
    ("arp missing", {"arp": None, "csrp": 3.2}, "MISSING", True),
    (
        "not supervised",
        {"active_event": "no", **_HIGHEST, "rosh": "very high"},
        "NOT_SUPERVISED",
        False,
    ),
    (
        "not supervised, scores missing",
        {"active_event": "no", "arp": None, "csrp": None, "rosh": None},
        "NOT_SUPERVISED",
        False,
    ),
):
    VECTORS[_name] = Vector(known(**_given), _tier, _provisional)


def all_held(rows: Mapping[str, Row]) -> list[Row]:
    """Every row as a case of the one worker."""
    same = {"type": "order", "worker_id": "W1"}
    return [{"case_id": name, **same, **row} for name, row in rows.items()]


@pytest.fixture(scope="module")
def tiered(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    """Every vector in one batch, measured by a process of its own."""
    cases = all_held({name: vector.columns for name, vector in VECTORS.items()})
    folder = tmp_path_factory.mktemp("tiers")
    return measure(run, folder, POLICY, workers=[WORKER], cases=cases)


@pytest.mark.parametrize("name", VECTORS)
def test_the_tier_and_whether_it_is_provisional(tiered: Measured, name: str) -> None:
    """Each vector of the public service's tests, and each reading of ours."""
    case, vector = tiered.cases[name], VECTORS[name]

    assert case["labels"]["tier"] == vector.tier
    assert case["provisional"] == vector.provisional


def test_every_step_is_shown(tiered: Measured) -> None:
    """Whoever asks why a case has its tier finds what each step came to."""
    assert tiered.cases["everything"]["labels"] == {
        "reoffending": "A",
        "medium_contact": "G",
        "sexual_reoffending": "A",
        "mappa_and_rosh": "C",
        "life_sentence": "D",
        "of_domestic_abuse": "E",
        "of_sexual_offence": "G",
        "of_stalking": "F",
        "of_child_protection": "F",
        "highest_step": "A",
        "tier": "A",
    }
    assert tiered.cases["arp missing"]["labels"]["reoffending"] is None


def test_a_medium_band_never_scores_so_low(tmp_path: Path, call: Command) -> None:
    """What cannot be is told by row, and no tier is made up; no other band minds the score."""
    rows = {
        "C1": known(**contact("medium", 0.59)),
        "C2": known(**contact("low", 0.59)),
        "C3": known(**contact("medium", 0.1)),
    }

    told = refused_or_measured(
        call, tmp_path, POLICY, workers=[WORKER], cases=all_held(rows)
    )

    assert told.code == 5
    assert told.out == ""
    faults = [line for line in told.err.splitlines() if "cases.csv" in line]
    assert faults == [
        f"cases.csv row {row}, contact_score: '{score}' is below every band of medium_contact."
        for row, score in ((2, 0.59), (4, 0.1))
    ]


class Scores(NamedTuple):
    """What the tier of a case of the exhaustive test depends on."""

    arp: float
    csrp: float
    arp_static: str
    csrp_static: str
    rosh: str | None
    mappa: str
    contact: tuple[str, float] | None


def tier_of(case: Scores) -> str:
    """The tier, worked out anew from the published rules."""
    row = next(n for n, mark in enumerate(CSRP) if case.csrp >= mark)
    column = next(n for n, mark in enumerate(ARP) if case.arp >= mark)
    steps = [GRID[row][column], ROSH[case.mappa][case.rosh]]
    steps += [CONTACT[case.contact]] if case.contact else []
    return max(steps, key=ORDER.index)


def could_be(case: Scores) -> set[str]:
    """The tier under everything that static scores and a missing risk could still turn out to be."""
    return {
        tier_of(case._replace(arp=arp, csrp=csrp, rosh=rosh))
        for arp in (ARP if case.arp_static == "yes" else [case.arp])
        for csrp in (CSRP if case.csrp_static == "yes" else [case.csrp])
        for rosh in ([case.rosh] if case.rosh else [r for r in ROSH["yes"] if r])
    }


def test_provisional_is_what_could_still_come_out_otherwise(tmp_path: Path) -> None:
    """Six thousand cases: all scores, static or not, all risks, and a contact predictor of each tier or none."""
    yes_no = ("yes", "no")
    predictors = [None, ("low", 0.02), ("medium", 0.6), ("high", 1.5), ("very high", 5.31)]  # fmt: skip
    every = {
        f"C{number}": Scores(*parts)
        for number, parts in enumerate(
            product(ARP, CSRP, yes_no, yes_no, ROSH["yes"], yes_no, predictors)
        )
    }
    rows = {
        name: {
            **{key: value for key, value in case._asdict().items() if key != "contact"},
            **contact(*(case.contact or ("none", None))),
        }
        for name, case in every.items()
    }

    found = measure(run, tmp_path, POLICY, workers=[WORKER], cases=all_held(rows))

    wrong = [
        case
        for name, case in every.items()
        if found.cases[name]["labels"]["tier"] != tier_of(case)
        or found.cases[name]["provisional"] != (could_be(case) != {tier_of(case)})
    ]
    assert len(every) == 6000
    assert wrong == []


def test_an_average_caseload_fills_a_full_time_worker(tiered: Measured) -> None:
    """35.2 cases a probation officer (parliamentary answer 3550, 2024), of the mix that the policy names."""
    mix = {"A": 5, "B": 13, "C": 20, "D": 25, "E": 20, "F": 10, "G": 7}
    units = {
        case["labels"]["tier"]: case["units"]
        for case in tiered.cases.values()
        if not case["provisional"]
    }

    asked = 35.2 * sum(percent * units[tier] for tier, percent in mix.items()) / 100
    assert 0.95 <= asked / tiered.workers["W1"]["capacity"] <= 1.05


def test_people_have_the_same_for_either_policy() -> None:
    """Grades and reductions are the points tool's, so that one team can be laid side by side under both."""
    ours, tool = (
        load_policy(name).weighting.capacity for name in (POLICY, "probation-points")
    )

    assert ours == tool


def test_higher_tiers_ask_for_more(tiered: Measured) -> None:
    """Each tier weighs more than the one below; nobody's case weighs nothing for want of a score."""
    units = {case["labels"]["tier"]: case["units"] for case in tiered.cases.values()}

    assert [units[tier] for tier in ORDER] == sorted({units[tier] for tier in ORDER})
    assert units["NOT_SUPERVISED"] == 0
    assert units["MISSING"] == units["C"]
