"""An answer rounded from averaged choices keeps every rule, whatever the choices were."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.problem.ledger import Choice
from allocator.problem.posed import Curve, Helper, Problem, Supervisor, Support
from allocator.solvers import greedy
from allocator.solvers.answer import Limits
from allocator.solvers.arrays import arrays
from allocator.solvers.placing import as_choices, from_choices
from allocator.solvers.rounding import rounded
from tests.problem.problems import group, pair, post, problem, problems
from tests.solvers.made import checked


def rounded_choices(posed: Problem, *picks: float) -> tuple[Choice | None, ...]:
    """What comes of picks, pair by pair."""
    given = arrays(posed)
    return as_choices(given, rounded(given, np.array(picks)))


@settings(max_examples=200, deadline=None)
@given(data=st.data(), posed=problems())
def test_whatever_the_picks_every_rule_is_kept(
    data: st.DataObject, posed: Problem
) -> None:
    """Picks may ask for more than there is room, or for nothing: the answer fits and costs what it says."""
    arrayed = arrays(posed)
    share = st.sampled_from([0.0, 0.2, 0.3, 0.5, 1.0])
    picks = data.draw(st.lists(share, min_size=arrayed.pairs, max_size=arrayed.pairs))

    found = rounded(arrayed, np.array(picks, np.float64))

    assert checked(posed, as_choices(arrayed, found)) == found.cost


@settings(max_examples=50, deadline=None)
@given(posed=problems())
def test_without_picks_it_is_the_fast_start(posed: Problem) -> None:
    """Before the bound has chosen anything nothing is sure."""
    given = arrays(posed)

    found = rounded(given, np.zeros(given.pairs))

    assert as_choices(given, found) == greedy.solve(posed, Limits()).choices


@settings(max_examples=100, deadline=None)
@given(posed=problems())
def test_choices_that_fit_together_are_kept(posed: Problem) -> None:
    """Where the averaged choices are an answer, whoever needs no co-worker has what they chose."""
    given = arrays(posed)
    answer = from_choices(given, greedy.solve(posed, Limits()).choices)
    alone = answer.pair[(answer.pair >= 0) & (answer.helper < 0)]
    picks = np.zeros(given.pairs)
    picks[alone] = 1.0

    found = rounded(given, picks)

    assert set(alone.tolist()) <= set(found.pair.tolist())


def test_the_surest_comes_first() -> None:
    """Two want the one room there is: it goes to the surer, though the other is more urgent."""
    posed = problem(
        [post(5), post(5)],
        [
            group(pair(0, 5), pair(1, 5, cost=9), urgency=27),
            group(pair(0, 5), pair(1, 5, cost=9), urgency=1),
        ],
    )

    assert rounded_choices(posed, 0.6, 0.4, 0.9, 0.1) == (Choice(1), Choice(0))
    assert rounded_choices(posed, 0.9, 0.1, 0.6, 0.4) == (Choice(0), Choice(1))


def test_what_is_not_sure_is_left_to_the_fast_start() -> None:
    """A choice that was seldom made says little: the cheaper worker has the group."""
    posed = problem([post(), post()], [group(pair(0, cost=9), pair(1))])

    assert rounded_choices(posed, 0.25, 0.1) == (Choice(1),)
    assert rounded_choices(posed, 0.35, 0.1) == (Choice(0),)


def test_co_workers_are_left_to_the_fast_start() -> None:
    """However sure a pair that needs company is, the cheapest holder and co-worker together have the group."""
    dear = Curve((0,), (9,))
    posed = problem(
        [post(uneven=dear), post(), post()],
        [
            group(
                pair(0, support=Support.COMPANION),
                pair(1, support=Support.COMPANION),
                helpers=[Helper(2, 1, True)],
            )
        ],
    )

    assert rounded_choices(posed, 1.0, 0.0) == (Choice(1, 2),)


def test_supervisors_limits_hold_while_rounding() -> None:
    """Both want the supervised worker, whose supervisor can give time for one."""
    posed = problem(
        [post(), post()],
        [
            group(pair(0, supervision=2), pair(1, cost=5)),
            group(pair(0, supervision=2), pair(1, cost=5)),
        ],
        Supervisor("S", 3, (0,)),
    )

    assert rounded_choices(posed, 0.8, 0.2, 1.0, 0.0) == (Choice(1), Choice(0))
