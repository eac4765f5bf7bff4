"""What a staffing search found, in sentences; the first says how many people keep the team safe."""

from allocator.domain.staffing import NextStep, Staffing, Tried
from allocator.report.simulated_ranges import between, differs, gap_between, plain_gap
from allocator.report.simulated_words import beyond
from allocator.report.wording import capital, count, listed, plain

_BROKEN, _UNBROKEN = "broken_percent", "weeks_unbroken"


def lead(told: Staffing) -> str:
    """How many people, of which kind, keep the team from breaking too often, and what they cost."""
    runs = f"{told.breach_below_percent:g}% of runs of {count(told.weeks, 'week')}"
    rarely = f"in fewer than {runs}"
    if told.now.verdict == "keeps":
        return f"The team as it is breaks {rarely}: nobody more is needed."
    if told.recommended is not None:
        best = told.recommended
        return (
            f"With {staffing(best)} more, for {money(best.cost)} a year, the team breaks {rarely}; "
            f"as it is, it breaks in {share(told.now)}{_unsure(told.now)}."
        )
    if told.tried[-1].verdict == "fails" and len(told.tried) == 2:
        return (
            f"Nothing in the table of hires is enough: even with all of it the team breaks in {share(told.tried[-1])}, "
            f"and not {rarely}."
        )
    return (
        f"No staffing of the table is shown to break {rarely} with {told.runs_at_most:,} runs each; "
        f"as it is, the team breaks in {share(told.now)}."
    )


def _unsure(tried: Tried) -> str:
    return ", which is too close to say" if tried.verdict == "undecided" else ""


def findings(told: Staffing) -> list[str]:
    """What else came out, a sentence each."""
    said = [
        f"The team counts as broken as soon as {', or '.join(told.breach)}.",
        *filter(None, [beyond(told.not_reached, told.weeks)]),
        *_how_sure(told),
        *_next(told),
        f"All of it holds with {told.confidence_percent:g}% confidence together, however the search chose what to try; "
        "it takes for granted that somebody more never makes a team break more often.",
    ]
    return [capital(one) for one in said]


def staffing(tried: Tried) -> str:
    """``2 experienced workers and 1 court training``."""
    said = [f"{number:,} × {plain(name)}" for name, number in tried.numbers.items()]
    return listed(said) or "the team as it is"


def share(tried: Tried) -> str:
    """In how many runs it breaks, with the interval of this staffing alone."""
    return f"{tried.broken:,} of {count(tried.runs, 'run')}{between(_BROKEN, tried.broken_percent)}"


def money(cost: float) -> str:
    """An amount in the scenario's money, whole."""
    return f"£{cost:,.0f}"


def step(one: NextStep) -> str:
    """What one more of a kind changes, or that the runs cannot tell."""
    if not differs(one.weeks_unbroken) and not differs(one.broken_points):
        return "no difference that the runs can tell"
    return (
        f"{plain_gap(_BROKEN, one.broken_points.value)} of runs that break{gap_between(_BROKEN, one.broken_points)}, "
        f"{plain_gap(_UNBROKEN, one.weeks_unbroken.value)} unbroken{gap_between(_UNBROKEN, one.weeks_unbroken)}"
    )


def verdict(tried: Tried, below_percent: float) -> str:
    """Whether a staffing is enough."""
    return {
        "keeps": f"below {below_percent:g}%",
        "fails": f"{below_percent:g}% or more",
        "undecided": "too close to say",
    }[tried.verdict]


def _how_sure(told: Staffing) -> list[str]:
    said = []
    best = told.recommended
    if best is not None and told.now.verdict != "keeps":
        said.append(f"With {staffing(best)} it breaks in {share(best)}.")
    if told.cheaper_undecided:
        first, *others = told.cheaper_undecided
        price = f" for {money(first.cost)}" if first.cost else ""
        more = (
            f"; so {'is 1' if len(others) == 1 else f'are {len(others):,}'} more"
            if others
            else ""
        )
        said.append(
            f"Too close to say is {staffing(first)}{price}, which breaks in {share(first)}{more}."
        )
    if not told.complete:
        said.append(
            f"The search ended after {count(len(told.tried), 'staffing')} with some left untried: "
            "something cheaper may do."
        )
    elif (
        best is not None and told.now.verdict != "keeps" and not told.cheaper_undecided
    ):
        said.append("Everything cheaper in the table breaks more often than that.")
    return said


def _next(told: Staffing) -> list[str]:
    where = {"now": "to the team as it is", "recommended": "beyond that"}
    found = (
        [one for one in told.next_steps if one.added_to == added_to]
        for added_to in where
    )
    return [
        _worth_most(said, steps)
        for said, steps in zip(where.values(), found, strict=True)
        if steps
    ]


def _worth_most(where: str, steps: list[NextStep]) -> str:
    """Which one more of a kind does most, where the runs can tell."""
    name = _UNBROKEN
    telling = [one for one in steps if differs(one.weeks_unbroken)]
    if not telling:
        runs = count(steps[0].runs, "run")
        return f"added {where}, one more of any kind makes no difference that {runs} can tell."
    most = max(telling, key=lambda one: one.weeks_unbroken.value or 0.0)
    return (
        f"added {where}, one more is worth most as {plain(most.name)}: the team holds "
        f"{plain_gap(name, most.weeks_unbroken.value)} longer{gap_between(name, most.weeks_unbroken)}, "
        f"for {money(most.cost)}."
    )
