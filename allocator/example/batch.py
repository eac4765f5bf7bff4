"""A whole fictional batch: people, held cases, waiting cases and pins."""

import datetime

from allocator.domain.team import Team
from allocator.errors import AllocatorError
from allocator.example.authorities import find_authority
from allocator.example.chance import streams
from allocator.example.figures import load_figures
from allocator.example.held import held_cases
from allocator.example.pins import pins_on
from allocator.example.setting import Setting, profile_of
from allocator.example.waiting import waiting_cases
from allocator.example.workforce import full_time_equivalents, recruit

# A Monday, fixed so that an example is the same whenever it is generated.
AS_OF = datetime.date(2026, 9, 14)


def generate(
    authority: str,
    workers: int,
    waiting: int,
    seed: int,
    held: int | None = None,
    teams: int = 1,
    as_of: datetime.date = AS_OF,
) -> Team:
    """A fictional batch with the shape of one English authority's published profile.

    ``workers`` carry cases; each team has a manager besides. Without ``held``, held and waiting
    cases together come to the authority's published caseload. The same arguments give the same
    batch, and chance is split by purpose: other waiting cases leave the workforce as it is.
    Raises UnknownName for an authority nobody publishes about.
    """
    for name, number, least in (
        ("workers", workers, 1),
        ("waiting", waiting, 0),
        ("seed", seed, 0),
        ("held", held or 0, 0),
        ("teams", teams, 1),
    ):
        if number < least:
            raise AllocatorError(f"{name} is {number}; it must be at least {least}.")
    if teams > workers:
        raise AllocatorError(
            f"{teams} teams need at least {teams} workers, not {workers}."
        )
    figures = load_figures()
    profile = profile_of(find_authority(authority), figures.england)
    setting = Setting(profile, figures, as_of, streams(seed))
    workforce = recruit(setting, workers, teams)
    if held is None:
        cases = round(profile.caseload * full_time_equivalents(workforce, figures))
        held = max(0, cases - waiting)
    now = tuple(held_cases(setting, workforce, held))
    soon = tuple(waiting_cases(setting, workforce, now, waiting))
    return Team(
        workers=workforce.workers,
        cases=now + soon,
        reductions=workforce.reductions,
        ratings=workforce.ratings,
        pins=pins_on(setting, workforce, now, soon),
    )
