import pytest

from allocator.explain.words import listed, share, skill_title, unit, whole_percent
from tests.builders import (
    case,
    small_competency,
    small_policy,
    small_weighting,
    team,
    weighted,
    worker,
)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (None, "none"),
        (0, "0%"),
        (66.7, "67%"),
        (100.0, "100%"),
        (100.04, "100%"),
        (100.4, "100.4%"),
        (99.6, "99.6%"),
        (1234.0, "1,234%"),
    ],
)
def test_a_percentage_never_looks_like_a_limit_it_is_not(
    number: float | None, said: str
) -> None:
    """Prose rounds to whole percents, save where that would hide which side of a limit a number is on."""
    assert whole_percent(number) == said


def test_a_share_minds_the_limits_of_the_policy() -> None:
    """Safe limit and ceiling are the limits that count; no capacity is said in words."""
    finely = small_policy(
        small_weighting(capacity={"full_time_hours": 10, "full_time_units": 1000})
    )
    workload = weighted(team(worker("W1"), worker("W2", 0), case()), finely)
    some, none = (workload.holdings[i] for i in ("W1", "W2"))
    policy = small_policy()

    assert share(300, some, policy) == "30%"
    assert share(1003, some, policy) == "100.3%"
    assert share(1103, some, policy) == "110.3%"
    assert share(1203, some, policy) == "120%"
    assert share(3, none, policy) == "no capacity"


def test_a_long_list_is_cut_short() -> None:
    """A few names are read, the rest are counted."""
    assert listed([]) == ""
    assert listed("abcde") == "a, b, c, d, e"
    assert listed("abcdef") == "a, b, c, d, e and 1 more"
    assert listed("abc", most=1) == "a and 2 more"


def test_skills_and_units_are_said_as_people_say_them() -> None:
    """A skill bears the title of the competency file, or its key without underscores."""
    titled = small_competency(skills={"court": "Court work"})
    workload = weighted(team(), small_policy(competency=titled))

    assert skill_title(workload, "court") == "court work"
    assert skill_title(workload, "direct_work") == "direct work"
    assert unit("minutes per week") == "minutes a week"
    assert unit("points") == "points"
