"""What several policies make of one team, in sentences and on the terminal."""

import re

import pytest

from allocator.report.columns import WIDTH
from allocator.report.measured_text import text as of_one
from allocator.report.ranking_text import text
from allocator.report.ranking_words import changes, opening, ordinal
from allocator.workload.measure import Workload
from allocator.workload.reported import Report, reports
from tests.builders import (
    case,
    small_policy,
    small_weighting,
    team,
    weighted,
    worker,
)
from tests.workload.beside import beside


def _held(*kinds_by_worker: tuple[str, list[str]], **names: str) -> dict[str, Workload]:
    """Workers of 10 points, each with cases of some kinds; by count each case is 2 points."""
    workers = [worker(who, name=names.get(who, "")) for who, _ in kinds_by_worker]
    cases = [
        case(f"{who}-{n}", kind, worker_id=who)
        for who, kinds in kinds_by_worker
        for n, kind in enumerate(kinds)
    ]
    return beside(*workers, *cases)


def _rows(told: str) -> list[str]:
    """The rows of the table, without what only sets them out."""
    _, table = re.split(r"^-[- ]+$", told, maxsplit=1, flags=re.MULTILINE)
    rows = table.strip().split("\n\n")[0].splitlines()
    return [" ".join(row.replace(" *", "").split()) for row in rows]


def test_the_sentences_say_who_moves_and_who_only_looks_so() -> None:
    """Five small cases look full and are half; one of eight points looks free; two people keep their places."""
    sides = _held(
        ("W1", ["one"] * 5),
        ("W2", ["two"] * 5),
        ("W3", ["eight", "three"]),
        ("W4", ["two", "two", "two"]),
        W1="Ahmed",
    )

    assert opening(sides) == (
        "4 people measured by count and by small, as of 14 September 2026."
    )
    assert list(changes(sides)) == [
        "W3 moves furthest: from 4th fullest (40%) by count to fullest (110%) by small.",
        "W1 · Ahmed moves the other way, from fullest (100%) to 4th fullest (50%).",
        "1 person who looks full by count (100% or more) is below 90% by small: W1 · Ahmed.",
        "1 person who looks free by count (below 90%) is over 100% by small: W3.",
    ]


def test_where_nothing_changes_that_is_said() -> None:
    """Cases that weigh what they count leave everyone where they are."""
    sides = _held(("W1", ["two", "two"]), ("W2", ["two"]))

    assert list(changes(sides)) == [
        "Nobody’s rank by small differs from that by count.",
        "Nobody who looks full by count (100% or more) is below 90% by small.",
        "Nobody who looks free by count (below 90%) is over 100% by small.",
    ]


def test_a_share_that_would_round_to_a_limit_keeps_its_decimal() -> None:
    """Nobody reads that 90% is below 90%."""
    sides = beside(
        worker("W1", hours=67),
        *(case(f"A{n}", "one", worker_id="W1") for n in range(60)),
        worker("W2"),
        case("B", "eight", worker_id="W2"),
        case("C", "one", worker_id="W2"),
    )

    told = " ".join(changes(sides))

    assert "W2 moves furthest: from 2nd fullest (40%) by count to fullest (90%)" in told
    assert "W1 moves the other way, from fullest (179%) to 2nd fullest (89.6%)." in told
    assert "is below 90% by small: W1." in told


def test_someone_without_capacity_is_full_and_over_if_they_hold_cases() -> None:
    """No percentage is no room: such a worker never only looks full."""
    sides = beside(
        worker("W1", hours=0), worker("W2"), case("H", "eight", worker_id="W1")
    )

    told = list(changes(sides))

    assert told[0] == "Nobody’s rank by small differs from that by count."
    assert told[1].startswith("Nobody who looks full")
    assert _rows(text(sides))[0] == "W1 full 1st full 1st the same"
    assert "\nFull: has no capacity" in text(sides)


def test_one_policy_says_who_is_full() -> None:
    """Alone there is nothing to compare, only who is over the limit and how far people lie apart."""
    facts = team(
        worker("W1"), worker("W2"), case("H", "eight", worker_id="W1"),
        case("I", "five", worker_id="W1"), case("J", "five", worker_id="W2"),
    )  # fmt: skip

    assert list(changes({"small": weighted(facts)})) == [
        "1 of 2 is over the safe limit of 100%.",
        "The fullest is W1 (130%), the least full W2 (50%).",
    ]
    assert list(changes({"small": weighted(team(worker("W1")))})) == [
        "Nobody is over the safe limit of 100%."
    ]
    assert list(changes({"small": weighted(team())})) == []


def test_the_table_is_sorted_by_the_greatest_change() -> None:
    """Shares and ranks under each policy, and which way somebody moves."""
    sides = _held(("W1", ["two"]), ("W2", ["one"] * 3), ("W3", ["five"] * 2))

    assert _rows(text(sides)) == [
        "W2 60% 1st 30% 2nd 1 freer",
        "W3 40% 2nd 100% 1st 1 fuller",
        "W1 20% 3rd 20% 3rd the same",
    ]


@pytest.mark.parametrize("width", [60, WIDTH, 100])
@pytest.mark.parametrize("long", ["Chiffchaff-Shearwater " * 4, "漢字" * 30])
def test_two_policies_fit_and_names_are_whole(width: int, long: str) -> None:
    """Within the width every letter of a name is there, on further lines if need be."""
    sides = _held(("W1", ["one"] * 3), ("W2", ["eight"]), W1=long.strip())
    sides = {"caseload-count": sides["count"], "children-workload": sides["small"]}

    for told in (text(sides, width), of_one(sides["children-workload"], width)):
        table = told[told.index("Worker") :]
        assert max(len(line) for line in told.splitlines()) <= width
        assert table.count(long[0]) >= long.count(long[0])


def test_three_policies_are_each_laid_beside_the_first() -> None:
    """Sentences for each of the others, and a share and a rank for every policy."""
    sides = _held(("W1", ["one"] * 3), ("W2", ["eight"]))
    third = {**sides, "third": sides["count"]}

    told = list(changes(third))

    assert "by count to fullest (80%) by small." in told[0]
    assert told[4] == "Nobody’s rank by third differs from that by count."
    assert _rows(text(third))[0] == "W1 60% 1st 30% 2nd 60% 1st 1 freer"


def test_what_was_assumed_is_told_for_those_it_is_marked_for() -> None:
    """A mark beside the name, and a sentence that says what stood in for what."""
    marked = worker("W1", name="Ana")
    sure = worker("W2", seniority="ordinary", skills={"court": 2})

    told = of_one(weighted(team(marked, sure), small_policy()))

    assert "\nW1 · Ana *" in told
    assert "\nW2 " in told
    assert "W2 *" not in told
    assert (
        "* Provisional: something was not given, so a default stands in for it.\n"
        in told
    )
    assert "\n- W1 · Ana: seniority is missing, worker assumed" in told


def test_a_long_list_of_assumptions_is_cut_and_counted() -> None:
    """Six people are told of, and how many more there are."""
    told = of_one(weighted(team(*(worker(f"W{n}") for n in range(9)))))

    assert told.count("\n- W") == 6
    assert told.endswith("\n  and 3 more.\n")


@pytest.mark.parametrize(
    ("rank", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"),
     (13, "13th"), (21, "21st"), (102, "102nd"), (111, "111th"), (1_013, "1,013th")],
)  # fmt: skip
def test_ranks_are_said_as_people_say_them(rank: int, said: str) -> None:
    """The teens are all ``th``, the others go by their last digit."""
    assert ordinal(rank) == said


def _asks(title: str = "Asks") -> Workload:
    """One worker who is 80% full and says 120, under a policy that asks."""
    asks = small_weighting(
        worker_columns={"says": {"meaning": "How full.", "kind": "number"}},
        reported={"column": "says", "differs_by_percent": 15},
    )
    facts = team(
        worker("W1", criteria={"says": "120"}), case("C1", "eight", worker_id="W1")
    )
    return weighted(facts, small_policy(asks).changed(title=title))


def test_what_people_say_stands_below_several_policies_too() -> None:
    """It is said which of them it differs from."""
    told = " ".join(text({"one": _asks(), "two": _asks()}).split())

    assert "1 person says how full their week is." in told
    assert "Say they are fuller than measured by two: W1." in told


def test_a_long_title_is_wrapped() -> None:
    """Nothing of the table's heading goes beyond the terminal."""
    told = of_one(_asks("Children’s services of a county, measured and reported"))

    assert all(len(line) <= WIDTH for line in told.splitlines())


def test_what_people_say_is_gathered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not once for every row: an authority has thousands of them."""
    gathered: list[Workload] = []

    def counted(workload: Workload) -> dict[str, Report]:
        gathered.append(workload)
        return reports(workload)

    monkeypatch.setattr("allocator.report.measured_text.reports", counted)
    asks = _asks()
    people = team(*(worker(f"W{n}") for n in range(20)))
    of_one(weighted(people, asks.policy))

    assert len(gathered) <= 2
