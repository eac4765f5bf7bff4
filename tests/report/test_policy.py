import datetime
import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from allocator import shipped
from allocator.policy.loading import load_policy
from allocator.policy.outline import Node, leaves, outline
from allocator.policy.policy import PARTS, Later, Policy
from allocator.policy.toml import PolicyRecord
from allocator.report.policy import described, unsaid
from allocator.report.policy_layout import IMPLIED, ONLY_OF_NUMBERS, laid_out
from allocator.report.policy_titles import KINDS, TITLES, WITHOUT_LIMIT, title
from tests.builders import small_policy, small_weighting

WHOLE = shipped.names("models", "policies")


def squeezed(text: str) -> str:
    """Text on one line, so that where a line ends plays no part."""
    return " ".join(text.split()).lower()


def sections(policy: Policy) -> dict[str, str]:
    """What is said of each part."""
    said = described(policy)
    starts = [said.index(f"\n{part.upper()}: ") for part in PARTS]
    ends = [*starts[1:], len(said)]
    return {
        part: squeezed(said[start:end])
        for part, start, end in zip(PARTS, starts, ends, strict=True)
    }


def values(node: Node) -> Iterator[str]:
    """What a person would look for, worded without the code under test."""
    for value in node.value if isinstance(node.value, tuple) else (node.value,):
        if isinstance(value, bool):
            yield "yes" if value else "no"
        elif isinstance(value, int | Decimal):
            said = f"{value:,}".rstrip("0") if value % 1 else f"{int(value):,}"
            yield said.replace("-", "−")
        elif node.key == "kind":
            yield KINDS[str(value)]
        else:
            name = re.fullmatch(r"[a-z0-9_ ]+", str(value))
            said = str(value).replace("_", " ") if name else str(value)
            yield squeezed(said.removesuffix("."))


def is_implied(way: tuple[Node, ...]) -> bool:
    """Whether a value is said by something else, or says nothing where it stands."""
    field = way[-1].field
    if field in ONLY_OF_NUMBERS:
        return way[-2].get("kind") != "number"
    limits_nothing = field in WITHOUT_LIMIT and way[-1].value == WITHOUT_LIMIT[field]
    return field in IMPLIED or limits_nothing


@pytest.mark.parametrize("name", WHOLE)
def test_nothing_a_policy_says_is_left_out(name: str) -> None:
    """Every value of every part is shown, in its part; an entry of a table beside its name."""
    policy = load_policy(name)
    said = sections(policy)
    missing = []

    for part in PARTS:
        for way in leaves(outline(getattr(policy, part))):
            node = way[-1]
            if is_implied(way) or node.key == "worker_total_round_to":
                continue
            names = node.is_named and node.field != "Competency.skills"
            start = next(values(node._replace(value=node.key))) if names else ""
            for value in values(node):
                if value == KINDS["each"] and way[-2].get("column"):
                    value = "a number for every item of a column"
                found = (
                    rf"(?<![\w.]){re.escape(start)}\W*(is |level )?{re.escape(value)}"
                )
                if not re.search(found, said[part]):
                    missing.append((".".join(n.key for n in way), value))
                start = ""  # what follows in a list stands beside the one before

    assert missing == []


@pytest.mark.parametrize("name", WHOLE)
def test_values_stand_beside_what_they_are(name: str) -> None:
    """A number by itself says nothing, so each is read together with the words for it."""
    policy = load_policy(name)
    said = sections(policy)

    for part in PARTS:
        for node in outline(getattr(policy, part)):
            if (
                node.is_leaf
                and not node.is_blank
                and node.key not in unsaid(getattr(policy, part))
            ):
                [value, *_] = values(node)
                assert f"{title(node.field).label.lower()} {value}" in said[part]


def test_grades_that_say_the_same_are_told_once() -> None:
    """Seven grades of probation differ in nothing but their names."""
    said = sections(load_policy("probation-points"))["competency"]

    assert said.count("share of capacity used for cases") == 1
    assert "senior probation officer, and grade that the tool does not support" in said


def test_grades_that_differ_are_told_apart() -> None:
    """Those that differ in a single number have a block each."""
    said = sections(load_policy("children-workload"))["competency"]

    grades = len(load_policy("children-workload").competency.levels)
    assert said.count("share of capacity used for cases") == grades


def test_a_shared_table_is_told_once() -> None:
    """What two terms share is written out where it stands, and named by each of them."""
    said = sections(load_policy("probation-points"))["weighting"]

    assert said.count("cms16 9") == 1
    assert said.count("points as in contacts") == 2


def test_a_limit_that_limits_nothing_is_not_told() -> None:
    """Nobody is a hundred thousand weeks into a case; where a limit holds, it is told."""
    said = sections(load_policy("probation-points"))["weighting"]

    assert "long standing, from an age of" not in said
    assert "at most so many count" not in said
    assert "disability: as the batch says" in said
    assert "trade union facility time: at most 50%" in said
    workload = sections(load_policy("adults-workload"))["weighting"]
    assert "long standing, from an age of 104 weeks" in workload
    assert "at most so many count 10" in workload


def test_a_rounding_that_is_none_has_no_step() -> None:
    """Totals that are not rounded are not rounded to anything; those that are, are."""
    without, rounded = (
        sections(load_policy(name))["weighting"]
        for name in ("children-workload", "probation-points")
    )

    assert "how a worker's total is rounded none" in without
    assert "a worker's total is rounded to" not in without
    assert "a worker's total is rounded to 1 point" in rounded


def test_items_of_a_column_are_not_called_interventions() -> None:
    """A term that counts contacts or duties has nothing to do with what a case needs."""
    said = sections(load_policy("probation-points"))["weighting"]

    assert "contacts for others: a number for every item of a column" in said
    assert "for every intervention" not in said


@pytest.mark.parametrize("name", WHOLE)
def test_a_policy_fits_a_terminal(name: str) -> None:
    """Nothing goes beyond 80 columns or ends in spaces."""
    for line in described(load_policy(name)).splitlines():
        assert len(line) <= 80
        assert line == line.rstrip()


def test_a_rule_that_is_off_is_called_off() -> None:
    """Which rules hold and which do not can be read at a glance."""
    said = described(small_policy().without("household_together"))

    assert "Household together (off): Rule household_together." in said
    assert "Within ceiling: Rule within_ceiling." in said
    assert said.count("(off)") == 1


def test_what_changes_from_a_day_is_shown_with_the_day() -> None:
    """A policy that will change says when, and from what to what."""
    later = Later(
        since=datetime.date(2026, 4, 1),
        weighting=small_weighting(siblings_percent=80),
    )

    said = squeezed(described(small_policy().changed(later=(later,))))

    assert "from 1 april 2026 changed" in said
    assert "later cases of a household ask: 80% instead of 100%" in said


class Court(PolicyRecord):
    """A part that nobody has given a title yet."""

    minutes_in_court: Decimal
    hearings: dict[str, Decimal]
    judge: str = ""


def test_what_nobody_has_named_yet_is_shown_by_its_own_words() -> None:
    """A key that is new to policy files is shown from its first day, with the unit in its name."""
    hearings = {f"hearing_{n}": Decimal(n) for n in range(1, 7)}
    court = Court(minutes_in_court=Decimal(90), hearings=hearings, judge="Anybody.")

    lines = list(laid_out(outline(court), "points", 2))

    assert lines[:2] == [
        "  Minutes in court  90 minutes",
        "  Judge             Anybody.",
    ]
    assert squeezed(" ".join(lines[2:])).startswith("hearings hearing 1 1 hearing 3 3")


def test_titles_are_of_keys_that_exist() -> None:
    """A title for a key that is gone, or for a misspelt one, would never be read."""
    known: set[str] = set()

    def walk(schema: dict[str, object], name: str) -> None:
        properties = schema.get("properties", {})
        assert isinstance(properties, dict)
        known.update(properties, (f"{name}.{key}" for key in properties))

    for kind in PARTS.values():
        schema = kind.model_json_schema()
        walk(schema, kind.__name__)
        for name, below in schema.get("$defs", {}).items():
            # Two records of one name are told apart by their modules.
            walk(below, name.rpartition("__")[2])

    assert sorted(TITLES.keys() - known) == []


def test_titles_fit_beside_their_values() -> None:
    """A title that had to be wrapped would run into its value."""
    assert [one.label for one in TITLES.values() if len(one.label) > 42] == []
