"""A look at the framework itself: what tells nobody apart, what nobody lacks, what nobody asks for."""

from collections import Counter
from collections.abc import Iterator, Sequence

from allocator.domain.development import Remark
from allocator.domain.skills_progress import ItemReview
from allocator.policy.framework_fit import undescribed
from allocator.skills.picture import Picture
from allocator.skills.work import looks


def review(picture: Picture, remarks: Sequence[Remark] = ()) -> tuple[ItemReview, ...]:
    """Every competency beside what people answered, in the framework's order."""
    cases = {name: len(every) for name, every in looks(picture, "").items()}
    disputed = Counter(one.competency for one in remarks if one.says != "agree")
    return tuple(
        _item(picture, name, cases.get(name, 0), disputed[name])
        for name in picture.framework.competencies
    )


def missing_items(picture: Picture) -> list[str]:
    """Skills that cases may ask for and the framework never asks about, by their titles."""
    names = undescribed(picture.framework, picture.framework.grades)
    return [picture.framework.grades.skills[name] for name in names]


def _item(picture: Picture, name: str, cases: int, remarks: int) -> ItemReview:
    levels = [
        rating.level
        for worker in picture.people
        if (rating := picture.rating(worker, name)) is not None
    ]
    asked = [
        (picture.rating(worker, name), level)
        for worker in picture.people
        if (level := picture.asked(worker).get(name, 0))
    ]
    rated = [(found.level, level) for found, level in asked if found is not None]
    few = len(levels) < picture.framework.audit.smallest_group
    common = max(Counter(levels).values(), default=0)
    item = ItemReview(
        competency=name,
        rated=len(levels),
        alike_percent=None if few else round(100 * common / len(levels), 1),
        asked_of=len(asked),
        short=None
        if len(rated) < picture.framework.audit.smallest_group
        else sum(held < level for held, level in rated),
        cases=cases,
        remarks=remarks,
        findings=(),
    )
    return item.changed(findings=tuple(_findings(picture, item, few)))


def _findings(picture: Picture, item: ItemReview, few: bool) -> Iterator[str]:
    alike = picture.framework.development.review.alike_percent
    if not item.rated:
        yield "Nobody has been rated on it."
    elif few:
        yield "Too few people have been rated on it to say anything."
    if item.alike_percent is not None and item.alike_percent >= alike:
        yield "Nearly everybody has the same level, so the question tells nobody apart. Word it anew, or leave it out."
    if item.short == 0:
        yield "Nobody of whom it is asked is below what is asked. Ask more, ask fewer people, or leave it out."
    if (
        not item.asked_of
        and not item.cases
        and item.competency in picture.framework.skills
    ):
        yield "No grade, no role and no case asks for it. Why do we?"
    if item.cases and not item.asked_of:
        yield "Cases look for it, and no grade or role is asked for it."
    if item.remarks and 2 * item.remarks >= max(2, item.rated):
        yield "Many people disagree with their level or find it unclear. Ask them about the wording."
