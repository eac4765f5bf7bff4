"""What a framework says of the uses its levels are put to: cover, expiry, development and its own review."""

from typing import Annotated

from pydantic import Field

from allocator.policy.competency import SkillLevel
from allocator.policy.toml import PolicyRecord

Points = Annotated[int, Field(strict=True, ge=0, le=10_000)]
Percent = Annotated[int, Field(strict=True, ge=1, le=100)]
Count = Annotated[int, Field(strict=True, ge=1)]


class Cover(PolicyRecord):
    """How many people should have a skill at the level that most of its work looks for."""

    people: Count


class Expiry(PolicyRecord):
    """How far ahead people are told what is due; how long a rating stands is the competency file's to say."""

    notice_weeks: Count


class Training(PolicyRecord):
    """What learning is worth in points, and how much of it a year has room for."""

    level: Points
    no_cover: Points
    thin_cover: Points
    unlocked: Points
    days_each: Count
    away_percent: Percent


class Mentoring(PolicyRecord):
    """Who may mentor in a competency, and how many people at once."""

    least_level: SkillLevel
    levels_above: SkillLevel
    most_people: Count


class Review(PolicyRecord):
    """When a competency no longer tells people apart."""

    alike_percent: Percent


class Development(PolicyRecord):
    """How development is planned: what learning is worth, who mentors, and when the framework itself is looked at."""

    goals_each: Count
    months: Count
    training: Training
    mentoring: Mentoring
    review: Review
