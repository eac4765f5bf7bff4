"""Writes the scenario of one authority's team: what is published about it, and what follows from that."""

from collections.abc import Iterator

from allocator.simulation.profile import Likeness
from allocator.simulation.stages import Stage

_AGREE_WITHIN = 0.02
_COMPARED = (
    "# What limits to a workload would mean: nobody is taken past them, or everything is given out by counting.",
    "[[compare]]",
    'name = "within limits"',
    'policy = "children-workload"',
    "",
    "[[compare]]",
    'name = "counting, everything given out"',
    'policy = "children-workload"',
    'solver = "caseload-count-blind"',
)


def text(likeness: Likeness, seed: int = 1) -> str:
    """The scenario file, based on the steady state and saying only what differs."""
    return "\n".join(_lines(likeness, seed)).rstrip("\n") + "\n"


def _lines(likeness: Likeness, seed: int) -> Iterator[str]:
    name = likeness.authority.name
    yield f"# A team of {likeness.workers} like those of {name}, made by: allocator scenario from-profile"
    yield "# Nobody in it is real. Change what you know better; what every key means is told in docs/scenarios.md."
    yield f'title = "Most like us: {name}"'
    yield (
        f'question = "If nothing unusual happens, does a team like those of {name} keep up for half a year?"'
    )
    yield (
        f'source = "Published figures of {name} (Department for Education, 2025, Open Government Licence v3.0: '
        "scenarios/figures/authorities.csv and flows.csv), England's where they are suppressed; what follows "
        'from them is derived, everything else as in the steady state."'
    )
    yield 'based_on = "steady-state"'
    yield ""
    yield from _base(likeness, seed)
    yield ""
    yield from _COMPARED
    yield ""
    yield from _intake(likeness)
    yield ""
    yield from _workforce(likeness)
    yield ""
    if likeness.waiting_limit is not None:
        yield "[breach]"
        yield (
            f"waiting_cases = {likeness.waiting_limit}".ljust(28)
            + "# as many weeks of referrals as in the steady state"
        )
        yield ""
    yield "# What follows what, and for how long, moved until cases settle at the published numbers: docs/scenarios.md."
    for kind, stage in likeness.stages.items():
        yield from _stage(kind, stage, likeness)


def _base(likeness: Likeness, seed: int) -> Iterator[str]:
    yield "[base]"
    yield 'team = ""'
    yield f'authority = "{likeness.authority.name}"'
    yield (
        f"workers = {likeness.workers}".ljust(28)
        + f"# they hold {likeness.profile.caseload:g} cases for each full-time equivalent, as published"
    )
    yield f"waiting = {likeness.waiting}".ljust(28) + "# about a week's"
    yield f"seed = {seed}".ljust(28) + "# another seed, another team"


def _intake(likeness: Likeness) -> Iterator[str]:
    yield "[intake]"
    yield (
        "# Published referrals less those that end at the front door, for this team's share of the authority's cases:"
    )
    yield f"# {likeness.referred_per_week:.2f} children a week."
    if (
        abs(likeness.referrals_per_week / likeness.referred_per_week - 1)
        > _AGREE_WITHIN
    ):
        yield (
            "# With so many, its social workers would not hold the published number of cases, so others assess some"
        )
        yield "# of them, or they are counted otherwise. This many fit; ask your own service which is so."
    yield f"referrals_per_week = {likeness.referrals_per_week:.2f}"
    yield (
        "# From its own months in the year to March 2024, for a team of this size. One year is too short to tell an own"
    )
    yield "# pattern of months from chance, so England's stands."
    yield f"variance_to_mean = {likeness.variance_to_mean:.2f}"
    yield f"rereferral_percent = {likeness.rereferral_percent:g}"


def _workforce(likeness: Likeness) -> Iterator[str]:
    profile = likeness.profile
    yield "[workforce]"
    yield f"turnover_percent_a_year = {profile.turnover_percent:g}"
    yield f"agency_percent = {profile.agency_percent:g}"
    yield (
        f"vacancy_percent = {likeness.vacancy_percent:g}".ljust(28)
        + "# published vacancies beyond those that agency workers fill"
    )
    yield ""
    yield "[workforce.sickness]"
    yield f"spells_a_year = {likeness.spells_a_year:.2f}".ljust(28) + (
        f"# {profile.absence_percent:g}% of days, as published"
    )


def _stage(kind: str, stage: Stage, likeness: Likeness) -> Iterator[str]:
    """A stage as far as it differs from the usual one; several ways onward make a table that is laid over the usual."""
    usual = likeness.usual[kind]
    if stage == usual:
        return
    yield f"[stages.{kind}]"
    if stage.open != usual.open:
        yield "open = ["
        for point in stage.open:
            yield f"  {{ days = {point.days:g}, open_percent = {point.open_percent:g} }},"
        yield "]"
        yield f"tail_half_days = {stage.tail_half_days:g}"
    if stage.next_percent != usual.next_percent:
        ways = ", ".join(f"{n} = {share:g}" for n, share in stage.next_percent.items())
        yield f"next_percent = {{ {ways} }}"
    yield ""
