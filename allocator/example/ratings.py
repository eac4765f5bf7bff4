"""Recent ratings of skills, which a batch gives beside what the workers table says."""

import datetime
from collections.abc import Sequence

from allocator.domain.worker import Rating, Worker
from allocator.example.chance import drawn, shuffled, whole_within
from allocator.example.setting import Setting

_HIGHEST = 4


def recent_ratings(setting: Setting, workers: Sequence[Worker]) -> list[Rating]:
    """A few skills in which someone has gone up a level since the workers table was written."""
    figures, chance = setting.figures.workforce, setting.chance.ratings
    could = [
        (worker, skill, level)
        for worker in workers
        for skill, level in worker.skills.items()
        if level < _HIGHEST
    ]
    found = []
    for worker, skill, level in shuffled(could, chance)[
        : int(figures.recent_ratings.value)
    ]:
        days = whole_within(figures.rating_age.between["rating"], chance)
        rating = {
            "worker_id": worker.worker_id,
            "skill": skill,
            "level": level + 1,
            "source": drawn(figures.rating_sources.percent, chance),
            "date": setting.as_of - datetime.timedelta(days=days),
        }
        found.append(Rating.model_validate(rating))
    return sorted(found, key=lambda rating: (rating.worker_id, rating.skill))
