from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.problem.ledger import Choice, Ledger
from allocator.problem.posed import (
    STRICT,
    Cost,
    Curve,
    Group,
    Helper,
    Post,
    Problem,
    Supervisor,
    Support,
)
from tests.problem.problems import answers, group, pair, post, problem, problems, ways

STEEP = Curve((0, 2), (1, 10))


def snapshot(ledger: Ledger) -> tuple[object, ...]:
    """Everything a ledger knows."""
    return (
        list(ledger.choices),
        list(ledger.added),
        list(ledger.cases),
        list(ledger.supervision),
        ledger.cost(),
    )


def options(
    posts: Sequence[Post], groups: Sequence[Group], *supervisors: Supervisor
) -> list[Choice]:
    """How the last group fits once every other is with the worker it can go to first."""
    ledger = Ledger(problem(posts, groups, *supervisors))
    for index, before in enumerate(groups[:-1]):
        ledger.place(index, ways(before)[0])
    return list(ledger.options(len(groups) - 1))


def keeps_every_limit(ledger: Ledger) -> bool:
    """Whether nobody has more load, cases or supervision than there is room for."""
    posed = ledger.problem
    return all(
        added <= post.room and cases <= min(post.case_room, post.new_case_room)
        for post, added, cases in zip(
            posed.posts, ledger.added, ledger.cases, strict=True
        )
    ) and all(
        asked <= supervisor.room
        for supervisor, asked in zip(posed.supervisors, ledger.supervision, strict=True)
    )


@settings(max_examples=60, deadline=None)
@given(data=st.data(), posed=problems())
def test_placing_and_taking_back_leaves_no_trace(
    data: st.DataObject, posed: Problem
) -> None:
    """A ledger in which everything was taken back is as good as new, and so is one put back as it was."""
    ledger = Ledger(posed, data.draw(answers(posed)))
    placed = snapshot(ledger)
    order = data.draw(st.permutations(range(len(posed.groups))))

    before = {index: ledger.take_back(index) for index in order}
    emptied = snapshot(ledger)
    for index, choice in before.items():
        if choice is not None:
            ledger.place(index, choice)

    assert emptied == snapshot(Ledger(posed))
    assert snapshot(ledger) == placed


@settings(max_examples=60, deadline=None)
@given(data=st.data(), posed=problems())
def test_a_price_is_what_the_cost_rises_by(data: st.DataObject, posed: Problem) -> None:
    """The price told before a group is placed is exactly what placing it adds."""
    ledger = Ledger(posed, data.draw(answers(posed)))

    for index, placed in enumerate(posed.groups):
        ledger.take_back(index)
        without = ledger.cost()
        for choice in ways(placed):
            price = ledger.price(index, choice)
            ledger.place(index, choice)
            assert price == ledger.cost().minus(without)
            ledger.take_back(index)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), posed=problems())
def test_options_are_exactly_what_fits(data: st.DataObject, posed: Problem) -> None:
    """Of every way to place a group those are offered that keep every limit, co-workers included."""
    ledger = Ledger(posed)

    for index, waiting in enumerate(posed.groups):
        fits = []
        for choice in ways(waiting):
            ledger.place(index, choice)
            if keeps_every_limit(ledger):
                fits.append(choice)
            ledger.take_back(index)
        assert list(ledger.options(index)) == fits
        placed = data.draw(st.sampled_from([None, *fits]))
        if placed is not None:
            ledger.place(index, placed)


def test_taking_back_what_waits_changes_nothing() -> None:
    """A group that waits has nothing to give back."""
    ledger = Ledger(problem([post()], [group(pair())]))

    assert ledger.take_back(0) is None
    assert ledger.cost() == Cost(1, 0, 0)


def test_the_cost_by_hand() -> None:
    """What waits counts its urgency; what is placed counts its match, and its load on both people's curves."""
    posed = problem(
        [post(unsafe=STEEP), post(uneven=STEEP)],
        [
            group(
                pair(demand=3, cost=7, support=Support.COMPANION),
                helpers=[Helper(1, 2, leads=False)],
            ),
            group(pair(), urgency=9),
        ],
    )

    ledger = Ledger(posed, [Choice(0, 1), None])

    assert ledger.cost() == Cost(unplaced=9, unsafe=1 + 1 + 10, blended=7 + 1 + 1)
    assert posed.nothing_placed() == Cost(10, 0, 0)


def test_options_respect_the_room_left() -> None:
    """Nobody is offered one step more than they have room for."""
    takes_three = group(pair(demand=3))

    assert options([post(room=6)], [takes_three, takes_three]) == [Choice(0)]
    assert options([post(room=5)], [takes_three, takes_three]) == []


def test_options_respect_limits_on_cases() -> None:
    """Every case of a group counts, against both limits."""
    two_cases = group(pair(), cases=2)

    assert options([post(case_room=4)], [two_cases, two_cases]) == [Choice(0)]
    assert options([post(case_room=3)], [two_cases, two_cases]) == []
    assert options([post(new_case_room=4)], [two_cases, two_cases]) == [Choice(0)]
    assert options([post(new_case_room=3)], [two_cases, two_cases]) == []


def test_options_respect_a_supervisor_shared_by_two() -> None:
    """What one worker takes of a supervisor's time the other does not have."""
    people = [post(), post()]
    groups = [group(pair(0, supervision=3)), group(pair(1, supervision=2))]

    assert options(people, groups, Supervisor("S", 5, (0, 1))) == [Choice(1)]
    assert options(people, groups, Supervisor("S", 4, (0, 1))) == []
    assert options(people, groups, Supervisor("S", 4, (1,))) == [Choice(1)]


def test_a_case_that_takes_no_supervision_needs_none() -> None:
    """A supervisor without any time left is in nobody's way then."""
    assert options([post()], [group(pair())], Supervisor("S", 0, (0,))) == [Choice(0)]


def test_options_name_a_co_worker_who_has_room() -> None:
    """A co-worker is someone else, who can lead where that is needed and still has room."""
    helpers = [
        Helper(0, 1, leads=True),
        Helper(1, 2, leads=True),
        Helper(2, 1, leads=False),
        Helper(3, 3, leads=True),
    ]
    people = [post(), post(room=2), post(), post(room=2)]

    beside_a_lead = group(pair(support=Support.LEAD), helpers=helpers)
    beside_anyone = group(pair(support=Support.COMPANION), helpers=helpers)

    assert options(people, [beside_a_lead]) == [Choice(0, 1)]
    assert options(people, [beside_anyone]) == [Choice(0, 1), Choice(0, 2)]


def test_costs_add_up_goal_by_goal() -> None:
    """Each goal is summed by itself, and higher goals come first when costs are compared."""
    less, more = Cost(1, 5, 30), Cost(2, 0, 0)

    assert less.plus(more) == Cost(3, 5, 30)
    assert more.minus(less) == Cost(1, -5, -30)
    assert less < more
    assert less.total < more.total
    assert less.total == (1 * STRICT + 5) * STRICT + 30
