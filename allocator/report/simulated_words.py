"""What else came out of simulated weeks, in sentences."""

from collections.abc import Callable, Sequence

from allocator.domain.simulated import LineTold, Simulated, within
from allocator.report.simulated_lead import quoted
from allocator.report.simulated_measures import cases_of, figure, words_of
from allocator.report.simulated_ranges import between, differs, gap_between
from allocator.report.wording import capital, count, listed, plain

RULES = {
    "workers_percent": "workers far above capacity",
    "urgent_wait_days": "an urgent case waiting too long",
    "waiting_cases": "too many cases waiting",
}


def findings(told: Simulated) -> list[str]:
    """What else came out, a sentence each, most telling first."""
    every = [
        *_broken_means(told),
        beyond(told.not_reached, told.weeks),
        _which_rule(told),
        _workload(told),
        _waits(told),
        _children(told),
        *_against_the_first(told),
        _measured_by(told),
        _runs(told),
    ]
    return [capital(said) for said in every if said]


def beyond(not_reached: Sequence[str], weeks: int) -> str:
    """What of the scenario the answer knows nothing of; nothing where all of it came to pass."""
    if not not_reached:
        return ""
    return (
        f"the {count(weeks, 'week')} simulated end before {listed([plain(one) for one in not_reached])}: "
        "the answer knows nothing of that. Simulate more weeks."
    )


def spoken(line: LineTold, told: Simulated) -> str:
    """``with "counting"`` where several lines are compared, else nothing."""
    return f"with {quoted(line.name)}" if len(told.lines) > 1 else ""


def _broken_means(told: Simulated) -> list[str]:
    if not told.breach:
        return []
    return [f"The team counts as broken as soon as {', or '.join(told.breach)}."]


def _which_rule(told: Simulated) -> str:
    def said(line: LineTold) -> str:
        found = line.breaking
        if found is None or not found.broken or len(told.breach) < 2:
            return ""
        rule, runs = max(found.first_by_rule.items(), key=lambda each: each[1])
        if runs == found.broken:
            return f"what breaks it first is always {RULES[rule]}"
        return f"what breaks it first is mostly {RULES[rule]}, in {runs:,} of the {found.broken:,} runs that break"

    return _each(told, said)


def _workload(told: Simulated) -> str:
    return _each(
        told,
        lambda line: (
            f"workers use {_mean(line, 'mean_percent')} of their capacity on average, the busiest tenth "
            f"{_mean(line, 'p90_percent')} or more, and {_mean(line, 'over_100_percent')} of workers are over 100%"
        ),
        "mean_percent",
    )


def _waits(told: Simulated) -> str:
    def said(line: LineTold) -> str:
        if not line.waits:
            return ""
        kind = line.waits[0].urgency
        name = within(kind, 7)
        left = sum(wait.still_waiting for wait in line.waits) / line.runs
        return (
            f"{_mean(line, name)}{between(name, line.measures[name])} of {cases_of(kind)} have a worker within 7 days, "
            f"and {figure('waiting', round(left, 1))} cases a run still wait at the end"
        )

    return _each(told, said)


def _children(told: Simulated) -> str:
    return _each(
        told,
        lambda line: (
            f"{_mean(line, 'changed_worker_percent')} of children who have a worker change worker at least once"
        ),
        "changed_worker_percent",
    )


def _each(told: Simulated, say: Callable[[LineTold], str], name: str = "") -> str:
    """The same said of every line, where it has the measure, in one sentence; once where it is true of all alike."""
    said = [
        (spoken(line, told), clause)
        for line in told.lines
        if not name or line.measures[name].value is not None
        if (clause := say(line))
    ]
    clauses = {clause for _, clause in said}
    if len(said) == len(told.lines) > 1 == len(clauses):
        names = listed([quoted(line.name) for line in told.lines])
        return f"{clauses.pop()}, with {names} alike."
    told_apart = "; ".join(f"{who} {clause}".strip() for who, clause in said)
    return f"{told_apart}." if said else ""


def _mean(line: LineTold, name: str) -> str:
    return figure(name, line.measures[name].value)


_TOLD_APART = (
    "broken_percent", "over_110_four_weeks_percent", "sd_percent", "waiting", "urgent_within_7_days_percent",
    "skill_match_percent", "changed_worker_percent",
)  # fmt: skip


def _against_the_first(told: Simulated) -> list[str]:
    """What the first line does better or worse than each other, where the runs can tell."""
    said = []
    for one in told.differences:
        parts = [
            f"it {words.lower if (interval.value or 0) < 0 else words.higher}{gap_between(name, interval)}"
            for name in _TOLD_APART
            if (interval := one.measures.get(name)) is not None
            and differs(interval)
            and (words := words_of(name))
        ]
        beside = f"{quoted(one.line)} beside {quoted(one.beside)}"
        said.append(
            f"{beside}: {listed(parts)}."
            if parts
            else f"{beside}: the runs do not tell the two apart in what matters most."
        )
    return said


def _measured_by(told: Simulated) -> str:
    """By whose measure workload is told, where the lines go by several policies."""
    if told.measured_by is not None:
        return f"every line’s workload is measured by {plain(told.measured_by.name)}."
    digests = {one.policy.digest for line in told.lines for one in line.policies}
    if len(digests) == 1:
        return ""
    return (
        "each line’s workload is measured by its own policy, so what the lines say of it cannot be laid beside each "
        "other: name one policy as measured_by under [run]."
    )


def _runs(told: Simulated) -> str:
    if told.runs < 2:
        return "one run is one story that might happen: run more to learn how sure this is."
    said = f"the ranges given hold with {told.confidence_percent:g}% confidence"
    found = told.precision
    if found is None:
        return f"{said}; they come from {count(told.runs, 'run')}."
    looks = listed([f"{runs:,}" for runs in found.looks])
    reached = "is" if found.reached else "is not"
    return (
        f"{said}. The answer {reached} as precise as was asked, to within {found.wanted:g}. It was looked at after "
        f"{looks} runs, and the ranges are wide enough to allow for looking so often."
    )
