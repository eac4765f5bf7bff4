"""The cases that people hold today."""

import datetime
from collections.abc import Iterator

from allocator.domain.case import Case
from allocator.example.ages import age_spreads, days_open
from allocator.example.details import circumstances, interventions_of
from allocator.example.holders import co_worker, share_out
from allocator.example.households import case_mix, households
from allocator.example.setting import Setting
from allocator.example.workforce import Workforce
from allocator.example.working_days import working_day


def held_cases(setting: Setting, workforce: Workforce, count: int) -> Iterator[Case]:
    """So many held cases, numbered oldest first; the newest started on the day itself."""
    figures, chance = setting.figures, setting.chance
    mix = case_mix(setting)
    spreads = age_spreads(figures.held, mix)
    families = households(figures, mix, count, chance.held_households)
    holders = share_out(setting, workforce, families)
    ages = [days_open(spreads[family.type], chance.held_details) for family in families]
    oldest_first = sorted(range(len(families)), key=lambda index: -ages[index])
    if oldest_first:
        ages[oldest_first[-1]] = 0
    case_number = group_number = 0
    for index in oldest_first:
        family, holder = families[index], holders[index]
        shared = circumstances(
            figures, workforce.patches[holder.team], chance.held_details
        )
        colleague = co_worker(setting, workforce, family, holder)
        group_number += family.children > 1
        for _ in range(family.children):
            case_number += 1
            yield Case(
                case_id=f"C{case_number:04}",
                type=family.type,
                worker_id=holder.worker_id,
                group_id=f"G{group_number:03}" if family.children > 1 else "",
                team=holder.team,
                start_date=_started(setting, ages[index]),
                complexity=shared.complexity,
                criteria=shared.criteria,
                interventions=interventions_of(
                    figures.cases, family.type, chance.held_details
                ),
                languages=shared.languages,
                locality=shared.locality,
                co_worker_id=colleague,
            )


def _started(setting: Setting, days_ago: int) -> datetime.date:
    """That day, or the Friday before where it falls on a weekend; the day itself stays as it is."""
    as_of = setting.as_of
    return working_day(as_of - datetime.timedelta(days=days_ago)) if days_ago else as_of
