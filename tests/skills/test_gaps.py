import datetime

from allocator.domain.development import Outlook
from allocator.domain.worker import Rating
from allocator.skills.gaps import find_gaps, grades_shown, person_gaps, work_gaps
from tests.builders import case, worker
from tests.skills.small import framework, picture


def test_a_person_is_short_of_what_their_grade_asks() -> None:
    """Ordinary people are asked for law 2 and play 1."""
    seen = picture(worker("W1", skills={"law": 1, "play": 1}))

    [gap] = person_gaps(seen)

    assert (gap.competency, gap.held, gap.asked) == ("law", 1, 2)
    assert gap.source == "workers table"


def test_on_whose_word_a_gap_stands_is_told() -> None:
    """An agreed level comes with its day."""
    day = datetime.date(2026, 9, 1)
    rating = Rating(worker_id="W1", skill="law", level=1, date=day)
    seen = picture(worker("W1", skills={"law": 3, "play": 1}), ratings=(rating,))

    [gap] = person_gaps(seen)

    assert (gap.source, gap.date) == ("agreed", day)


def test_what_nobody_rated_is_no_gap_unless_cases_ask_for_it() -> None:
    """A skill that is not recorded counts as none, as it does in allocation; talking was never asked about."""
    seen = picture(worker("W1", skills={"care": 2}))

    assert {gap.competency for gap in person_gaps(seen)} == {"law", "play"}


def test_cases_in_somebodys_hands_that_look_for_more_are_counted() -> None:
    """W1 has law 1 and holds two cases that want law 2, and one that wants nothing."""
    seen = picture(
        worker("W1", skills={"law": 1, "play": 1}),
        case("C1", worker_id="W1"),
        case("C2", worker_id="W1"),
        case("C3", "one", worker_id="W1"),
    )

    [gap] = person_gaps(seen)

    assert gap.cases == 2


def test_the_work_of_a_team_is_weighed_by_who_holds_it() -> None:
    """Of 9 points that look for law 2, 3 are with somebody who has it, 3 with somebody who has not, 3 wait for W1."""
    seen = picture(
        worker("W1", skills={"law": 2}),
        worker("W2", skills={"law": 1}),
        case("C1", worker_id="W1"),
        case("C2", worker_id="W2"),
        case("C3"),
    )

    [gap] = work_gaps(seen)

    assert (gap.level, gap.people, gap.able) == (2, 2, 1)
    assert (gap.cases, gap.cases_short) == (3, 1)
    assert (gap.units, gap.units_short) == (9, 3)


def test_a_waiting_case_is_short_where_nobody_has_the_skill() -> None:
    """Nobody has law 2, so the case that waits is short of it."""
    seen = picture(worker("W1", skills={"law": 1}), case("C1"))

    [gap] = work_gaps(seen)

    assert (gap.cases_short, gap.able) == (1, 0)


def test_the_level_is_the_one_most_work_looks_for() -> None:
    """One case of 8 points requires law 4; two of 3 points want law 2."""
    seen = picture(
        worker("W1", skills={"law": 4}),
        case("C1", "eight", skills_required={"law": 4}),
        case("C2"),
        case("C3"),
    )

    [gap] = work_gaps(seen)

    assert gap.level == 4


def test_a_forecast_grows_the_work_by_type() -> None:
    """6 points and half as many again; other types are not in the forecast and stay."""
    seen = picture(worker("W1", skills={"law": 2}), case("C1"), case("C2"))
    outlook = Outlook(type="three", growth_percent=50)

    [gap] = work_gaps(seen, [outlook])

    assert (gap.units, gap.units_expected) == (6, 9)


def test_without_a_forecast_the_framework_says_what_is_coming() -> None:
    """A future need grows the work that looks for it, and stands there even where no case asks for it yet."""
    future = [
        {"competency": name, "level": 2, "in_years": 3, "growth_percent": 100, "reason": "X."}
        for name in ("law", "care")
    ]  # fmt: skip
    seen = picture(
        worker("W1", skills={"law": 2}), case("C1"), frame=framework(future=future)
    )

    law, care = work_gaps(seen)

    assert (law.competency, law.units_expected) == ("law", 6)
    assert (care.competency, care.cases, care.able) == ("care", 0, 0)


def test_a_count_of_few_people_is_not_shown_for_a_team() -> None:
    """Two people are fewer than the smallest group of three, so how many of them are below would say who."""
    seen = picture(
        worker("W1", team="Oak", skills={"law": 1}),
        worker("W2", team="Oak", skills={"law": 1}),
        worker("W3", team="Elm", skills={"law": 1}),
        case("C1", team="Oak"),
        case("C2", team="Elm"),
    )

    service, *teams = work_gaps(seen)

    assert (service.below_grade, service.asked_of) == (3, 3)
    assert [gap.below_grade for gap in teams] == [None, None]


def test_a_small_team_cannot_be_worked_out_from_the_others() -> None:
    """Two of Oak, three of Elm, four of Ash: the service less Elm and Ash is Oak, so Elm goes with Oak."""
    people = {"Oak": 2, "Elm": 3, "Ash": 4}
    seen = picture(
        *(
            worker(f"{team}{n}", team=team, skills={"law": 1})
            for team, several in people.items()
            for n in range(several)
        ),
        *(case(f"C{team}", team=team) for team in people),
    )

    found = {gap.team: gap.below_grade for gap in work_gaps(seen)}

    assert found == {"": 9, "Oak": None, "Elm": None, "Ash": 4}


def test_people_of_no_team_cannot_be_worked_out_either() -> None:
    """The service less both teams is the one person of no team; the smaller team goes with them."""
    people = {"Oak": 3, "Elm": 4, "": 1}
    seen = picture(
        *(
            worker(f"{team}{n}", team=team, skills={"law": 1})
            for team, several in people.items()
            for n in range(several)
        ),
        case("C1", team="Oak"),
        case("C2", team="Elm"),
    )

    found = {gap.team: gap.below_grade for gap in work_gaps(seen)}

    assert found == {"": 8, "Oak": None, "Elm": 4}


def test_who_meets_what_a_later_grade_asks_is_told() -> None:
    """W1 meets all that leads are asked for; that W2, a lead, does not is theirs to know."""
    seen = picture(
        worker("W1", skills={"law": 3, "play": 1, "talking": 2}),
        worker("W2", seniority="lead", skills={"law": 2, "play": 1, "talking": 2}),
        worker("W3", skills={"law": 2, "play": 1, "talking": 2}),
    )

    assert [(one.worker_id, one.meets) for one in grades_shown(seen)] == [
        ("W1", "lead")
    ]


def test_everything_is_found_together() -> None:
    """The account says by which framework and policy, and repeats itself byte for byte."""
    seen = picture(worker("W1", skills={"law": 1}), case("C1"))

    first, second = find_gaps(seen), find_gaps(seen)

    assert (first.framework.name, first.framework.version) == ("small", "1")
    assert first.model_dump_json() == second.model_dump_json()
