from itertools import product
from typing import Any

import pytest

from allocator.domain.compiled import LevelFound
from allocator.skills.agreed import by_rule
from tests.builders import worker
from tests.skills.audits import answer, compiled, pairs, settled
from tests.skills.small import framework


def level_of(*answers: Any, talked: Any = ()) -> LevelFound:
    """The one level that some answers come to."""
    [found] = compiled(answers, talked).levels
    return found


@pytest.mark.parametrize(
    ("takes", "expected"),
    [("supervisor", 3), ("self", 2), ("lower", 2), ("higher", 3)],
)
def test_the_rule_settles_what_is_close(takes: str, expected: int) -> None:
    """Own level 2 and the supervisor's 3: the framework says whose counts."""
    rule = framework(agreeing={"within": 1, "takes": takes}).agreeing

    assert by_rule(2, 3, rule) == expected


@pytest.mark.parametrize("within", [0, 1])
def test_the_rule_settles_nothing_further_apart_than_it_says(within: int) -> None:
    """All 25 pairs: the same is agreed, as far apart as allowed is the supervisor's, further is open."""
    rule = framework(agreeing={"within": within, "takes": "supervisor"}).agreeing

    for own, theirs in product(range(5), repeat=2):
        close = abs(own - theirs) <= within
        assert by_rule(own, theirs, rule) == (theirs if close else None)


def test_how_a_level_came_about_is_told() -> None:
    """The same, by the rule, too far apart, and one answer only."""
    same = level_of(*pairs("W1", (2, 2)))
    rule = level_of(*pairs("W1", (3, 2)))
    apart = level_of(*pairs("W1", (4, 2)))
    alone = level_of(answer("W1", "law", 4))
    other = level_of(answer("W1", "law", 1, "M"))

    assert [(one.how, one.agreed, one.taken) for one in (same, rule, apart)] == [
        ("same", 2, 2),
        ("rule", 2, 2),
        ("apart", None, 2),
    ]
    assert (alone.how, alone.agreed, alone.taken) == ("self_only", None, 4)
    assert (other.how, other.agreed, other.taken) == ("supervisor_only", None, 1)


def test_what_people_settled_on_goes_before_the_rule() -> None:
    """A level with its reason stands, also where the rule would have said otherwise."""
    found = level_of(*pairs("W1", (3, 2)), talked=[settled("W1", "law", 4)])

    assert (found.how, found.agreed) == ("settled", 4)
    assert (found.agreed_by, found.reason) == ("M", "Looked at the work")
    assert found.date.day == 20


def test_a_new_answer_opens_a_settled_level_again() -> None:
    """Someone who answers after they talked has something new to say, and a note says so."""
    late = answer("W1", "law", 4, day=25)

    audit = compiled([*pairs("W1", (3, 2)), late], [settled("W1", "law", 3, day=20)])

    [found] = audit.levels
    assert (found.how, found.own) == ("apart", 4)
    assert audit.account.notes == (
        "1 settled levels are older than a new answer and no longer stand.",
    )


def test_the_last_conversation_counts() -> None:
    """Two conversations about one level: the later one, whatever the order of rows."""
    talked = [settled("W1", "law", 4, day=21), settled("W1", "law", 1, day=19)]

    assert level_of(*pairs("W1", (3, 2)), talked=talked).agreed == 4


def test_what_is_asked_of_the_grade_stands_beside_the_level() -> None:
    """Ordinary people are asked for law 2, leads for 3."""
    people = [worker("W1", seniority="lead"), worker("W2", seniority="ordinary")]

    found = compiled([*pairs("W1", (3, 3)), *pairs("W2", (3, 3))], workers=people)

    assert [one.asked for one in found.levels] == [3, 2]
