"""A small backtest, trade-off curve and set of plans, made once and for all the tests about how they are told."""

from functools import cache

from allocator.domain.team import Team
from allocator.pipeline import offer, replay, trace
from allocator.report.backtest import Replayed
from allocator.report.frontier import Traced
from allocator.report.plans import Planned
from allocator.tables.batch import Batch
from tests.builders import DAY, case, small_policy, team, worker
from tests.pipeline.trials import counting, fine, skilled_and_free


def people(text: str = "", **facts: bool) -> Team:
    """Three workers, a held and six waiting cases; ``text`` before every name, for what a batch may hold."""
    return team(
        worker(f"{text}W1", name=f"{text}Ana Zoë", team=f"{text}North"),
        worker(f"{text}W2", name=f"{text}Ben Łuk", team=f"{text}North"),
        worker(f"{text}W3", hours=0, name=f"{text}Cyd Okä"),
        case(f"{text}H1", "two", worker_id=f"{text}W1"),
        case(f"{text}C1", "eight", urgency="high", **facts),
        case(f"{text}C2", "one"),
        case(f"{text}C3", "one"),
        case(f"{text}C4", "two", group_id=f"{text}G1"),
        case(f"{text}C5", "one", group_id=f"{text}G1"),
        case(f"{text}C6", "eight", urgency="low"),
    )


@cache
def backtest(text: str = "", batches: int = 2, restricted: bool = False) -> Replayed:
    """The small policy beside counting, on one batch or more of the same."""
    facts = {"restricted": True} if restricted else {}
    batch = Batch(people(text, **facts), inputs={f"{text}cases.csv": "c" * 64})
    return replay(
        {f"{text}week {n + 1}": batch for n in range(batches)},
        (small_policy(), counting()),
        as_of=DAY,
    )


@cache
def frontier() -> Traced:
    """Nine points of two outcomes."""
    return trace(skilled_and_free(), fine(8), as_of=DAY)


@cache
def plans(text: str = "", restricted: bool = False) -> Planned:
    """Three plans of the same batch."""
    facts = {"restricted": True} if restricted else {}
    batch = Batch(people(text, **facts), inputs={f"{text}cases.csv": "c" * 64})
    return offer(batch, small_policy(), as_of=DAY)
