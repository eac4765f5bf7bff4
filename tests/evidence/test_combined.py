import datetime
from itertools import product

import pytest

from allocator.domain.combined import Combined
from allocator.domain.survey import STRAIN, Answer
from allocator.errors import AllocatorError
from allocator.evidence.combined import combined, person
from allocator.evidence.survey_waves import told
from allocator.workload.measure import Workload
from tests.builders import case, team, weighted, worker
from tests.evidence.answers import LATER, WAVE, answer, guard, questionnaire, read


def service(**loads: tuple[str, int]) -> Workload:
    """People by id, each in a team with so many points of ten in hand."""
    people = [worker(who, team=name) for who, (name, _) in loads.items()]
    held = [
        case(f"{who}-{n}", "one", worker_id=who)
        for who, (_, points) in loads.items()
        for n in range(points)
    ]
    return weighted(team(*people, *held))


def seen(workload: Workload, answers: list[Answer]) -> Combined:
    """The combined view once every wave is closed."""
    survey = told(read(*answers), questionnaire(), guard(), workload.team, LATER)
    return combined(workload, survey, answers, questionnaire(), guard())


def of_one(percent_in_tens: int, tense: int, calm: int) -> tuple[str | None, bool]:
    """The quarter of one person, and whether that is sure."""
    workload = service(W1=("North", percent_in_tens))
    found = person("W1", workload, [answer(tense, calm, worker_id="W1")], questionnaire(), guard())  # fmt: skip
    return found.quarter, found.sure


@pytest.mark.parametrize(
    ("tens", "tense", "calm", "expected"),
    [
        (10, 5, 1, ("busy_strained", True)),
        (10, 1, 5, ("busy_well", True)),
        (4, 5, 1, ("light_strained", True)),
        (4, 1, 5, ("light_well", True)),
        (9, 4, 2, ("busy_strained", True)),  # 90% is busy; 75 points less 15 is 60
        (8, 3, 3, ("light_well", False)),  # 50 points, and 15 more are beyond 60
    ],
)
def test_there_are_four_quarters(
    tens: int, tense: int, calm: int, expected: tuple[str, bool]
) -> None:
    """Each of busy and light meets each of strained and well, as far as the interval lets it be said."""
    assert of_one(tens, tense, calm) == expected


def test_a_person_who_did_not_answer_is_not_guessed_at() -> None:
    """There is nothing to lay beside their workload."""
    workload = service(W1=("North", 5), W2=("North", 5))

    with pytest.raises(AllocatorError, match="W2 has no complete answer"):
        person("W2", workload, [answer(worker_id="W1")], questionnaire(), guard())


def test_a_person_without_capacity_has_no_quarter() -> None:
    """Where workload cannot be measured, only what they say is told."""
    workload = weighted(team(worker("W1", hours=0)))

    found = person("W1", workload, [answer(worker_id="W1")], questionnaire(), guard())

    assert (found.percent, found.quarter, found.sure) == (None, None, False)


def test_teams_stand_where_both_averages_are() -> None:
    """The North is busy at 100% and strained, the South light at 50% and well."""
    north = {f"N{n}": ("North", 10) for n in range(5)}
    south = {f"S{n}": ("South", 5) for n in range(5)}
    answers = [answer(5, 1, worker_id=who, team="North") for who in north]
    answers += [answer(1, 5, worker_id=who, team="South") for who in south]

    found = seen(service(**north, **south), answers)

    assert [(t.team, t.mean_percent, t.quarter, t.sure) for t in found.teams] == [
        ("North", 100, "busy_strained", True),
        ("South", 50, "light_well", True),
    ]
    assert (found.everyone.mean_percent, found.everyone.answered) == (75, 10)


def test_strain_is_told_of_the_same_teams_as_in_the_survey() -> None:
    """Nothing is told here that the survey hides: the two laid side by side tell no more than one."""
    people = {f"N{n}": ("North", 5) for n in range(8)}
    people |= {f"S{n}": ("South", 5) for n in range(3)}
    people |= {f"E{n}": ("East", 5) for n in range(6)}
    answers = [answer(worker_id=who, team=name) for who, (name, _) in people.items()]

    found = seen(service(**people), answers)

    told_of = {one.team: one.scores for one in found.wave.teams}
    for place in found.teams:
        strain = [one for one in told_of[place.team] if one.topic == STRAIN]
        assert ([place.strain] if place.strain else []) == strain
    assert {p.team for p in found.teams if p.strain} == {"North"}


@pytest.mark.parametrize(("strained", "well"), [*product(range(8), repeat=2)])
def test_nobody_who_is_known_to_be_busy_can_be_told_on(
    strained: int, well: int
) -> None:
    """Everyone can see who is busy; so of the busy either enough of both are told, or none of either.

    Were all of them strained and that told, each of them would be known to be.
    """
    people = {f"W{n}": ("North", 10) for n in range(strained + well)}
    answers = [
        answer(5, 1, worker_id=who) if n < strained else answer(1, 5, worker_id=who)
        for n, who in enumerate(people)
    ]
    if strained + well < 5:
        return

    found = seen(service(**people), answers)

    busy = next(split for split in found.splits if split.busy)
    told_parts = [n for n in (busy.strained, busy.unclear, busy.well) if n is not None]
    everyone = strained + well
    assert all(number >= 5 for number in told_parts)
    assert everyone - sum(told_parts) >= 5 or not told_parts


def test_a_wave_that_is_open_is_not_told() -> None:
    """While answers come in, there is nothing to lay beside the workload."""
    workload = service(W1=("North", 5))
    answers = [answer(worker_id="W1")]
    survey = told(read(*answers), questionnaire(), guard(), None, WAVE + datetime.timedelta(1))  # fmt: skip

    with pytest.raises(AllocatorError, match="nothing may be told yet"):
        combined(workload, survey, answers, questionnaire(), guard())
