"""The cases that wait for a worker."""

from collections.abc import Iterator, Sequence

from allocator.domain.case import Case
from allocator.example.chance import dealt, happens
from allocator.example.details import circumstances, interventions_of, skills_asked
from allocator.example.households import households
from allocator.example.referrals import Referral, referred
from allocator.example.setting import Setting
from allocator.example.ties import ties_of
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
        family = referral.household
        ties = ties_of(setting, workforce, held, family)
        patch = workforce.patches.get(ties.team, figures.words.localities)
        shared = circumstances(figures, patch, chance)
        skills = skills_asked(figures.cases, family.type, shared.complexity, chance)
        is_joint = happens(figures.waiting.joint.value, chance)
        is_restricted = happens(figures.waiting.restricted.value, chance)
        group_number += family.children > 1
        for _ in range(family.children):
            case_number += 1
            yield Case(
                case_id=f"C{case_number:04}",
                type=family.type,
                group_id=f"G{group_number:03}"
                if family.children > 1
                else ties.group_id,
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
