"""Competencies and themes of an audit over everyone, each figure with how sure it is and how few it is of."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocator.domain.compiled import AreaFound, CompetencyFound
from allocator.policy.framework import Framework
from allocator.skills.alpha import agreement
from allocator.skills.answered import MISSING, Answered
from allocator.skills.figures import agreement_on, percent_of, rounded, share, told
from allocator.skills.laid import Laid, mean_of_known


def competencies(
    found: Answered, laid: Laid, framework: Framework
) -> Iterator[CompetencyFound]:
    """Every competency over everyone; without figures where fewer people were rated than may be shown."""
    least = framework.audit.smallest_group
    for place, name in enumerate(found.competencies):
        described = framework.competencies[name]
        told_of = CompetencyFound(
            competency=name, title=described.title, area=described.area
        )
        taken, met = laid.taken[:, place], laid.met[:, place]
        rated = int((~np.isnan(taken)).sum())
        if rated < least:
            yield told_of
            continue
        both, asked = laid.both[:, place], int((~np.isnan(met)).sum())
        pairs = int(both.sum())
        apart = np.abs(laid.difference[:, place][both])
        figures: dict[str, Any] = {
            "rated": rated,
            "own_mean": _mean_level(found.own[:, place], least),
            "supervisor_mean": _mean_level(found.supervisors[:, place], least),
            "mean": rounded(float(np.nanmean(taken))),
        }
        if asked >= least:
            figures |= {"asked": asked, "met_percent": percent_of(met)}
        if pairs >= least:
            agreed = agreement(laid.coincidences[:, place], pairs)
            figures |= {
                "same_percent": percent_of(apart == 0),
                "apart_percent": percent_of(apart >= framework.audit.far_apart),
                "agreement": told(agreed, framework),
            }
        yield told_of.changed(**figures)


def areas(
    found: Answered,
    laid: Laid,
    told_of: Sequence[CompetencyFound],
    framework: Framework,
) -> Iterator[AreaFound]:
    """The themes of the framework over everyone, each with its competencies met most and least often."""
    everyone = list(range(len(found.workers)))
    for area, places in columns_of(found, framework).items():
        met = {
            told_of[place].title: percent
            for place in places
            if (percent := told_of[place].met_percent) is not None
        }
        yield AreaFound(
            area=area,
            title=framework.areas[area],
            met=share(mean_of_known(laid.met[:, places], axis=1), framework),
            agreement=agreement_on(laid, everyone, framework, places),
            strongest=max(met, key=lambda title: met[title], default=""),
            weakest=min(met, key=lambda title: met[title], default=""),
        )


def columns_of(found: Answered, framework: Framework) -> dict[str, list[int]]:
    """The places of each area's competencies."""
    return {
        area: [
            place
            for place, name in enumerate(found.competencies)
            if framework.competencies[name].area == area
        ]
        for area in framework.areas
    }


def _mean_level(levels: NDArray[np.int8], least: int) -> float | None:
    known = levels[levels != MISSING]
    return rounded(float(known.mean())) if len(known) >= least else None
