from pathlib import Path
from typing import Any

import pytest

from allocator.errors import InvalidBatch
from allocator.policy.loading import load_policy
from allocator.policy.policy import Later, Policy
from allocator.tables.batch import check, fit, notes, read_batch
from tests.builders import DAY, small_policy, small_priorities, small_weighting
from tests.tables.files import csv_folder, faults_in, read_tables


@pytest.fixture(scope="module")
def policy() -> Policy:
    """The policy with most to say about names and columns."""
    return load_policy("children-workload")


def test_names_the_policy_does_not_know_are_told_with_the_nearest(
    tmp_path: Path, policy: Policy
) -> None:
    """Types, grades, skills and interventions are the policy's to define."""
    folder = csv_folder(
        tmp_path,
        workers="worker_id,contracted_hours,seniority,skills,developing\nW1,37,advnced,neglct:1,x\n",
        cases="case_id,type,interventions,skills_required\nC1,child in neeed,home_visit,court:2\n",
        skills="worker_id,skill,level\nW1,disabilty,2\n",
    )

    told = faults_in(folder, policy)

    assert [line.partition(":")[0] for line in told] == [
        "workers.csv row 2, seniority",
        "workers.csv row 2, skills",
        "workers.csv row 2, developing",
        "cases.csv row 2, type",
        "cases.csv row 2, skills_required",
        "cases.csv row 2, interventions",
        "skills.csv row 2, skill",
    ]
    assert told[0].endswith(
        "'advnced' is not a grade that children-workload knows."
        " Did you mean 'advanced'?"
    )
    for line, name in (
        (1, "neglect"),
        (3, "child_in_need"),
        (5, "home_visits"),
        (6, "disability"),
    ):
        assert told[line].endswith(f"Did you mean '{name}'?")


def test_a_policy_that_takes_any_name_finds_no_fault(tmp_path: Path) -> None:
    """The counting policies accept whatever types, skills and interventions the batch uses."""
    batch = read_tables(
        tmp_path,
        workers="worker_id,contracted_hours,skills\nW1,37,juggling:3\n",
        cases="case_id,type,interventions\nC1,anything,anything else\n",
    )

    assert check(batch, load_policy("caseload-count")) == []


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        ("4", "'4' is not between 0 and 3."),
        ("-1", "'-1' is not between 0 and 3."),
        ("severe", "'severe' is not a number."),
        ("nan", "'nan' is not a number."),
    ],
)
def test_criteria_out_of_range_are_told(
    tmp_path: Path, policy: Policy, harm: str, says: str
) -> None:
    """A score the weighting cannot read names its limits."""
    folder = csv_folder(tmp_path, cases=f"case_id,type,Harm\nC1,assessment,{harm}\n")

    assert faults_in(folder, policy) == [f"cases.csv row 2, harm: {says}"]


def test_criteria_arrive_in_the_policys_terms(tmp_path: Path, policy: Policy) -> None:
    """Numbers are plain, choices spelt as declared, and what says nothing is left out."""
    settled = policy.weighting.model_validate(
        {
            **policy.weighting.model_dump(exclude={"sizing", "terms", "travel"}),
            "terms": [
                {"kind": "lookup", "name": "t", "by": ["home_setting"], "units": {}}
            ],
            "columns": {
                **policy.weighting.model_dump()["columns"],
                "home_setting": {
                    "kind": "choice",
                    "meaning": "Where.",
                    "choices": ["At home", "None"],
                },
            },
        }
    )
    chooser = policy.model_copy(update={"weighting": settled})
    folder = csv_folder(
        tmp_path,
        cases=(
            'case_id,type,harm,engagement,home setting,other\nC1,assessment,"1,50",-,at HOME,kept\n'
            "C2,assessment,2.0,N/A,none,\nC3,assessment,,,elsewhere,\n"
        ),
    )

    assert faults_in(folder, chooser) == [
        "cases.csv row 4, home_setting: 'elsewhere' is not one of At home, None."
    ]

    (folder / "cases.csv").write_text(
        (folder / "cases.csv").read_text().replace("elsewhere", "")
    )
    batch = read_batch(folder, chooser)
    assert fit(batch, chooser) == batch
    assert [case.criteria for case in batch.team.cases] == [
        {"harm": "1.5", "home_setting": "At home", "other": "kept"},
        {"harm": "2", "home_setting": "None"},
        {},
    ]


def test_reading_with_a_policy_is_reading_and_then_fitting(
    tmp_path: Path, policy: Policy
) -> None:
    """Whether the policy is known before or after, the batch comes out the same."""
    folder = csv_folder(
        tmp_path,
        workers="worker_id,contracted_hours,skills\nW1,37,neglect;court_work:1\n",
        cases="case_id,type,skills_required,harm\nC1,assessment,neglect,2.0\n",
    )

    without = read_batch(folder)
    fitted = fit(without, policy)

    assert without.team.workers[0].skills == {"neglect": 1, "court_work": 1}
    assert fitted.team.workers[0].skills == {"neglect": 2, "court_work": 1}
    assert fitted == read_batch(folder, policy)


def test_fitting_refuses_what_the_check_finds(tmp_path: Path, policy: Policy) -> None:
    """A batch a policy cannot read never gets into its terms."""
    batch = read_tables(tmp_path, cases="case_id,type\nC1,juggling\n")

    with pytest.raises(InvalidBatch, match="'juggling' is not a type of case"):
        fit(batch, policy)


def test_columns_the_policy_does_not_read_are_said_once(
    tmp_path: Path, policy: Policy
) -> None:
    """A misspelt criterion is named with the one that may be meant, and never twice."""
    folder = csv_folder(
        tmp_path, cases="case_id,type,hram,harm,colour\nC1,assessment,1,1,red\n"
    )
    told = [
        "cases.csv: column 'hram' is not read by children-workload. Did you mean 'harm'?",
        "cases.csv: column 'colour' is not read by children-workload.",
    ]

    assert notes(read_batch(folder), policy) == told
    assert list(read_batch(folder, policy).notes) == told
    assert notes(read_batch(folder, policy), policy) == []


def test_policy_faults_are_told_beside_all_others(
    tmp_path: Path, policy: Policy
) -> None:
    """One pass finds what is wrong in itself and what the policy cannot read."""
    folder = csv_folder(
        tmp_path,
        cases="case_id,type,urgency\nC1,juggling,hi\nC2,,low\nC3,assessment,low,x\n",
    )

    assert [line.partition(":")[0] for line in faults_in(folder, policy)] == [
        "cases.csv row 2, urgency",
        "cases.csv row 2, type",
        "cases.csv row 3, type",
        "cases.csv row 4",
    ]


BANDS: dict[str, Any] = {
    "columns": {"score": {"meaning": "x", "kind": "number", "most": 10}},
    "derive": [
        {
            "kind": "band",
            "name": "level",
            "of": "score",
            "bands": [
                {"label": "low", "at_least": 2},
                {"label": "high", "at_least": 6},
            ],
        }
    ],
    "terms": [
        {
            "kind": "lookup",
            "name": "Level",
            "by": ["level"],
            "units": {"low": 1, "high": 2},
        }
    ],
}


def test_a_number_that_lies_in_no_band_is_a_fault_of_its_row(tmp_path: Path) -> None:
    """The weighting has no answer for it, so the row is told, and a blank is not."""
    policy = small_policy(small_weighting(**BANDS))
    folder = csv_folder(
        tmp_path, cases="case_id,type,score\nC1,a,1\nC2,a,2\nC3,a,\nC4,a,1.5\n"
    )

    assert faults_in(folder, policy) == [
        "cases.csv row 2, score: '1' is below every band of level.",
        "cases.csv row 5, score: '1.5' is below every band of level.",
    ]


def test_a_number_must_lie_in_a_band_from_every_date(tmp_path: Path) -> None:
    """The day planned from is not known yet, and on it nothing may be without an answer."""
    policy = small_policy(small_weighting(**BANDS))
    [band] = BANDS["derive"]
    bands = [{"label": "low", "at_least": 3}, {"label": "high", "at_least": 6}]
    later = Later(
        since=DAY,
        weighting=small_weighting(**{**BANDS, "derive": [{**band, "bands": bands}]}),
    )
    folder = csv_folder(tmp_path, cases="case_id,type,score\nC1,a,2\nC2,a,3\n")

    assert faults_in(folder, policy) == []
    assert faults_in(folder, policy.changed(later=(later,))) == [
        "cases.csv row 2, score: '2' is below every band of level."
    ]


def test_a_column_that_nothing_goes_by_is_noted(tmp_path: Path) -> None:
    """It is read and checked, and whoever owns the policy is told that it changes nothing."""
    spare = {"spare": {"meaning": "x", "kind": "number"}}
    policy = small_policy(small_weighting(columns=spare))
    cases = "case_id,type,spare\nC1,three,1\n"

    said = read_batch(csv_folder(tmp_path, cases=cases), policy).notes

    assert said == ("small: nothing goes by 'spare', so what it says changes nothing.",)


def test_a_blank_urgency_is_looked_up_as_the_policy_takes_it(tmp_path: Path) -> None:
    """What has no answer when it is weighed is told when it is read."""
    [band] = BANDS["derive"]
    when = {"when": {"urgency": ["medium"]}, "otherwise": "low"}
    policy = small_policy(
        small_weighting(**{**BANDS, "derive": [{**band, **when}]}),
        priorities=small_priorities(default_urgency="medium"),
    )
    folder = csv_folder(
        tmp_path, cases="case_id,type,score,urgency\nC1,a,1,\nC2,a,1,low\n"
    )

    assert faults_in(folder, policy) == [
        "cases.csv row 2, score: '1' is below every band of level."
    ]


def test_counting_takes_any_grade(tmp_path: Path) -> None:
    """A team can be counted before its grades are described; a policy with grades of its own refuses others."""
    workers = "worker_id,contracted_hours,seniority\nW1,37,occupational_therapist\n"
    cases = "case_id,type\nC1,assessment\n"

    read = read_tables(tmp_path, workers=workers, cases=cases)

    assert check(read, load_policy("caseload-count")) == []
    [told] = check(read, load_policy("children-workload"))
    assert (told.column, told.row) == ("seniority", 2)
