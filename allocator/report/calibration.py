"""A calibration as people read it: which numbers the diaries contradict, bear out, or cannot speak about."""

from collections.abc import Iterator, Sequence

from allocator.domain.calibration import (
    Between,
    Calibration,
    Counts,
    NumberCalibrated,
)
from allocator.policy.numbers import Number
from allocator.report.backtest import Replayed
from allocator.report.backtest_findings import findings, lead
from allocator.report.calibrated import Calibrated, label
from allocator.report.drawing import Drawing, drawing, short
from allocator.report.plot_rows import Span, spans
from allocator.report.study import Grid, Part, Study
from allocator.report.wording import count, day, listed, plain, sentence

PAGE = "calibration.html"

_MUCH = 0.2  # of all hours
_LONGEST_NAME = 44
_MOST_ROWS = 40  # what a printed page holds
_WIDEST = (
    250.0  # percent of the current number; a wider interval is cut off at the edge
)
_COUNTS: dict[Counts, str] = {
    "minutes_each_time": "minutes each time",
    "minutes_a_week": "minutes a week",
    "percent": "%",
}


def study(found: Calibrated, tested: Replayed | None, untested: str = "") -> Study:
    """Everything the diaries say of the weighting; ``untested`` says why no backtest was made."""
    account = found.account
    return Study(
        title="A weighting laid beside diaries",
        period=f"{plain(found.policy.name)}, {day(account.first_day)} to {day(account.last_day)}",
        lead=_lead(account),
        notice="A proposal to talk about: nothing was changed, and nothing changes until people agree to it.",
        parts=[*_parts(found, tested, untested)],
        how_to_read=[*_how_to_read(account)],
        about=[
            ("Policy", f"{plain(found.policy.title)} ({plain(found.policy.name)})"),
            ("Digest of the policy", account.policy.digest),
            ("Digest of the proposed policy", account.proposed.digest),
            ("Calibration", plain(account.calibration)),
            ("Day on which cases were weighed", day(account.as_of)),
            *((plain(name), digest) for name, digest in account.inputs.items()),
            ("Seed", str(account.seed)),
            ("Version of case-allocator", account.version),
        ],
    )


def clear(account: Calibration) -> list[NumberCalibrated]:
    """The numbers that the diaries contradict, each by itself: the furthest off first."""
    found = [
        one
        for one in account.numbers
        if one.finding in ("higher", "lower") and one.entangled is None
    ]
    return sorted(found, key=lambda one: -abs(_share(one, one.proposed) - 100))


def _borne_out(account: Calibration) -> list[NumberCalibrated]:
    return [
        one
        for one in account.numbers
        if one.finding == "within_chance" and one.entangled is None
    ]


def _unknown(account: Calibration) -> list[NumberCalibrated]:
    return [
        one for one in account.numbers if one.finding in ("too_few_people", "not_seen")
    ]


def _lead(account: Calibration) -> str:
    more = sum(one.finding == "higher" for one in clear(account))
    fewer = len(clear(account)) - more
    entangled = sum(len(one.numbers) for one in account.entangled)
    kept = (
        f"By the diaries of {count(account.people, 'person', 'people')} over {account.weeks:,.0f} weeks of work, with "
        f"{count(account.cases, 'case')}, "
    )
    found = (
        f"{count(more, 'number')} of the weighting {'is' if more == 1 else 'are'} too low and {fewer:,} too high"
        if more or fewer
        else "no number of the weighting is clearly off"
    )
    rest = f"{len(_borne_out(account)):,} fit"
    if entangled:
        rest += f", {entangled:,} cannot be told apart"
    return f"{kept}{found}; {rest}, and {len(_unknown(account)):,} were seen too little to say."


def _parts(found: Calibrated, tested: Replayed | None, untested: str) -> Iterator[Part]:
    account = found.account
    off = clear(account)
    yield Part(
        "off",
        "Numbers that the diaries contradict",
        said=[in_words(one, account) for one in off]
        or ["None: every number that was seen enough fits."],
        drawing=_drawn(account),
    )
    yield Part(
        "whole",
        "All in all",
        said=[*_whole(account)],
        grids=[_by_part(account)],
    )
    if account.entangled:
        yield Part(
            "together",
            "Numbers that cannot be told apart",
            said=[_together(account, place) for place in range(len(account.entangled))],
        )
    maybe = [one for one in _borne_out(account) if one.proposed != one.current]
    if maybe:
        yield Part(
            "maybe",
            "Numbers that would move a little",
            said=[
                "The current number is within what the diaries allow, so chance could explain each of these.",
                *(in_words(one, account) for one in maybe),
            ],
        )
    yield Part(
        "numbers",
        "Every number that was seen",
        said=[
            "Proposed lies between what the diaries say and the current number, nearer to the current number the less"
            " the diaries say. From diaries is how much of the proposal is theirs."
        ],
        grids=[_seen(account)],
    )
    if _unknown(account):
        yield Part(
            "unknown",
            "Numbers that stay as they are",
            said=[*_unknown_in_words(account)],
        )
    yield Part(
        "changes", "What it would have changed", said=[*_changed(tested, untested)]
    )


def in_words(one: NumberCalibrated, account: Calibration) -> str:
    """One number, what it is and would be, and how sure that is."""
    name = plain(label(Number(one.term, one.key)))
    said = (
        f"{name}: {_amount(one, one.proposed)} instead of {_amount(one, one.current)}"
    )
    if one.estimate is None or one.people is None:
        return f"{said}."
    return (
        f"{said} ({account.interval_percent}% sure of {_number(one.estimate.low)} to {_number(one.estimate.high)}; "
        f"{count(one.cases, 'case')}, {count(one.people, 'person', 'people')})."
    )


def _amount(one: NumberCalibrated, value: float) -> str:
    if one.counts == "percent":
        return f"{_number(value)}%"
    return (
        f"{_number(value)} {_COUNTS[one.counts]}"
        if value == one.proposed
        else _number(value)
    )


def _whole(account: Calibration) -> Iterator[str]:
    for part in account.parts:
        between = part.seen_percent
        if not part.expected_hours:
            yield f"{plain(part.name)}: the weighting expects none; {part.seen_hours:,.1f} hours a week were seen."
            continue
        yield (
            f"{plain(part.name)}: {part.seen_hours:,.1f} hours a week were seen where {part.expected_hours:,.1f} are"
            f" expected, {between.value:.0f}% ({account.interval_percent}% sure of {between.low:.0f} to"
            f" {between.high:.0f}%)."
        )
    yield (
        f"{account.hours_counted:,.0f} of {account.hours:,.0f} hours in the diaries count."
        f" {account.hours_on_other_tasks:,.0f} are for tasks that no weighting of cases expects,"
        f" {account.hours_without_case:,.0f} name no case, and {account.hours_on_other_cases:,.0f} are on cases"
        " that the writer neither holds nor shares, or that are not in the batch."
    )
    if account.hours_without_case > _MUCH * account.hours:
        yield (
            "That is much time without a case. What of it was for a case is missing from the numbers, which are then"
            " too low: ask for the case in the next diary."
        )
    if account.belief_widened > 1:
        yield (
            f"As a whole, the diaries put the current numbers about {account.belief_widened:g} times further off"
            " than the"
            " calibration file believes. Estimates and intervals allow for that."
        )
    if account.left_out_of_account:
        names = listed([plain(name) for name in account.left_out_of_account])
        yield f"Limits and roundings were left out of account: {names}."


def _by_part(account: Calibration) -> Grid:
    return Grid(
        "Each part of the diary, over all cases",
        (
            "Part",
            "Expected, hours a week",
            "Seen",
            "Seen, %",
            "Between, %",
            "People differ by, %",
        ),
        [
            (
                plain(part.name),
                f"{part.expected_hours:,.1f}",
                f"{part.seen_hours:,.1f}",
                f"{part.seen_percent.value:.0f}",
                f"{part.seen_percent.low:.0f} to {part.seen_percent.high:.0f}",
                f"{part.people_differ_percent:.0f}",
            )
            for part in account.parts
        ],
        range(1, 6),
    )


def _together(account: Calibration, place: int) -> str:
    one = account.entangled[place]
    names = listed([plain(name) for name in one.numbers])
    sure = f"{account.interval_percent}% sure of {_number(one.estimate.low)} to {_number(one.estimate.high)}"
    return (
        f"{names} come together: {_number(one.estimate.value)} minutes in an average week of a case instead of"
        f" {_number(one.current)} ({sure}; {count(one.cases, 'case')}). How they share it is as now believed,"
        " not as seen."
    )


def _seen(account: Calibration) -> Grid:
    rows = []
    for one in account.numbers:
        if one.estimate is None:
            continue
        alone = one.alone
        rows.append(
            (
                plain(label(Number(one.term, one.key))),
                _COUNTS[one.counts],
                _number(one.current),
                _number(one.proposed),
                _between(one.estimate),
                _number(alone.value) if alone else "not apart",
                _between(alone) if alone else "",
                f"{one.from_diaries_percent:.0f}%",
                f"{one.cases:,}",
                _number(one.people or 0),
                _number(one.variance_inflation) if one.variance_inflation else "",
            )
        )
    return Grid(
        f"Between is what a number lies between, {account.interval_percent}% sure",
        (
            "Number", "Counts", "Now", "Proposed", "Between", "Diaries alone", "Between",
            "From diaries", "Cases", "People", "Variance inflation",
        ),
        rows,
        range(2, 11),
    )  # fmt: skip


def _unknown_in_words(account: Calibration) -> Iterator[str]:
    for finding, said in (
        ("too_few_people", "Seen with too few people to be told about"),
        (
            "not_seen",
            "Not seen at all: no such case was held by anyone who kept a diary",
        ),
    ):
        names = [
            plain(label(Number(one.term, one.key)))
            for one in account.numbers
            if one.finding == finding
        ]
        if names:
            yield f"{said}: {'; '.join(names)}."
    yield (
        "Held as they are in every estimate: what siblings and co-working count for, how often things come"
        " round, and what"
        " experience takes off or adds."
    )


def _changed(tested: Replayed | None, untested: str) -> Iterator[str]:
    if tested is None:
        yield sentence(untested)
        return
    yield lead(tested)
    yield from findings(tested)
    yield "backtest.html has all of it: who would be busier or less busy, and which cases would go elsewhere."


def _drawn(account: Calibration) -> Drawing | None:
    told = [
        one
        for one in account.numbers
        if one.estimate is not None and one.entangled is None and one.current
    ]
    if not told:
        return None
    most = sorted(
        told,
        key=lambda one: (one not in clear(account), -(one.from_diaries_percent or 0)),
    )
    shown = [one for one in told if one in most[:_MOST_ROWS]]
    shown.sort(key=lambda one: -_share(one, one.proposed))
    rows = [_span(one) for one in shown if one.estimate is not None]
    title = "What each number would be, in percent of what it is now"
    if len(shown) < len(told):
        title += f": the {len(shown)} that diaries say most about"
    said = (
        f"{count(len(rows), 'row')}, one for each number. {count(sum(row.is_clear for row in rows), 'number')}"
        " leave out the"
        f" current one, which is 100%. The highest is {rows[0].name} with {rows[0].label}, the lowest"
        f" {rows[-1].name} with"
        f" {rows[-1].label}. The table of every number has the same."
    )
    svg = spans(
        rows, 100, "Now", "Clearly different from now", "Chance could explain it"
    )
    return drawing(svg, 1, title, said)


def _span(one: NumberCalibrated) -> Span:
    estimate = one.estimate or Between(
        value=one.current, low=one.current, high=one.current
    )
    return Span(
        _short(one),
        min(_share(one, estimate.value), _WIDEST),
        min(_share(one, estimate.low), _WIDEST),
        min(_share(one, estimate.high), _WIDEST),
        one.finding in ("higher", "lower"),
        f"{_number(one.proposed)} for {_number(one.current)}",
    )


def _short(one: NumberCalibrated) -> str:
    return short(plain(label(Number(one.term, one.key))), _LONGEST_NAME)


def _share(one: NumberCalibrated, value: float) -> float:
    return 100 * value / one.current if one.current else 100.0


def _between(found: Between) -> str:
    return f"{_number(found.low)} to {_number(found.high)}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def _how_to_read(account: Calibration) -> Sequence[str]:
    return (
        "The engine proposes; people decide. A weighting that is wrong for everyone cannot be seen in how cases"
        " are shared, only in"
        " how full people say they are.",
        f"“{account.interval_percent}% sure” holds if the diaries are fair, people differ as the model supposes,"
        " and the current"
        " numbers are about as far off as the calibration file believes. docs/calibration.md says how it was tried.",
        "A diary shows what work took, not what it should have taken: where people had no time for a visit, it"
        " was short.",
        "Numbers that always come together, as a review and a meeting of the same type of case do, can only be"
        " known together.",
        "Diaries alone is the same without any belief about the current numbers: least squares, nothing below"
        " nothing, and"
        " intervals from drawing the people anew.",
        "People differ by is how far one person’s minutes are from another’s on cases alike, from a mixed model.",
    )
