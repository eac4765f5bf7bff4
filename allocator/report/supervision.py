"""What cases ask of supervisors beside what supervisors can give, in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass

from allocator.report.wording import count, person
from allocator.workload.measure import MINUTE, Workload

_SHOWN = 12


def is_asked_for(workload: Workload) -> bool:
    """Whether the policy has cases ask for supervision at all: those that count cases do not."""
    return any(holding.supervision for holding in workload.holdings.values())


def supervision(workload: Workload) -> Iterator[str]:
    """One sentence for each supervisor, whoever has least to spare first, and one for people without."""
    if not is_asked_for(workload):
        return
    everyone = sorted(_supervisors(workload), key=lambda one: one.spare)
    for one in everyone[:_SHOWN]:
        yield _sentence(workload, one)
    if left := everyone[_SHOWN:]:
        short = sum(one.spare < 0 for one in left)
        yield f"And {count(len(left), 'supervisor')} more, " + (
            f"{short:,} of them asked for more than they can give."
            if short
            else "who can give what is asked of them."
        )
    alone = [
        holding.supervision
        for worker_id, holding in workload.holdings.items()
        if holding.supervision
        and workload.team.worker[worker_id].supervisor_id not in workload.team.worker
    ]
    if alone:
        asked = hours_and_minutes(round(sum(alone) / MINUTE))
        yield (
            f"{count(len(alone), 'person has', 'people have')} no supervisor in this batch; "
            f"their cases ask for {asked} a week."
        )


def hours_and_minutes(minutes: int) -> str:
    """Minutes as people say them: ``6 h 10 min``, ``7 h``, ``25 min``."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours:,} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours)
    return " ".join(parts)


@dataclass(frozen=True)
class _Supervisor:
    """Whom someone supervises, what those people's cases ask, and what they can give, in minutes a week."""

    worker_id: str
    people: int
    asked: int
    given: int

    @property
    def spare(self) -> int:
        return self.given - self.asked


def _supervisors(workload: Workload) -> Iterator[_Supervisor]:
    for supervisor_id, people in workload.team.supervised_by.items():
        asked = sum(workload.holdings[worker_id].supervision for worker_id in people)
        given = workload.supervision_given(workload.team.worker[supervisor_id])
        yield _Supervisor(
            supervisor_id, len(people), round(asked / MINUTE), round(given / MINUTE)
        )


def _sentence(workload: Workload, one: _Supervisor) -> str:
    said = (
        f"{person(workload.team, one.worker_id)} supervises "
        f"{count(one.people, 'person', 'people')} whose cases ask for "
        f"{hours_and_minutes(one.asked)} a week; can give {hours_and_minutes(one.given)}"
    )
    short = f", which is {hours_and_minutes(-one.spare)} too little"
    return said + short * (one.spare < 0) + "."
