"""The answer to a scenario's question, in one sentence."""

from collections.abc import Sequence

from allocator.domain.simulated import Breaking, LineTold, Simulated
from allocator.report.simulated_measures import figure, gap, lowered, words_of
from allocator.report.simulated_ranges import between, differs, gap_between
from allocator.report.wording import capital, count, listed, plain

_BROKEN = "broken_percent"


def lead(told: Simulated) -> str:
    """The answer to the scenario's question."""
    if told.answered_by == _BROKEN:
        return _breaks(told)
    return _measured(told)


def quoted(name: str) -> str:
    """What a compared line is called, told apart from the sentence around it."""
    return f"“{plain(name)}”"


def _breaks(told: Simulated) -> str:
    found = [(line, line.breaking) for line in told.lines if line.breaking]
    if told.runs == 1:
        return _breaks_once(told, found)
    numbers = {(one.broken, one.runs) for _, one in found}
    runs = found[0][1].runs
    weeks, through = count(told.weeks, "week"), _through(told)
    alike = _alike([line for line, _ in found])
    if numbers == {(0, runs)}:
        each = count(runs, "simulated run")
        return f"The team holds through {through} in each of {each}{alike}."
    if numbers == {(runs, runs)}:
        every = count(runs, "simulated run")
        by = _by(found[0][1]) if len(found) == 1 else ""
        return f"The team breaks within {weeks} in every one of {every}{alike}{by}."
    if len(found) == 1:
        [(_, one)] = found
        return f"The team breaks within {weeks} in {_of_runs(one)}{_by(one)}."
    if len(numbers) == 1:
        return f"The team breaks within {weeks} in {_of_runs(found[0][1])}{alike}."
    (first, one), *others = found
    said = [f"in {_of_runs(one)} with {quoted(first.name)}{_by(one)}"]
    said += [
        f"in {other.broken if other.runs == one.runs else _of_runs(other)} with {quoted(line.name)}{_by(other)}"
        for line, other in others
    ]
    return f"Within {weeks} the team breaks {_joined(said)}."


def _breaks_once(told: Simulated, found: Sequence[tuple[LineTold, Breaking]]) -> str:
    """One run is told as what it is: a story, with the week it breaks in."""
    alike = _alike([line for line, _ in found])
    ends = {one.p50 for _, one in found}
    if ends == {None}:
        return (
            f"The team holds through {_through(told)} in the one run simulated{alike}."
        )
    if len(ends) == 1:
        return f"The team breaks in week {ends.pop()} of the one run simulated{alike}."
    said = [
        f"{f'breaks in week {one.p50}' if one.broken else f'holds through {_through(told)}'} with {quoted(line.name)}"
        for line, one in found
    ]
    return f"In the one run simulated the team {listed(said)}."


def _through(told: Simulated) -> str:
    return f"all {count(told.weeks, 'week')}" if told.weeks > 1 else "the one week"


def _alike(lines: Sequence[LineTold]) -> str:
    """That all lines fare the same, where there are several."""
    names = listed([quoted(line.name) for line in lines])
    return f", with {names} alike" if len(lines) > 1 else ""


def _joined(said: list[str]) -> str:
    """Parts of a sentence that may hold commas themselves."""
    if any("," in part for part in said):
        return "; ".join([*said[:-1], "and " + said[-1]])
    return listed(said)


def _of_runs(one: Breaking) -> str:
    return f"{one.broken:,} of {count(one.runs, 'simulated run')}"


def _by(one: Breaking) -> str:
    """By when half of the runs have broken, where so many do."""
    if one.p50 is None:
        return ""
    return (
        f", in half of them by week {one.p50}"
        if one.broken == one.runs
        else (f", in half of all runs by week {one.p50}")
    )


def _measured(told: Simulated) -> str:
    name = told.answered_by
    words = words_of(name)
    label = lowered(words.label)
    weeks = count(told.weeks, "week")
    runs = count(told.runs, "simulated run")
    over = (
        f"On average over {runs} of" if told.runs > 1 else "In the one run simulated of"
    )
    if len(told.lines) == 1:
        found = told.lines[0].measures[name]
        average = f"{figure(name, found.value)}{between(name, found)}"
        return f"{over} {weeks}, {label}: {average}."
    values = listed(
        [
            f"{figure(name, line.measures[name].value)} with {quoted(line.name)}"
            for line in told.lines
        ]
    )
    if len(told.lines) > 2:
        return f"{over} {weeks}, {label}: {values}."
    [difference] = told.differences
    interval = difference.measures[name]
    first, second = quoted(difference.line), quoted(difference.beside)
    apart = f"{label} {values}, a difference of {gap(name, interval.value)}{gap_between(name, interval)}"
    if told.runs == 1:
        return f"One run of {weeks} cannot tell {first} and {second} apart: {apart}."
    if not differs(interval):
        return f"{capital(runs)} of {weeks} do not tell {first} and {second} apart: {apart}."
    is_less = (interval.value or 0) < 0
    way = words.lower if is_less else words.higher
    return f"{first} {way} than {second}: {apart}{_from_when(told, is_less=is_less)}."


def _from_when(told: Simulated, *, is_less: bool) -> str:
    """From which week on the first line's average is on its side of the other's in every week, where that is so."""
    name = told.answered_by
    if name not in told.lines[0].weeks:
        return ""
    first, second = (line.weeks[name].mean for line in told.lines)
    apart = [
        one is not None
        and other is not None
        and one != other
        and (one < other) == is_less
        for one, other in zip(first, second, strict=True)
    ]
    since = len(apart)
    while since and apart[since - 1]:
        since -= 1
    way = "lower" if is_less else "higher"
    if since == 0:
        return f", {way} in every week"
    # A last week or two may be chance.
    return (
        f", {way} in every week from week {since + 1} on"
        if since <= len(apart) - 3
        else ""
    )
