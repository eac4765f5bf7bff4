"""Levels as a heat map that reads in colour, in grey and aloud: every cell says its level and what it is short of."""

from typing import NamedTuple

from allocator.domain.compiled import LevelFound
from allocator.report.skills_audited import Audited

# From light to dark, so that the order stays when printed without colour; text on each has a contrast above 4.5.
SHADES = ("#F2F5F7", "#D6E5EB", "#A3C8D5", "#2F7A92", "#064B60")
INK_ON = ("#16202A", "#16202A", "#16202A", "#FFFFFF", "#FFFFFF")
# Where each shade of a share begins, in percent.
_SHARES = (0, 40, 60, 75, 90)


class Cell(NamedTuple):
    """One cell: what it says, how dark it is (None for no level), and what is asked where that is more."""

    text: str
    shade: int | None
    asked: str = ""
    said: str = ""
    """The same as a sentence, for those who hear it."""


NOBODY_ANSWERED = Cell("", None, said="no answer")
TOO_FEW = Cell("few", None, said="too few people to show")


def level_cell(found: LevelFound | None) -> Cell:
    """One worker's level in one competency; a question mark where it is not agreed."""
    if found is None:
        return NOBODY_ANSWERED
    is_open = found.agreed is None
    short = found.asked > found.taken
    said = f"level {found.taken}" + (", not agreed yet" if is_open else "")
    return Cell(
        f"{found.taken}{'?' if is_open else ''}",
        found.taken,
        f"of {found.asked}" if short else "",
        said + (f", {found.asked} asked" if short else ""),
    )


def share_cell(percent: float | None) -> Cell:
    """The share of asked levels that a group meets."""
    if percent is None:
        return TOO_FEW
    shade = max(place for place, least in enumerate(_SHARES) if percent >= least)
    return Cell(f"{percent:.0f}%", shade, said=f"{percent:.0f} percent")


class TeamHeat(NamedTuple):
    """The people of one team, each with a cell for every competency."""

    team: str
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def by_team(audited: Audited) -> list[TeamHeat]:
    """Everyone's levels, team by team."""
    teams = sorted({worker.team for worker in audited.workers})
    return [
        TeamHeat(
            team or "No team",
            tuple(
                (
                    audited.person(worker.worker_id),
                    tuple(
                        level_cell(audited.level.get((worker.worker_id, name)))
                        for name in ordered(audited)
                    ),
                )
                for worker in audited.workers
                if worker.team == team
            ),
        )
        for team in teams
    ]


def ordered(audited: Audited) -> list[str]:
    """The competencies, area by area as the framework has them."""
    framework = audited.framework
    return [
        name
        for area in framework.areas
        for name, described in framework.competencies.items()
        if described.area == area
    ]
