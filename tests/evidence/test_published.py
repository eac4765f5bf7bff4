from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.domain.survey import Answer
from allocator.errors import AllocatorError
from allocator.evidence.published import refuse_telling_apart
from allocator.report.survey_files import csv, json_text
from tests.evidence.answers import NEXT, answer
from tests.evidence.test_survey_waves import many, surveyed


def published(folder: Path, *answers: Answer) -> Path:
    """A report that people have already."""
    path = folder / "survey.json"
    path.write_text(json_text(surveyed(*answers)), encoding="utf-8")
    return path


def again(path: Path, *answers: Answer) -> None:
    """A second report of the same survey beside it."""
    refuse_telling_apart(path, surveyed(*answers).waves)


@pytest.mark.parametrize("late", [1, 4, 5, 9])
def test_late_answers_are_not_told(tmp_path: Path, late: int) -> None:
    """The second report less the first would be what the late ones said."""
    path = published(tmp_path, *many("North", 8))

    with pytest.raises(AllocatorError, match="a wave is told once") as refused:
        again(path, *many("North", 8 + late))

    assert "\n" not in str(refused.value)


def test_the_same_may_be_told_again(tmp_path: Path) -> None:
    """The same report tells nothing new, and a new wave is another matter."""
    path = published(tmp_path, *many("North", 8))

    again(path, *many("North", 8))
    again(path, *many("North", 8), *[answer(wave=NEXT)] * 6)


def test_an_answer_that_was_changed_is_not_told(tmp_path: Path) -> None:
    """As many people, but other numbers: the difference is one person's."""
    path = published(tmp_path, *many("North", 8))

    with pytest.raises(AllocatorError, match="would tell on somebody"):
        again(path, *many("North", 7), answer(5))


def test_people_who_changed_teams_are_not_told(tmp_path: Path) -> None:
    """Everyone's numbers stay and two teams' move, by however many people."""
    path = published(tmp_path, *many("North", 14), *many("South", 14))

    for moved in (1, 5, 6):
        with pytest.raises(AllocatorError, match="would tell on somebody"):
            again(path, *many("North", 14 - moved), *many("South", 14 + moved))


def test_a_team_that_was_hidden_is_not_shown_later(tmp_path: Path) -> None:
    """With a report that hides two teams, one that shows either tells the other."""
    answers = [*many("East", 4), *many("South", 6), *many("North", 9)]
    path = published(tmp_path, *answers)

    with pytest.raises(AllocatorError, match="would tell on somebody"):
        refuse_telling_apart(path, surveyed(*answers, smallest_group=4).waves)


def test_what_cannot_be_compared_is_left_alone(tmp_path: Path) -> None:
    """A file that is no such report is refused rather than replaced."""
    path = tmp_path / "survey.json"
    path.write_text('{"schema": 1}', encoding="utf-8")

    with pytest.raises(AllocatorError, match="Write to another folder"):
        again(path, *many("North", 8))


def test_a_wave_of_too_few_may_be_told_once_there_are_more(tmp_path: Path) -> None:
    """Where nothing was told of anyone, nothing can be taken from what is told later."""
    again(published(tmp_path, *many("North", 4)), *many("North", 8))


def test_nothing_stands_in_the_way_of_the_first(tmp_path: Path) -> None:
    """Where nothing was told yet, nothing can be subtracted."""
    again(tmp_path / "survey.json", *many("North", 8))


_TEAMS = ["", "East", "North", "South"]  # blank: did not answer


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(_TEAMS), st.sampled_from(_TEAMS), st.integers(1, 5)),
        min_size=12,
        max_size=24,
    ),
    st.booleans(),
)
def test_a_second_report_tells_nothing_that_the_first_did_not(
    people: list[tuple[str, str, int]], nobody_moved: bool
) -> None:
    """Whoever came, left or moved in between: it is refused, or not one number in it is another.

    So what can be worked out from the two is what can be worked out from one.
    """
    if nobody_moved:
        people = [(before, before, said) for before, _, said in people]
    first = surveyed(*(answer(said, team=was) for was, _, said in people if was))
    second = surveyed(*(answer(said, team=now) for _, now, said in people if now))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "survey.json"
        path.write_text(json_text(first), encoding="utf-8")
        try:
            refuse_telling_apart(path, second.waves)
            is_told = True
        except AllocatorError:
            is_told = False

    known = {wave.wave for wave in first.waves if wave.scores}
    again_ = second.changed(waves=tuple(w for w in second.waves if w.wave in known))
    assert is_told == (csv(again_) == csv(first) or not again_.waves)
    assert is_told or not nobody_moved
