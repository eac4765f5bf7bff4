"""Which cases are told by number only: everywhere but in ``proposal.json``."""

import re
from collections.abc import Iterable

from allocator.domain.team import Team
from allocator.report.wording import sentence

WITHHELD = "Restricted case: details withheld"


def withheld(team: Team) -> frozenset[str]:
    """Restricted cases, and their waiting siblings: the reasons for one tell of the other."""
    restricted = {case.case_id for case in team.cases if case.restricted}
    households = {case.household for case in team.waiting if case.restricted}
    beside = {case.case_id for case in team.waiting if case.household in households}
    return frozenset(restricted | beside)


def guarded(team: Team, sentences: Iterable[str]) -> tuple[str, ...]:
    """The sentences as they may be shown, with nothing said of a withheld case.

    Where a sentence is about other cases too, it stays and the withheld one loses its number.
    """
    hidden = withheld(team)
    if not hidden:
        return tuple(sentence(said) for said in sentences)
    numbers = "|".join(
        re.escape(case_id) for case_id in sorted(hidden, key=len, reverse=True)
    )
    found = re.compile(rf"(?<!\w)(?:{numbers})(?!\w)")
    shown: dict[str, None] = {}
    for said in sentences:
        unnamed = found.sub("a restricted case", said)
        is_only_about_it = unnamed != said and not _names_a_case(team, unnamed)
        shown[
            "A note about a restricted case is withheld."
            if is_only_about_it
            else sentence(unnamed)
        ] = None
    return tuple(shown)


def _names_a_case(team: Team, said: str) -> bool:
    return any(
        word.rstrip(".") in team.case for word in re.findall(r"[^\s,;:()]+", said)
    )
