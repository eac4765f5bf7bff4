"""What the proposal amounts to for everyone, beside what counting cases would give."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from allocator.domain.account import Measures
from allocator.domain.case import URGENCIES
from allocator.explain.words import whole_percent
from allocator.report.outcome import Outcome
from allocator.report.wording import amount, count, percent, words

# What a proposal is called better or worse than, how that is said in a phrase, and what it is.
_BASELINES = {
    "caseload_count": (
        "the caseload count",
        "by caseload count",
        "what the same team would get by caseload count: most urgent case first, to whoever holds fewest cases",
    ),
    "without_moves": (
        "leaving held cases where they are",
        "without moves",
        "the best proposal that leaves held cases where they are, but for those of people who leave",
    ),
}
_HEADINGS = {
    "caseload_count": "By caseload count",
    "caseload_count_blind": "By caseload count, rules ignored",
    "without_moves": "Without moves",
}

Reading = Callable[[Measures], float | None]
Telling = Callable[[Measures], str]
Kind = Literal["count", "part", "percent", "points"]


@dataclass(frozen=True)
class Compared:
    """One measure of the proposal beside the same measure of other ways to share the cases."""

    label: str
    kind: Kind
    values: tuple[float | None, ...]
    ours: str
    others: tuple[str, ...]
    ours_in_prose: str
    theirs_in_prose: str
    verdict: str


@dataclass(frozen=True)
class _Measure:
    """One measure: its value, how tables and sentences show it, and when it applies."""

    label: str
    kind: Kind
    value: Reading
    shown: Telling
    said: Telling
    more_is_better: bool = False
    is_headline: bool = False
    applies: Callable[[Measures], bool] = field(default=lambda _: True)


def ways(outcome: Outcome) -> list[str]:
    """The other ways of sharing that were measured, as headings; the baseline first."""
    return [_HEADINGS.get(way, words(way)) for way in _ways(outcome)[1:]]


def caution(outcome: Outcome) -> str:
    """A sentence where the two do not carry the same work, so their workloads are not alike."""
    if not has_baseline(outcome):
        return ""
    ours, theirs = (outcome.account.measures[way].placed for way in _ways(outcome)[:2])
    if ours == theirs:
        return ""
    more = f"{count(abs(ours - theirs), 'case')} {'more' if ours > theirs else 'fewer'}"
    named, *_ = _BASELINES[_ways(outcome)[1]]
    return f"This proposal places {more} than {named}, so the work shared out differs."


def has_baseline(outcome: Outcome) -> bool:
    """Whether there is something to be called better or worse than."""
    return any(way in _BASELINES for way in _ways(outcome)[1:])


def baseline(outcome: Outcome) -> tuple[str, str]:
    """What it is compared with as a phrase, ``by caseload count``, and in full."""
    _, phrase, in_full = _BASELINES[_ways(outcome)[1]]
    return phrase, in_full


def compared(outcome: Outcome, *, headlines_only: bool = False) -> list[Compared]:
    """Every measure that has something to say, or the few a meeting looks at first."""
    measured = [outcome.account.measures[way] for way in _ways(outcome)]
    told = beside(
        measured, has_baseline=has_baseline(outcome), headlines_only=headlines_only
    )
    if outcome.asked is None or not outcome.asked.leavers:
        return told
    return [
        replace(one, label="Waiting and leavers’ cases placed")
        if one.label == _PLACED
        else one
        for one in told
    ]


def beside(
    measured: Sequence[Measures],
    *,
    has_baseline: bool = True,
    headlines_only: bool = False,
) -> list[Compared]:
    """Every measure of the first beside those of the others; with a baseline, the first is called better or worse."""
    return [
        _compared(measure, measured, has_baseline=has_baseline)
        for measure in _MEASURES
        if (measure.is_headline or not headlines_only)
        and any(map(measure.applies, measured))
    ]


def _compared(
    measure: _Measure, measured: Sequence[Measures], *, has_baseline: bool
) -> Compared:
    ours, *others = measured
    return Compared(
        label=measure.label,
        kind=measure.kind,
        values=tuple(measure.value(way) for way in measured),
        ours=measure.shown(ours),
        others=tuple(measure.shown(other) for other in others),
        ours_in_prose=measure.said(ours),
        theirs_in_prose=measure.said(others[0]) if has_baseline else "",
        verdict=_verdict(measure, ours, others[0]) if has_baseline else "",
    )


def _ways(outcome: Outcome) -> list[str]:
    """What was measured: the proposal, which comes first in an account, then what it is compared with."""
    ours, *others = outcome.account.measures or [""]
    return (
        [ours, *sorted(others, key=lambda way: way not in _BASELINES)] if ours else []
    )


def _verdict(measure: _Measure, ours: Measures, theirs: Measures) -> str:
    if measure.shown(ours) == measure.shown(theirs):
        return "same"
    mine, other = measure.value(ours), measure.value(theirs)
    if mine is None or other is None:
        return ""
    return "better" if (mine > other) == measure.more_is_better else "worse"


def _still_waiting(measures: Measures) -> str:
    by_urgency = [
        f"{measures.unplaced_by_urgency[urgency]:,} {urgency}"
        for urgency in URGENCIES
        if measures.unplaced_by_urgency.get(urgency)
    ]
    return (
        f"{measures.unplaced:,} ({', '.join(by_urgency)})"
        if by_urgency
        else f"{measures.unplaced:,}"
    )


def _people(
    label: str, value: Callable[[Measures], int], *, is_headline: bool = False
) -> _Measure:
    def shown(measures: Measures) -> str:
        return f"{value(measures):,}"

    return _Measure(label, "count", value, shown, shown, is_headline=is_headline)


def _percentage(
    label: str, value: Reading, *, more_is_better: bool, is_headline: bool = False
) -> _Measure:
    return _Measure(
        label,
        "percent",
        value,
        lambda measures: percent(value(measures)),
        lambda measures: whole_percent(value(measures)),
        more_is_better,
        is_headline,
        lambda measures: value(measures) is not None,
    )


def _points(label: str, value: Reading, *, is_headline: bool = False) -> _Measure:
    return _Measure(
        label,
        "points",
        value,
        lambda measures: f"{value(measures) or 0:,.1f} points",
        lambda measures: f"{value(measures) or 0:,.0f} points",
        is_headline=is_headline,
        applies=lambda measures: value(measures) is not None,
    )


def _part(
    label: str, part: Callable[[Measures], int], whole: Callable[[Measures], int]
) -> _Measure:
    def shown(measures: Measures) -> str:
        return f"{part(measures):,} of {whole(measures):,}"

    return _Measure(
        label,
        "part",
        part,
        shown,
        shown,
        True,
        True,
        lambda measures: whole(measures) > 0,
    )


def _travel(measures: Measures) -> str:
    return amount(measures.travel_minutes)


_PLACED = "Waiting cases placed"
_MEASURES = (
    _part(_PLACED, lambda m: m.placed, lambda m: m.placed + m.unplaced),
    _Measure(
        "Still waiting",
        "count",
        lambda m: m.unplaced,
        _still_waiting,
        lambda m: f"{m.unplaced:,}",
    ),
    _people(
        "People over their safe limit", lambda m: m.over_safe_limit, is_headline=True
    ),
    _people("People over the ceiling", lambda m: m.over_ceiling),
    _percentage(
        "Most loaded worker",
        lambda m: m.max_percent,
        more_is_better=False,
        is_headline=True,
    ),
    _percentage("Least loaded worker", lambda m: m.min_percent, more_is_better=True),
    _points(
        "Gap between most and least loaded",
        lambda m: m.spread_percent,
        is_headline=True,
    ),
    _points("Typical distance from the average", lambda m: m.sd_percent),
    _percentage(
        "Evenness (100% if all were alike)",
        lambda m: None if m.jain_index is None else 100 * m.jain_index,
        more_is_better=True,
    ),
    _percentage(
        "Skills matched",
        lambda m: m.mean_skill_match_percent,
        more_is_better=True,
        is_headline=True,
    ),
    _part(
        "Families kept with a known worker",
        lambda m: m.continuity_kept,
        lambda m: m.continuity_possible,
    ),
    _Measure(
        "Weekly minutes of travel",
        "count",
        lambda m: m.travel_minutes,
        _travel,
        _travel,
        applies=lambda m: m.travel_minutes > 0,
    ),
    _Measure(
        "Held cases moved",
        "count",
        lambda m: m.moved,
        lambda m: f"{m.moved:,}",
        lambda m: f"{m.moved:,}",
        applies=lambda m: m.moved > 0,
    ),
    _people("Rules broken", lambda m: m.rule_breaches),
)
