from itertools import combinations

import numpy as np
import pytest

from allocator import shipped
from allocator.domain.answers import Answer
from allocator.domain.compiled import GroupFound
from allocator.errors import AllocatorError
from allocator.policy.framework_loading import load_framework
from allocator.report.skills_audited import Audited
from allocator.report.skills_files import json_text
from allocator.skills.compiling import compile_audit
from allocator.tables.audit_reading import AuditBatch, read_audit
from tests.builders import worker
from tests.skills.audits import answer, compiled, pairs

FRAMEWORK = load_framework("children")


@pytest.fixture(scope="module")
def shipped_audit() -> Audited:
    """The audit of forty people that ships."""
    folder = shipped.folder("scenarios", "audits", "children")
    return compile_audit(read_audit(folder, FRAMEWORK), FRAMEWORK)


def test_a_competency_is_told_over_everyone() -> None:
    """Three people's law, by hand: own 2, 3, 1; supervisor's 2, 2, 3; the last two levels apart and not agreed."""
    people = [worker(name, seniority="ordinary") for name in ("W1", "W2", "W3")]
    answers = [
        *pairs("W1", (2, 2)),
        *pairs("W2", (3, 2)),
        *pairs("W3", (1, 3)),
    ]

    [law, play, *_] = compiled(answers, workers=people).account.competencies

    assert (law.rated, law.asked) == (3, 3)
    assert (law.own_mean, law.supervisor_mean) == (2.0, 2.33)
    # Taken are 2, 2 and, not agreed, the supervisor's 3; all are asked for 2.
    assert (law.mean, law.met_percent) == (2.33, 100.0)
    assert (law.same_percent, law.apart_percent) == (33.3, 33.3)
    assert law.agreement is not None
    assert law.agreement.pairs == 3
    assert play.rated is None


def test_fewer_people_than_may_be_shown_are_not() -> None:
    """Two people, where the framework shows figures from three on."""
    account = compiled([*pairs("W1", (2, 2)), *pairs("W2", (3, 2))]).account

    assert account.competencies[0].own_mean is None
    assert account.competencies[0].agreement is None
    assert account.met.met_percent is None
    assert (account.agreement.alpha, account.agreement.reading) == (None, "cannot_tell")
    assert account.groups == ()


def test_a_mean_of_few_people_of_a_large_group_is_not_shown() -> None:
    """Oak has four people, of whom two were rated; the grade has all eight, of whom six were."""
    people = [worker(f"W{n}", team="Oak" if n < 4 else "Elm") for n in range(8)]
    answers = [
        one for n in (0, 1, 4, 5, 6, 7) for one in pairs(f"W{n}", (2, 2), (1, 1))
    ]

    groups = compiled(answers, workers=people).account.groups

    means = {group.group: group.mean for group in groups if group.by == "team"}
    assert means == {"Oak": None, "Elm": None}


def test_alpha_is_that_of_the_answers() -> None:
    """Everyone alike on law but for one step: the published formula by hand gives 0.7."""
    levels = [(0, 0), (1, 1), (2, 2), (3, 2)]
    answers = [
        one for number, pair in enumerate(levels) for one in pairs(f"W{number}", pair)
    ]

    [law, *_] = compiled(answers).account.competencies

    # Levels used: 0 twice, 1 twice, 2 three times, 3 once; ranks 1, 3, 5.5, 7.5 in the middle of each.
    used, middle = np.array([2, 2, 3, 1]), np.array([1, 3, 5.5, 7.5])
    apart = (middle[:, None] - middle) ** 2
    observed = 2 * apart[2, 3]
    expected = (used[:, None] * used * apart).sum() / (8 - 1)
    assert law.agreement is not None
    assert law.agreement.alpha == round(1 - observed / expected, 3)


def test_groups_are_told_apart_where_they_may_be() -> None:
    """Two teams of three: their means, and the levels they meet."""
    people = [
        worker(
            f"W{number}", team="East" if number < 3 else "West", seniority="ordinary"
        )
        for number in range(6)
    ]
    answers = [
        one
        for number in range(6)
        for one in pairs(f"W{number}", (3, 3) if number < 3 else (1, 1))
    ]

    groups = compiled(answers, workers=people).account.groups

    assert [(one.by, one.group, one.workers, one.mean) for one in groups] == [
        ("team", "East", 3, 3.0),
        ("team", "West", 3, 1.0),
    ]
    assert [one.met.met_percent for one in groups] == [100.0, 0.0]
    assert groups[0].means == {"law": 3.0, "play": None, "care": None, "talking": None}
    assert groups[0].met_percents["law"] == 100.0


def test_themes_are_told_over_everyone() -> None:
    """All four competencies are one area: law met by all three, play by one, and what nobody is asked for by none."""
    people = [worker(name, seniority="ordinary") for name in ("W1", "W2", "W3")]
    answers = [
        *pairs("W1", (2, 2), (1, 1)),
        *pairs("W2", (2, 2), (0, 0)),
        *pairs("W3", (2, 2), (0, 0), (4, 4)),
    ]

    [found] = compiled(answers, workers=people).account.areas

    # W1 meets both of what is asked, the others one of two each.
    assert found.met.met_percent == round((100 + 50 + 50) / 3, 1)
    assert (found.strongest, found.weakest) == ("Law", "Play")
    assert found.agreement is not None
    assert found.agreement.alpha == 1.0


def test_without_answers_the_forms_are_named() -> None:
    """There is nothing to compile, and what to do is said."""
    with pytest.raises(AllocatorError, match="allocator skills form"):
        compiled([])


def test_nothing_depends_on_the_order_of_rows(shipped_audit: Audited) -> None:
    """People, answers and conversations in another order come to the same, and so to the same bytes."""
    folder = shipped.folder("scenarios", "audits", "children")
    batch = read_audit(folder, FRAMEWORK)
    turned = AuditBatch(
        batch.workers, batch.answers[::-1], batch.settled[::-1], inputs=batch.inputs
    )

    again = compile_audit(turned, FRAMEWORK)

    assert again.levels == shipped_audit.levels
    assert json_text(again.account) == json_text(shipped_audit.account)


def test_every_level_is_told_once(shipped_audit: Audited) -> None:
    """How the levels came about adds up to all of them."""
    account = shipped_audit.account

    assert sum(account.levels.values()) == len(shipped_audit.levels)
    assert len(shipped_audit.level) == len(shipped_audit.levels)
    assert account.answered.workers == 40


def test_no_subtraction_of_what_is_shared_tells_of_a_few_people(
    shipped_audit: Audited,
) -> None:
    """Every figure of every group, and all less any of them: of nobody, or of at least five people who have one.

    Restored from the levels themselves, for each competency: groups whose mean is shown, everyone less any such
    groups of one kind, and any group less one within it.
    """
    least = FRAMEWORK.audit.smallest_group
    groups = shipped_audit.account.groups
    for name in FRAMEWORK.competencies:
        rated = {
            one.worker_id for one in shipped_audit.levels if one.competency == name
        }
        asked = {
            one.worker_id
            for one in shipped_audit.levels
            if one.competency == name and one.asked
        }
        _nobody_is_told(
            shipped_audit, rated, [one for one in groups if one.means[name] is not None]
        )
        shown = [one for one in groups if one.met_percents[name] is not None]
        _nobody_is_told(shipped_audit, asked, shown)
    for area in FRAMEWORK.areas:
        asked = {
            one.worker_id
            for one in shipped_audit.levels
            if one.asked and FRAMEWORK.competencies[one.competency].area == area
        }
        shown = [one for one in groups if one.areas[area].met_percent is not None]
        _nobody_is_told(shipped_audit, asked, shown)
    assert least == 5
    assert any(one.means["unaccompanied"] is not None for one in groups)


def _nobody_is_told(audited: Audited, known: set[str], shown: list[GroupFound]) -> None:
    """Of those with a figure, no group shown, nothing left by taking groups away, is of one to four people."""
    least = FRAMEWORK.audit.smallest_group
    kinds: dict[str, list[set[str]]] = {}
    for group in shown:
        kinds.setdefault(group.by, []).append(_people(audited, group) & known)
    for several in kinds.values():
        for number in range(1, len(several) + 1):
            for taken in combinations(several, number):
                left = known - set().union(*taken)
                assert not left or len(left) >= least
    every = [people for several in kinds.values() for people in several]
    for whole in every:
        assert len(whole) >= least
        for part in every:
            assert not part < whole or len(whole - part) >= least


def _people(audited: Audited, group: GroupFound) -> set[str]:
    names = {group.group, *group.together}
    grades = FRAMEWORK.grades
    found = set()
    for one in audited.workers:
        grade = grades.levels[one.seniority or grades.ordinary].title
        label = {"team": one.team, "grade": grade, "role": one.role}[group.by]
        if label in names:
            found.add(one.worker_id)
    return found


def test_what_is_shared_names_nobody(shipped_audit: Audited) -> None:
    """No id and no name of anybody is in audit.json."""
    said = json_text(shipped_audit.account)

    for one in shipped_audit.workers:
        assert f'"{one.worker_id}"' not in said
        assert one.name not in said


def test_people_without_answers_are_counted(shipped_audit: Audited) -> None:
    """Whom nobody answered about stands in the number of people and nowhere else."""
    answers: list[Answer] = [answer("W1", "law", 2)]

    audit = compiled(answers, workers=[worker("W1"), worker("W2")])

    assert audit.account.answered.workers == 2
    assert [one.worker_id for one in audit.levels] == ["W1"]
    assert shipped_audit.account.answered.by_self < 40
