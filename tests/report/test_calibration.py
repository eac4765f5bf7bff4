"""What people read of a calibration, and the files it proposes."""

import csv
import io
import json
import tomllib
from functools import cache
from pathlib import Path

import pytest

from allocator import shipped
from allocator.domain.calibration import Between, NumberCalibrated
from allocator.errors import AllocatorError
from allocator.evidence.calibrating import calibrate
from allocator.policy.calibration import load_calibration
from allocator.policy.diary_guide import load_diary_guide
from allocator.policy.guard import load_guard
from allocator.policy.loading import load_policy
from allocator.policy.numbers import Number
from allocator.report import (
    calibration,
    calibration_files,
    proposed_weighting,
    study_text,
)
from allocator.report.calibrated import Calibrated, label
from allocator.tables.batch import read_batch
from allocator.tables.diary import read_diary
from tests.evidence.minutes import minutes_policy
from tests.report import written_down

_FOLDER = shipped.folder("scenarios", "evidence", "diaries")
_calibrated = cache(written_down.calibrated)


def _laid_beside(policy_name: str) -> tuple[Calibrated, Path]:
    """The shipped diaries beside a policy, few people drawn anew, for that takes its time."""
    policy, path = (
        load_policy(policy_name),
        shipped.toml(policy_name, "models", "policies"),
    )
    batch = read_batch(_FOLDER, policy)
    diary = read_diary([_FOLDER], batch.team, load_diary_guide())
    chosen = load_calibration(None, policy, path).changed(bootstraps=100)
    return calibrate(batch, policy, diary, chosen, load_guard()), path


@cache
def _of_default() -> tuple[Calibrated, Path]:
    return _laid_beside("children-workload")


def _written(folder: Path, found: Calibrated, path: Path) -> Path:
    """The proposed policy and its weighting as files."""
    folder.mkdir(exist_ok=True)
    texts = {
        proposed_weighting.policy_file(found): proposed_weighting.policy_text(
            found, path, folder
        ),
        proposed_weighting.weighting_file(found): proposed_weighting.weighting_text(
            found, path, folder
        ),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder / proposed_weighting.policy_file(found)


def test_what_is_written_is_what_is_proposed(tmp_path: Path) -> None:
    """The files read back are the proposed policy, to the last number; nothing else differs from the current one."""
    found, path = _of_default()

    written = load_policy(str(_written(tmp_path, found, path)))

    assert written.digest == found.proposed.digest
    assert written.name == "children-workload-calibrated"


def test_a_policy_of_ones_own_can_be_calibrated(tmp_path: Path) -> None:
    """Files that lie elsewhere are named from where the proposal lies, and what is based on another stays so."""
    own = tmp_path / "ours"
    own.mkdir()
    (own / "ours.toml").write_text(
        'title = "Ours"\napproach = "A."\nsource = "S."\nweighting = "weighting.toml"\n'
        'competency = "children"\npriorities = "standard"\n'
    )
    (own / "weighting.toml").write_text(
        'based_on = "children-workload"\ntitle = "W"\nsource = "S."\n[terms.Hearings]\nunits_each = 90\n'
    )
    found, path = _laid_beside(str(own / "ours.toml"))

    written = _written(tmp_path / "out", found, path)

    text = (tmp_path / "out" / "ours-calibrated-weighting.toml").read_text()
    assert 'based_on = "../ours/weighting.toml"' in text
    assert load_policy(str(written)).digest == found.proposed.digest
    # Its calibration is that of the weighting it is based on.
    assert len(found.account.parts) == 4


def test_every_number_stands_beside_what_it_is_now(tmp_path: Path) -> None:
    """Whoever reads the file sees what would change, and how sure it is."""
    found, path = _of_default()
    text = proposed_weighting.weighting_text(found, path, tmp_path)

    content = tomllib.loads(text)
    one = next(
        n
        for n in found.account.numbers
        if (n.term, n.key) == ("Visits", "child_protection")
    )
    assert one.estimate is not None
    assert (
        content["terms"]["Visits"]["every"]["child_protection"]["units_each"]
        == one.proposed
    )
    said = f"# now {one.current:g}; 90% sure of {one.estimate.low:g} to {one.estimate.high:g}"
    assert said in text
    assert "not told apart from others" in text
    assert "nobody has agreed" in text


def test_terms_that_share_a_table_are_refused(tmp_path: Path) -> None:
    """What one of them takes cannot be written without changing the other."""
    content = {
        "terms": [
            {"name": "A", "units": "both"},
            {"name": "B", "units": "both"},
            {"name": "C", "units": {"x": 1}},
        ]
    }

    with pytest.raises(AllocatorError, match="terms A and B share the table both"):
        proposed_weighting._shared_tables(content)
    content["terms"].pop()
    content["terms"].pop()
    assert proposed_weighting._shared_tables(content) == {"A": "both"}


def test_the_lead_counts_what_was_found() -> None:
    """Every number is in one count: off, fitting, not told apart or seen too little."""
    account = _of_default()[0].account
    lead = calibration.study(_of_default()[0], None, "None.").lead

    off = calibration.clear(account)
    more = sum(one.finding == "higher" for one in off)
    fits = sum(
        one.finding == "within_chance" and one.entangled is None
        for one in account.numbers
    )
    together = sum(len(one.numbers) for one in account.entangled)
    unseen = sum(one.estimate is None for one in account.numbers)
    assert len(off) + fits + together + unseen == len(account.numbers)
    assert (
        f"{more} numbers of the weighting are too low and {len(off) - more} too high"
        in lead
    )
    assert (
        f"{fits} fit, {together} cannot be told apart, and {unseen} were seen too little"
        in lead
    )


def test_a_number_is_said_with_its_interval_and_its_witnesses() -> None:
    """From what to what, how sure, by how many cases and people."""
    one = NumberCalibrated(
        term="Visits", key="child_in_need", counts="minutes_each_time", current=85, proposed=99,
        finding="higher", estimate=Between(value=99.2, low=90, high=108.4), alone=None,
        from_diaries_percent=90, cases=12, people=6, variance_inflation=1.2, entangled=None,
    )  # fmt: skip

    said = calibration.in_words(one, _calibrated().account)

    assert said == (
        "Visits, child in need: 99 minutes each time instead of 85 (90% sure of 90 to 108.4; 12 cases, 6 people)."
    )


def test_numbers_that_come_together_are_told_as_their_sum() -> None:
    """The page names both, and says that how they share it was not seen."""
    text = study_text.text(
        calibration.study(_calibrated(), None, "None was made."), 100
    )

    flat = " ".join(text.split())
    assert "Recording, three and Plans, three come together:" in flat
    assert "How they share it is as now believed, not as seen." in flat
    assert "None was made." in flat
    assert "nothing changes until people agree to it" in flat


def test_much_time_without_a_case_is_a_warning() -> None:
    """Numbers are too low where work on cases names none."""
    found = _calibrated()
    vague = found.account.changed(hours=100.0, hours_without_case=25.0)
    told, warned = (
        " ".join(
            study_text.text(
                calibration.study(
                    Calibrated(a, found.policy, found.proposed, found.values), None, "-"
                ),
                100,
            ).split()
        )
        for a in (found.account, vague)
    )

    assert "which are then too low" in warned
    assert "which are then too low" not in told


def test_the_table_has_a_row_for_each_number() -> None:
    """With the fields of the JSON, blank where nothing may be told."""
    found = _of_default()[0]
    text = calibration_files.csv(found.account).lstrip("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))

    assert len(rows) == len(found.account.numbers)
    few = next(row for row in rows if row["finding"] == "too_few_people")
    assert (few["low"], few["people"], few["proposed"]) == ("", "", few["current"])
    document = json.loads(calibration_files.json_text(found.account))
    assert document["schema"] == 1
    assert document["numbers"][0]["term"] == rows[0]["term"]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (Number("Visits", "child_in_need"), "Visits, child in need"),
        (Number("Disability", ""), "Disability"),
        (Number("Travel", "minutes_within_locality"), "Travel, within locality"),
    ],
)
def test_numbers_are_called_as_people_say_them(number: Number, said: str) -> None:
    """Keys as words; a term with one number by its name."""
    assert label(number) == said


def test_the_current_policy_is_left_alone() -> None:
    """To calibrate changes nothing but what is proposed."""
    assert (
        _calibrated().policy.weighting
        == minutes_policy(terms=written_down.TWINS).weighting
    )
