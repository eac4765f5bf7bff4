"""Which cases there are: how many of each type, and which children belong together."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from numpy.random import Generator

from allocator.example.chance import dealt, drawn, shuffled
from allocator.example.figures import Figures
from allocator.example.setting import Setting


@dataclass(frozen=True)
class Household:
    """Children of one family with the same type of case; one child alone is a household too."""

    type: str
    children: int


def case_mix(setting: Setting) -> dict[str, float]:
    """England's mix of held cases, moved by what sets the authority apart."""
    moved = setting.profile.relative
    mix = {
        case_type: percent * moved.get(case_type, 1)
        for case_type, percent in setting.figures.cases.types.percent.items()
    }
    rest = 100 - sum(mix[case_type] for case_type in moved)
    others = sum(
        percent for case_type, percent in mix.items() if case_type not in moved
    )
    return {
        case_type: percent if case_type in moved else percent * rest / others
        for case_type, percent in mix.items()
    }


def households(
    figures: Figures, mix: Mapping[str, float], cases: int, chance: Generator
) -> list[Household]:
    """So many cases in the given mix, gathered into families, in random order."""
    found = []
    for case_type, children in sorted(Counter(dealt(mix, cases, chance)).items()):
        left = children
        while left:
            together = 1
            if case_type in figures.words.sibling_types:
                together = min(
                    left, int(drawn(figures.cases.households.percent, chance))
                )
            found.append(Household(case_type, together))
            left -= together
    return shuffled(found, chance)
