"""Every waiting case of a backtest and who would have it, restricted cases by number and worker only."""

from collections.abc import Iterator
from dataclasses import dataclass

from allocator.domain.backtest import Both, CaseTested, Result
from allocator.domain.case import Urgency
from allocator.domain.team import Team
from allocator.report.backtest import Replayed
from allocator.report.privacy import withheld
from allocator.report.wording import person, words

NOBODY = "nobody"


@dataclass(frozen=True)
class Destination:
    """One waiting case and who each policy would have given it to."""

    batch: str
    account: CaseTested
    kind: str
    urgency: Urgency | None
    people: Both[str]
    skill_match: Both[float | None]
    is_withheld: bool


def destinations(tested: Replayed, *results: Result) -> list[Destination]:
    """The cases that came out in these ways, or all of them, in the order of the batches."""
    return [one for one in _all(tested) if not results or one.account.result in results]


def _all(tested: Replayed) -> Iterator[Destination]:
    for batch in tested.account.batches:
        team = tested.teams[batch.batch]
        hidden = withheld(team)
        for case in batch.cases:
            shown = case.case_id not in hidden
            yield Destination(
                batch=batch.batch,
                account=case,
                kind=words(team.case[case.case_id].type) if shown else "",
                urgency=case.urgency if shown else None,
                people=Both(
                    first=_people(team, case.worker_id.first, case.co_worker_id.first),
                    second=_people(
                        team, case.worker_id.second, case.co_worker_id.second
                    ),
                ),
                skill_match=case.skill_match_percent
                if shown
                else Both(first=None, second=None),
                is_withheld=not shown,
            )


def _people(team: Team, worker_id: str, co_worker_id: str) -> str:
    if not worker_id:
        return NOBODY
    alone = person(team, worker_id)
    return f"{alone} with {person(team, co_worker_id)}" if co_worker_id else alone
