"""A team as measured by one policy, on the terminal: everyone's workload, and the supervision it asks for."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from allocator.explain.words import unit
from allocator.report.columns import WIDTH, fitted, wrapped
from allocator.report.supervision import is_asked_for, supervision
from allocator.report.wording import amount, count, day, listed, person, plain
from allocator.workload import flags
from allocator.workload.measure import MINUTE, Workload
from allocator.workload.ranking import SideBySide, by_change, ranked
from allocator.workload.reported import Report, reports

PROVISIONAL = "Provisional: something was not given, so a default stands in for it."
_SUPERVISION = "Supervision is what a worker’s cases ask of their supervisor in a week."
_MARK = " *"
_EXPLAINED = 6


def text(workload: Workload, width: int = WIDTH) -> str:
    """Every worker's workload, fullest first; someone without capacity is full."""
    policy = workload.policy
    in_units = f"in {unit(policy.weighting.unit)}"
    asked = sum(workload.asked[case.case_id].quanta for case in workload.team.waiting)
    about = f"{amount(policy.weighting.units(asked))} {unit(policy.weighting.unit)}"
    waiting = count(
        len(workload.team.waiting), "waiting case asks", "waiting cases ask"
    )
    sentences = [f"{waiting} for about {about}."]
    sentences += said_beside(workload)
    sentences += flags.sentences(workload)
    if supervised := list(supervision(workload)):
        sentences += [_SUPERVISION, *supervised]
    lines = [
        *wrapped(
            f"{plain(policy.title)}, {in_units}, as of {day(workload.as_of)}", width
        ),
        "",
        *_table(workload, width),
        "",
        *(line for said in sentences for line in wrapped(said, width)),
        *provisional({policy.name: workload}, width),
    ]
    return "\n".join(lines) + "\n"


def share(percent: float | None) -> str:
    """A percentage of capacity in a table; nobody without capacity is idle."""
    return "full" if percent is None else f"{percent:,.0f}%"


def says(report: Report | None) -> str:
    """How full someone says they are, in a table; nothing where they did not answer."""
    return f"{report.says:,.0f}%" if report else ""


def marked(workloads: Sequence[Workload], worker_id: str) -> str:
    """A worker by id and name, marked where any policy had to assume something."""
    assumed = any(workload.holdings[worker_id].provisional for workload in workloads)
    return person(workloads[0].team, worker_id) + _MARK * assumed


def assumed(sides: SideBySide) -> list[str]:
    """What stood in for what was not given, and by which policies if not by all: one sentence for each worker."""
    workloads = list(sides.values())
    team = workloads[0].team
    said = []
    for worker in team.workers:
        phrases = defaultdict[str, list[str]](list)
        for name, workload in sides.items():
            for phrase in workload.holdings[worker.worker_id].provisional:
                phrases[phrase].append(plain(name))
        if phrases and team.works_cases(worker):
            told = [
                plain(phrase) + f" ({listed(by)})" * (len(by) < len(sides))
                for phrase, by in phrases.items()
            ]
            said.append(f"{person(team, worker.worker_id)}: {'; '.join(told)}.")
    return said


def provisional(sides: SideBySide, width: int) -> Iterator[str]:
    """What the mark means, and for the first few people what was assumed."""
    said = assumed(sides)
    if not said:
        return
    yield ""
    yield from wrapped(f"* {PROVISIONAL}", width)
    for sentence in said[:_EXPLAINED]:
        yield from wrapped(f"- {sentence}", width, indent=2)
    if len(said) > _EXPLAINED:
        yield f"  and {len(said) - _EXPLAINED:,} more."


def said_beside(workload: Workload, by: str = "") -> Iterator[str]:
    """Who says something else than is measured, where the policy asks people; of several, ``by`` names it."""
    if workload.policy.weighting.reported is None:
        return
    found, team = reports(workload), workload.team
    yield (
        f"{count(len(found), 'person says', 'people say')} how full their week is. It changes no number; "
        "where it differs from what is measured, talk about it."
    )
    for which, names in (
        ("fuller", [person(team, w) for w, one in found.items() if one.says_more]),
        ("less full", [person(team, w) for w, one in found.items() if one.says_less]),
    ):
        if names:
            measured = f"measured by {plain(by)}" if by else "measured"
            yield f"Say they are {which} than {measured}: {listed(names)}."


def _table(workload: Workload, width: int) -> list[str]:
    columns = list(_columns(workload))
    heading = ["Worker", *(name for name, _ in columns)]
    rows = [
        [
            marked([workload], one.worker_id),
            *(cell(one.worker_id) for _, cell in columns),
        ]
        for one in by_change(ranked({workload.policy.name: workload}))
    ]
    return fitted(heading, rows, width, right=range(1, len(heading)))


def _columns(workload: Workload) -> Iterator[tuple[str, Callable[[str], str]]]:
    """What the table tells of each worker: a heading, and the cell by worker."""
    units, holdings = workload.policy.weighting.units, workload.holdings
    yield (
        "Capacity",
        lambda worker_id: f"{units(holdings[worker_id].capacity.quanta):,}",
    )
    yield "Workload", lambda worker_id: f"{units(holdings[worker_id].held):,}"
    yield "Share", lambda worker_id: share(holdings[worker_id].percent)
    if workload.policy.weighting.reported:
        said = reports(workload)
        yield "Says", lambda worker_id: says(said.get(worker_id))
    yield "Cases", lambda worker_id: f"{holdings[worker_id].cases:,}"
    if is_asked_for(workload):
        yield (
            "Supervision",
            lambda worker_id: f"{holdings[worker_id].supervision / MINUTE:,.0f} min",
        )
