"""The cases that wait for a worker."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from numpy.random import Generator

from allocator.domain.case import Case
from allocator.example.chance import dealt, happens
from allocator.example.details import circumstances, interventions_of, skills_asked
from allocator.example.figures import Figures
from allocator.example.households import households
from allocator.example.referrals import Referral, referred
from allocator.example.setting import Setting
from allocator.example.ties import Ties, ties_of
from allocator.example.workforce import Workforce


def waiting_cases(
    setting: Setting, workforce: Workforce, held: Sequence[Case], count: int
) -> list[Case]:
    """So many waiting cases, numbered after the held ones, longest waiting first."""
    figures, chance = setting.figures, setting.chance
    families = households(
        figures, figures.waiting.types.percent, count, chance.waiting_households
    )
    found = list(_cases(setting, workforce, held, referred(setting, families)))
    percent = figures.waiting.complexity_blank.value
    blank = dealt({"yes": percent, "no": 100 - percent}, count, chance.waiting_details)
    return [
        case.model_copy(update={"complexity": None, "criteria": {}})
        if is_blank == "yes"
        else case
        for case, is_blank in zip(found, blank, strict=True)
    ]


def _cases(
    setting: Setting,
    workforce: Workforce,
    held: Sequence[Case],
    referrals: Sequence[Referral],
) -> Iterator[Case]:
    figures, chance = setting.figures, setting.chance.waiting_details
    case_number = len(held)
    group_number = len({case.group_id for case in held if case.group_id})
    for referral in referrals:
        children = referral.household.children
        ties = ties_of(setting, workforce, held, referral.household)
        patch = workforce.patches.get(ties.team, figures.words.localities)
        group_number += children > 1
        if children > 1:
            ties = replace(ties, group_id=f"G{group_number:03}")
        ids = [f"C{case_number + n:04}" for n in range(1, children + 1)]
        case_number += children
        yield from family_cases(figures, referral, ties, patch, ids, chance)


def family_cases(
    figures: Figures,
    referral: Referral,
    ties: Ties,
    patch: tuple[str, ...],
    case_ids: Sequence[str],
    chance: Generator,
) -> Iterator[Case]:
    """The cases of one household that was referred; ``patch`` is where its team works."""
    family = referral.household
    shared = circumstances(figures, patch, chance)
    skills = skills_asked(figures.cases, family.type, shared.complexity, chance)
    is_joint = happens(figures.waiting.joint.value, chance)
    is_restricted = happens(figures.waiting.restricted.value, chance)
    for case_id in case_ids:
        yield Case(
            case_id=case_id,
            type=family.type,
            group_id=ties.group_id,
            team=ties.team,
            referral_date=referral.referral_date,
            due_date=referral.due_date,
            urgency=referral.urgency,
            complexity=shared.complexity,
            criteria=shared.criteria,
            interventions=interventions_of(figures.cases, family.type, chance),
            skills_required=skills,
            languages=shared.languages,
            locality=ties.locality or shared.locality,
            known_worker_ids=ties.known_worker_ids,
            barred_worker_ids=ties.barred_worker_ids,
            joint=is_joint,
            restricted=is_restricted,
        )
