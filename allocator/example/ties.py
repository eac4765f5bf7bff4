"""Whom waiting households have to do with already: a team, siblings, known and barred workers."""

from collections.abc import Sequence
from dataclasses import dataclass

from allocator.domain.case import Case
from allocator.example.chance import happens, one_of
from allocator.example.households import Household
from allocator.example.setting import Setting
from allocator.example.workforce import Workforce


@dataclass(frozen=True)
class Ties:
    """One household's ties; blanks where it has none."""

    team: str
    group_id: str = ""
    known_worker_ids: tuple[str, ...] = ()
    barred_worker_ids: tuple[str, ...] = ()
    locality: str = ""


def ties_of(
    setting: Setting, workforce: Workforce, held: Sequence[Case], household: Household
) -> Ties:
    """A team for most; for a few, siblings who are held, or a worker they know or must not have."""
    figures, chance = setting.figures.waiting, setting.chance.waiting_people
    sibling = _held_sibling(setting, held, household)
    if sibling is not None:
        return Ties(
            sibling.team,
            sibling.group_id,
            (sibling.worker_id,),
            locality=sibling.locality,
        )
    team = one_of(list(workforce.patches), chance)
    if len(workforce.patches) > 1 and not happens(figures.names_team.value, chance):
        team = ""
    near = [worker.worker_id for worker in workforce.near(team)]
    known = (one_of(near, chance),) if _is_known(setting) else ()
    others = [worker_id for worker_id in near if worker_id not in known]
    is_barred = happens(figures.barred.value, chance) and len(others) > 0
    barred = (one_of(others, chance),) if is_barred else ()
    return Ties(team, known_worker_ids=known, barred_worker_ids=barred)


def _held_sibling(
    setting: Setting, held: Sequence[Case], household: Household
) -> Case | None:
    """A child of the same family whom the team holds already, for a few who come alone."""
    siblings = [case for case in held if case.group_id]
    could_join = (
        household.children == 1
        and household.type in setting.figures.words.sibling_types
    )
    joins = happens(
        setting.figures.waiting.joins_held.value, setting.chance.waiting_people
    )
    if not (siblings and could_join and joins):
        return None
    return one_of(siblings, setting.chance.waiting_people)


def _is_known(setting: Setting) -> bool:
    """Whether the family has been here before, with someone of the team who has not left since."""
    figures, chance = setting.figures.waiting, setting.chance.waiting_people
    return (
        happens(figures.rereferral.value, chance)
        and happens(figures.previous_worker_here.value, chance)
        and not happens(setting.profile.turnover_percent, chance)
    )
