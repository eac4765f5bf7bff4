"""The page that says how near the simulation comes, and where it does not: ``docs/validation.md``."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from textwrap import fill

from benchmarks.backcast.england import Line
from benchmarks.backcast.expected import Accuracy
from benchmarks.backcast.simulated import AGES, Span, england_open_percent

PAGE = Path(__file__).parents[2] / "docs" / "validation.md"
_WITHIN = (10, 20, 30)
_FURTHEST = 5


def text(
    england: Sequence[Line],
    accuracies: dict[str, Accuracy],
    years: Sequence[Span],
    replications: int,
) -> str:
    """The whole page."""
    parts = (
        *_opening(),
        *_england(england),
        *_authorities(accuracies),
        *_years(years, replications),
        *_closing(),
    )
    return "\n\n".join(_laid_out(part) for part in parts) + "\n"


def _opening() -> Iterator[str]:
    yield "# How near the simulation comes"
    yield (
        "A simulation is worth as much as its world is like the real one. This page holds it against what the "
        "Department for Education publishes (Open Government Licence v3.0; `scenarios/figures/`) and says "
        "where it is off. It is made by `python -m benchmarks.backcast --page`; how to read a simulation "
        "itself is in [simulation.md](simulation.md)."
    )
    yield (
        "Published figures here are those of the years to March 2024 and March 2025; earlier profiles of "
        "single authorities are not part of the project. So this is one year held against itself and its "
        "neighbour, not a forecast that came true."
    )


def _england(found: Sequence[Line]) -> Iterator[str]:
    yield "## England: what the journey was fitted to"
    yield (
        "The stages of `scenarios/steady-state.toml` were chosen so that all of England's referrals, sent "
        "through them, come to the published numbers. How many are open and how long they have been open, and "
        "how long those that ended had been open, must hold together: a long case is met on any one day far "
        "more often than it begins. Nothing is simulated for this table; every way through the stages is "
        "added up day by day."
    )
    yield _table(
        ("", "Published", "Journey", "Off by"),
        [_england_row(line) for line in found],
    )
    yield (
        "The shares still open are published for children in need; children who turn out not to be leave with "
        "their assessment, and both are put together here. These figures were used for the fit, so they show "
        "that one journey can satisfy all of them at once, and no more than that."
    )


def _england_row(line: Line) -> tuple[str, ...]:
    if line.unit:
        points = line.expected - line.published
        return (
            line.about,
            f"{line.published:.1f}%",
            f"{line.expected:.1f}%",
            f"{points:+.1f} points",
        )
    off = 100 * (line.expected / line.published - 1)
    return line.about, f"{line.published:,.0f}", f"{line.expected:,.0f}", f"{off:+.1f}%"


def _authorities(accuracies: dict[str, Accuracy]) -> Iterator[str]:
    yield "## Single authorities: what referrals alone foretell"
    yield (
        "Nothing of an authority but its referrals, less those that end at the front door, is given to "
        "England's journey. What comes out is held against what the authority publishes. None of it was used "
        "for the fit, save that all authorities together are England."
    )
    yield _table(
        (
            "",
            "Authorities",
            "Off by, half of them",
            *(f"Within {percent}%" for percent in _WITHIN),
        ),
        [
            (
                about,
                str(len(one.compared)),
                f"more than {one.typical_percent:.0f}%",
                *(f"{one.share_within(percent):.0f}%" for percent in _WITHIN),
            )
            for about, one in accuracies.items()
        ],
    )
    for about, one in accuracies.items():
        furthest = ", ".join(
            f"{found.name} {found.error_percent:+.0f}%"
            for found in one.furthest(_FURTHEST)
        )
        yield f"Furthest off, {about}: {furthest}."
    yield (
        "So referrals tell roughly how many cases there will be, and say little about how many of them are on "
        "a plan or looked after: how often authorities go that way differs more than their referrals do. That "
        "is why `allocator scenario from-profile` takes plans, children looked after and cases held from the "
        "profile itself and moves the journey until it settles there. A few authorities count referrals in a "
        "way that makes them many or few for their cases; theirs are the largest errors."
    )


def _years(years: Sequence[Span], replications: int) -> Iterator[str]:
    workers = years[0].workers
    yield "## Single authorities: two simulated years"
    yield (
        f"For {len(years)} authorities that nobody picked (every 25th in the alphabet of those that publish "
        f"everything needed), a team of {workers} case holders made by `from-profile` is simulated for two "
        f"years, {replications} times each. Everything is given out by counting, as most services do. Its "
        "caseload was fitted: the question is whether the run, with its months, families, leavers and chance, "
        "stays there."
    )
    yield _table(
        (
            "",
            "Caseload published",
            "after two years",
            "Off by",
            "Came",
            "Closed",
            *(f"Open after {age} days" for age in AGES),
        ),
        [
            *(_year_row(year) for year in years),
            (
                "England",
                *[""] * 5,
                *(f"{left:.0f}%" for left in england_open_percent()),
            ),
        ],
    )
    errors = [100 * (year.caseload / year.caseload_published - 1) for year in years]
    above = sum(error > 0 for error in errors)
    yield (
        f"After two years caseloads are off by {median(map(abs, errors)):.0f}% typically and by "
        f"{max(map(abs, errors)):.0f}% at most; {above} of {len(years)} are above what is published. Chance alone "
        f"moves the cases of {workers} workers by several percent: families come and stay together, and months "
        "are uneven for everyone at once. Where most are above, there is a reason besides: the team at the start "
        "has about England's share of children in need, many with plans that have gone on for years and end "
        "slowly, while the fitted journey of an authority may have fewer of them."
    )
    yield (
        "In brackets is the share still open that follows when every way through the authority's journey is added "
        "up without a simulation, which is what the run should come to. Nobody publishes it for one authority; "
        "England's is beside it as a comparison and no test, for an authority whose workers hold fewer cases for "
        "its referrals must close them sooner."
    )


def _year_row(year: Span) -> tuple[str, ...]:
    off = 100 * (year.caseload / year.caseload_published - 1)
    return (
        year.name,
        f"{year.caseload_published:.1f}",
        f"{year.caseload:.1f}",
        f"{off:+.0f}%",
        f"{year.arrived:,.0f}",
        f"{year.closed:,.0f}",
        *(
            f"{left:.0f}% ({added:.0f}%)"
            for left, added in zip(
                year.open_percent, year.expected_percent, strict=True
            )
        ),
    )


def _closing() -> Iterator[str]:
    yield "## Queues"
    yield (
        "Where there is an exact answer, the simulation must give it. With one kind of case, identical "
        "workers and nothing else happening, waiting times are held against Erlang's formula, numbers against "
        "Little's law, and both against a simulator of queues written by others (Ciw). These are tests and "
        "run with all the others; each says how large an error it would catch."
    )
    yield (
        "Given the same arrivals and the same times, every one of some 2,800 cases waits as long as in Ciw, and as "
        "in the four lines of the textbook's recursion, to within 20 seconds. From 559,000 arrivals and times as "
        "the simulation draws them, that recursion has a mean wait 0.2% from Erlang's, with a standard error of "
        "0.7%: an error of 3% in waiting times would pass the test with a probability of 1.5%."
    )
    yield "## What is not validated"
    yield (
        "* **Waiting.** Nobody publishes how long cases wait for a worker, so waiting follows from the limits "
        "of the policy and from capacity, and from nothing measured.\n"
        "* **Workloads.** Minutes come from the weighting. A published caseload weighs close to all of the "
        "capacity there is before leave and sickness, by the children's weighting: either services hold more "
        "than is safe, or the weighting asks too much; the simulation cannot say which.\n"
        "* **People.** Turnover and sickness come to their published shares; how long posts stay empty, how "
        "long settling in takes and when people take leave are the project's own.\n"
        "* **Complexity and urgency.** Their mix is the project's own, and stays the same however busy the "
        "front door is."
    )


def _table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    marks = ["---", *["--:"] * (len(heading) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in (heading, marks, *rows))


def _laid_out(part: str) -> str:
    if part.startswith(("|", "#")):
        return part
    return "\n".join(
        fill(
            line,
            120,
            subsequent_indent="  " if line.startswith("* ") else "",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in part.splitlines()
    )
