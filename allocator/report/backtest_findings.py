"""What came out of a backtest, in sentences."""

from collections import defaultdict
from collections.abc import Callable

from allocator.domain.account import Measures
from allocator.domain.backtest import Both
from allocator.explain.words import listed as some
from allocator.report.backtest import Replayed, burdened, changes, relieved
from allocator.report.wording import count, listed, plain


def lead(tested: Replayed) -> str:
    """The first sentence of every report."""
    batches = count(len(tested.account.batches), "batch", "batches")
    if not tested.waiting:
        return f"No case is waiting in {batches}, so there is nothing to compare."
    first, second = tested.labels
    of = f"Of {count(tested.waiting, 'waiting case')} in {batches}, {first}"
    placed = _own(tested, lambda measures: measures.placed)
    if placed[0] == placed[1]:
        return f"{of} and {second} would each have placed {placed[0]:,}."
    return f"{of} would have placed {placed[0]:,} and {second} {placed[1]:,}."


def findings(tested: Replayed) -> list[str]:
    """What else came out, a sentence each, most telling first."""
    if not tested.waiting:
        return []
    return [
        said
        for said in (
            _who_goes_where(tested),
            *_evenness(tested),
            _busier(tested),
            *_broken(tested),
            _unlike(tested),
            _unproven(tested),
            _strangers(tested),
            _left_out(tested),
        )
        if said
    ]


def what_it_is() -> str:
    """What a backtest does not say."""
    return (
        "A backtest compares what two policies would have proposed. It knows nothing of what people then decided, "
        "and takes every batch as it was: what a proposal would have changed for later batches is not followed."
    )


def _own(tested: Replayed, value: Callable[[Measures], int]) -> tuple[int, int]:
    """A measure of each policy's proposals as that policy sees it."""
    measured = tested.account.overall.measured_by
    return value(measured.first.first), value(measured.second.second)


def _who_goes_where(tested: Replayed) -> str:
    first, second = tested.labels
    phrases = {
        "same": "{n} to the same people under both",
        "different": "{n} to different people",
        "first_only": "{n} to somebody only under {first}",
        "second_only": "{n} to somebody only under {second}",
        "neither": "{n} to nobody under either",
    }
    said = [
        phrases[result].format(n=f"{number:,}", first=first, second=second)
        for result, number in tested.account.overall.results.items()
        if number
    ]
    said[0] = said[0].replace(" to ", " would go to ", 1)
    return f"Of these cases, {listed(said)}." if len(said) > 1 else f"All {said[0]}."


def _evenness(tested: Replayed) -> list[str]:
    labels, batches = tested.labels, tested.account.batches
    told = []
    for label, measured, each in (
        (
            labels[0],
            tested.account.overall.measured_by.first,
            [batch.measured_by.first for batch in batches],
        ),
        (
            labels[1],
            tested.account.overall.measured_by.second,
            [batch.measured_by.second for batch in batches],
        ),
    ):
        gaps = measured.first.spread_percent, measured.second.spread_percent
        if gaps[0] is None or gaps[1] is None:
            continue
        average = " on average" if len(batches) > 1 else ""
        said = (
            f"Measured by {label}, the gap between the most and the least loaded worker would be "
            f"{gaps[0]:,.1f} points under {labels[0]} and {gaps[1]:,.1f} under {labels[1]}{average}"
        )
        told.append(said + _in_how_many(each, labels) + ".")
    return told


def _in_how_many(each: list[Both[Measures]], labels: tuple[str, str]) -> str:
    """In how many batches the second is more even, where there are several."""
    if len(each) == 1:
        return ""
    smaller = sum(
        (one.second.spread_percent or 0) < (one.first.spread_percent or 0)
        for one in each
    )
    return f"; {labels[1]} has the smaller gap in {smaller} of {len(each)} batches"


def _busier(tested: Replayed) -> str:
    less, more = len(relieved(tested)), len(burdened(tested))
    same = len(changes(tested)) - less - more
    first, second = tested.labels
    return (
        f"Measured by {first}, {count(less, 'worker')} would be less busy under {second} than under {first}, "
        f"{more:,} busier and {same:,} about as busy."
    )


def _broken(tested: Replayed) -> list[str]:
    """Each policy's rules that the other's proposals break, in the words of the policy."""
    broken = tested.account.overall.rules_broken
    told = []
    for owner, rules in enumerate((broken.first, broken.second)):
        said = [
            f"“{plain(tested.policies[owner].rules[rule].sentence).rstrip('.')}” {_times(times)}"
            for rule, times in rules.items()
        ]
        if said:
            told.append(
                f"What {tested.labels[1 - owner]} proposes breaks rules of {tested.labels[owner]}: {listed(said)}."
            )
    return told


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"


def _unlike(tested: Replayed) -> str:
    placed = _own(tested, lambda measures: measures.placed)
    if placed[0] == placed[1]:
        return ""
    more = tested.labels[placed[1] > placed[0]]
    return f"{more} places more cases, so its workers hold more work: part of the difference in workload is that."


def _unproven(tested: Replayed) -> str:
    status = [
        found
        for batch in tested.account.batches
        for found in (batch.status.first, batch.status.second)
    ]
    open_ends = status.count("feasible")
    if not open_ends:
        return "Every proposal is proven best possible under its policy."
    return (
        f"{open_ends:,} of {len(status):,} proposals {'is' if open_ends == 1 else 'are'} not proven best possible: "
        "with more work or seconds the comparison may come out differently."
    )


def _strangers(tested: Replayed) -> str:
    """A warning where one id has several names: batches of different teams may use the same ids."""
    names: dict[str, set[str]] = defaultdict(set)
    for team in tested.teams.values():
        for worker in team.workers:
            names[worker.worker_id].add(plain(worker.name))
    several = [worker_id for worker_id, known in names.items() if len(known) > 1]
    if not several:
        return ""
    return (
        f"Workers are told apart by worker_id, and the batches have different names for {some(several)}: "
        "do not read these rows as one person."
    )


def _left_out(tested: Replayed) -> str:
    if not tested.left_out:
        return ""
    return f"Stopped early: {count(tested.left_out, 'batch', 'batches')} left out."
