from pathlib import Path

import pytest

from allocator import shipped
from allocator.errors import InvalidPolicy, UnknownName
from allocator.policy.framework import Framework
from allocator.policy.framework_fit import undescribed
from allocator.policy.framework_loading import FOLDER, load_framework
from tests.builders import DAY
from tests.skills.small import framework

SHIPPED = shipped.names("models", FOLDER)
_TEXT = shipped.toml("children", "models", FOLDER).read_text("utf-8")


def edited(folder: Path, *changes: tuple[str, str]) -> Path:
    """The children's framework with the first of each text replaced."""
    text = _TEXT
    for old, new in changes:
        assert old in text, f"the framework no longer says {old!r}"
        text = text.replace(old, new, 1)
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def faults_in(path: Path) -> list[str]:
    """Everything told about a framework that cannot be used."""
    with pytest.raises(InvalidPolicy) as error:
        load_framework(str(path))
    return [str(fault) for fault in error.value.faults]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_framework_loads(name: str) -> None:
    """It asks about every skill that cases may ask for, and asks something of every grade."""
    found = load_framework(name)

    assert undescribed(found, found.grades) == []
    assert all(found.asked(grade) for grade in found.grades.levels)
    assert all(found.areas.values())


@pytest.mark.parametrize("name", SHIPPED)
def test_every_level_is_described_in_its_own_words(name: str) -> None:
    """No two levels of a competency, and no two questions, read alike."""
    found = load_framework(name)

    for one in found.competencies.values():
        assert len({*one.levels}) == 5
        assert all(level.endswith(".") for level in one.levels)
    questions = [one.question for one in found.competencies.values()]
    assert len({*questions}) == len(questions)


def test_what_was_not_read_at_its_source_is_marked() -> None:
    """Of the post-qualifying standards only the first title was; nine are marked."""
    standards = load_framework("children").standards

    assert standards["post_qualifying_2018"].unverified == tuple(
        str(line) for line in range(2, 11)
    )
    assert not {"1", "2", "5", "7"} & {*standards["capabilities"].unverified}


def test_higher_grades_are_asked_for_no_less() -> None:
    """Nobody loses what was asked of them by being promoted within practice."""
    found = load_framework("children")
    ladder = ("newly_qualified", "social_worker", "experienced", "advanced")

    for name in found.competencies:
        levels = [found.asked(grade).get(name, 0) for grade in ladder]
        assert levels == sorted(levels), name


def test_a_role_asks_for_more_than_the_grade() -> None:
    """A practice educator is asked for more teaching, whatever the spelling of the role."""
    found = load_framework("children")

    assert found.asked("social_worker")["direct_work"] == 2
    assert found.asked("social_worker", "Practice Educator")["direct_work"] == 3
    assert found.asked("advanced", "practice-educator")["supervising"] == 3
    assert found.asked("social_worker", "Somebody") == found.asked("social_worker")


def test_an_unknown_grade_is_asked_what_the_ordinary_one_is() -> None:
    """As everywhere, the ordinary grade stands in for a missing one."""
    small = framework()

    assert (
        small.asked("")
        == small.asked("ordinary")
        == {"law": 2, "play": 1, "talking": 2}
    )


def test_titles_come_from_the_competency_file() -> None:
    """One place says what a skill is called; only what is no skill brings its title along."""
    small = framework()

    assert [one.title for one in small.competencies.values()] == [
        "Law",
        "Play",
        "Care",
        "Talking",
    ]
    assert small.skills == {"law", "play", "care"}


def test_a_version_that_rewords_starts_afresh() -> None:
    """Answers stand from the last version that changed their question."""
    small = framework(
        version="3",
        versions=[
            {"version": "1", "date": DAY, "why": "First."},
            {"version": "2", "date": DAY, "why": "Unclear.", "reworded": ["law"]},
            {"version": "3", "date": DAY, "why": "More of it."},
        ],
    )

    assert small.standing_since["law"] == {"2", "3"}
    assert small.standing_since["play"] == {"1", "2", "3"}


def test_the_digest_is_of_what_is_said() -> None:
    """The same content has the same digest, another number another."""
    assert framework().digest == framework().digest
    assert (
        framework().digest != framework(agreeing={"within": 0, "takes": "self"}).digest
    )


# What is changed, into what, and what is then told.
WRONG = {
    'version = "2026.1"': (
        'version = "2026.9"',
        "version is '2026.9', and the last of versions is '2026.1'",
    ),
    'area = "core"': (
        'area = "cor"',
        "competencies.assessment.area names 'cor', which is not an area; did you mean 'core'.",
    ),
    "[competencies.leaving_care]": (
        "[competencies.leaving_car]",
        "competencies.leaving_car: is not a skill of the competency file, so it needs a title."
        " Did you mean 'leaving_care'?",
    ),
    'title = "Recording"': (
        'title = "Recording"\nlevls = []',
        "competencies.recording.levls: is not a known key. Did you mean 'levels'?",
    ),
    "[competencies.assessment]": (
        '[competencies.assessment]\ntitle = "Assessing"',
        "competencies.assessment.title: is 'Assessment' in the competency file; say it there only.",
    ),
    "required = { newly_qualified = 1, social": (
        "required = { new = 1, social",
        "competencies.assessment.required.new: is not a grade of the competency file.",
    ),
    "required = { newly_qualified = 1,": (
        "required = { newly_qualified = 5,",
        "competencies.assessment.required.newly_qualified: is 5; it must be at most 4.",
    ),
    '"post_qualifying_2018.6"': (
        '"post_qualifying_2018.16"',
        "answers_to names 'post_qualifying_2018.16', which is not a line of a standard",
    ),
    '  "Has not assessed a family yet.",\n': (
        "",
        "competencies.assessment: levels describes 4 levels; it must describe 5, from 0 to 4.",
    ),
    '"Has not assessed a family yet."': (
        '"Gathers information for an assessment with a colleague who writes the analysis."',
        "competencies.assessment.levels says the same of levels 0 and 1.",
    ),
    'reworded = ["neglect",': (
        'reworded = ["neglekt",',
        "versions '2026.1' rewords names 'neglekt', which is not a competency; did you mean 'neglect'.",
    ),
    "[experience.lived]": (
        "[experience.neglect]",
        "experience.neglect is a competency as well",
    ),
    "within = 1 ": (
        "within = 2 ",
        "agreeing.within is 2, so that answers audit.far_apart (2) levels apart would be settled",
    ),
    "alpha_tentative = 0.667": (
        "alpha_tentative = 0.9",
        "audit.alpha_tentative is above alpha_reliable.",
    ),
    "smallest_group = 5": (
        "smallest_group = 1",
        "audit.smallest_group: is 1; it must be at least 2.",
    ),
    'takes = "supervisor"': (
        'takes = "manager"',
        "agreeing.takes: is 'manager'; it must be 'supervisor', 'self', 'lower' or 'higher'.",
    ),
    'competency = "children" ': (
        'competency = "childern" ',
        "competency: No competency is called 'childern'. Did you mean 'children'?",
    ),
    'paths = "Children': (
        'nothing = "Nothing"\npaths = "Children',
        "areas.nothing has no competency in it.",
    ),
}


@pytest.mark.parametrize("old", WRONG)
def test_what_does_not_hold_together_is_told(old: str, tmp_path: Path) -> None:
    """Each fault names the key, and what would be right."""
    new, told = WRONG[old]

    found = faults_in(edited(tmp_path, (old, new)))

    assert any(told in fault for fault in found), found
    assert all(fault.startswith("own.toml") for fault in found)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    """Faults of shape come together, and so do those of the file as a whole."""
    found = faults_in(
        edited(
            tmp_path,
            ("smallest_group = 5", "smallest_group = 0"),
            ('takes = "supervisor"', 'takes = "us"'),
            ('competency = "children" ', 'competency = "other.toml" '),
        )
    )

    assert len(found) == 3


def test_a_framework_may_be_based_on_another(tmp_path: Path) -> None:
    """A new version says only what it words anew, and in which version it stands."""
    path = tmp_path / "ours.toml"
    path.write_text(
        'based_on = "children"\ntitle = "Ours"\nsource = "Us."\nversion = "2027"\n'
        '[[versions]]\nversion = "2026.1"\ndate = 2026-06-01\nwhy = "First."\n'
        '[[versions]]\nversion = "2027"\ndate = 2027-01-01\nwhy = "Clearer."\nreworded = ["neglect"]\n'
        '[competencies.neglect]\nquestion = "Seeing neglect."\n',
        encoding="utf-8",
    )

    found, base = load_framework(str(path)), load_framework("children")

    assert found.competencies["neglect"].question == "Seeing neglect."
    assert found.competencies["neglect"].levels == base.competencies["neglect"].levels
    assert found.standing_since["neglect"] == {"2027"}
    assert isinstance(found, Framework)


def test_an_unknown_framework_is_told_the_nearest() -> None:
    """A slip of the pen costs one line."""
    with pytest.raises(UnknownName, match="Did you mean 'children'"):
        load_framework("childrens")
