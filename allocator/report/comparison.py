"""What the proposal amounts to for everyone, beside what counting cases would give."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from allocator.domain.account import Measures
from allocator.domain.case import URGENCIES
from allocator.explain.words import whole_percent
from allocator.report.outcome import Outcome
from allocator.report.wording import amount, count, percent, words

BASELINE = "caseload_count"
_HEADINGS = {
    BASELINE: "By caseload count",
    "caseload_count_blind": "By caseload count, rules ignored",
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
    """The other ways of sharing that were measured, as headings; the caseload count first."""
    return [_HEADINGS.get(way, words(way)) for way in _ways(outcome)[1:]]


def caution(outcome: Outcome) -> str:
    """A sentence where the two do not carry the same work, so their workloads are not alike."""
    if not has_baseline(outcome):
        return ""
    ours, theirs = (outcome.account.measures[way].placed for way in _ways(outcome)[:2])
    if ours == theirs:
        return ""
    more = f"{count(abs(ours - theirs), 'case')} {'more' if ours > theirs else 'fewer'}"
    return f"This proposal places {more} than the caseload count, so the work shared out differs."


def has_baseline(outcome: Outcome) -> bool:
    """Whether there is a caseload count to compare with."""
    return BASELINE in _ways(outcome)[1:]


def compared(outcome: Outcome, *, headlines_only: bool = False) -> list[Compared]:
    """Every measure that has something to say, or the few a meeting looks at first."""
    measured = [outcome.account.measures[way] for way in _ways(outcome)]
    return beside(
        measured, has_baseline=has_baseline(outcome), headlines_only=headlines_only
    )


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
    """What was measured: the proposal, which comes first in an account, then the caseload count."""
    ours, *others = outcome.account.measures or [""]
    return [ours, *sorted(others, key=lambda way: way != BASELINE)] if ours else []


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


_MEASURES = (
    _part("Waiting cases placed", lambda m: m.placed, lambda m: m.placed + m.unplaced),
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
    _people("Rules broken", lambda m: m.rule_breaches),
)
