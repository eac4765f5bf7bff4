import csv
import io
import json
from collections.abc import Callable
from functools import cache

import pytest

from allocator.domain.account import PolicyName
from allocator.domain.simulated import Interval, Precision, Simulated
from allocator.report import simulated_charts, simulated_page, simulated_tables
from allocator.report.simulated_files import rendered
from allocator.report.simulated_lead import lead
from allocator.report.simulated_measures import MEASURES, figure, gap, words_of
from allocator.report.simulated_page import html
from allocator.report.simulated_ranges import between, verdict
from allocator.report.simulated_text import text
from allocator.report.simulated_words import findings
from allocator.simulation.answers.measures import NAMES, SHARES
from tests.project.pages import first_column, read, section, tables
from tests.simulation.histories import answers

_HOPELESS, _EASY = {"one": 9.0}, {"one": 0.02}


@cache
def _told() -> Simulated:
    return answers(runs=20)


@cache
def _files() -> dict[str, bytes]:
    return rendered(_told())


def test_the_first_sentence_answers_when_the_team_breaks() -> None:
    """In how many runs under each line, and by when half of all runs have."""
    told = _told()
    one, other = (line.breaking for line in told.lines)
    assert one is not None
    assert other is not None

    said = lead(told)

    assert said.startswith(
        f"Within 12 weeks the team breaks in {one.broken} of 20 simulated runs with “one”, "
        f"in half of all runs by week {one.p50}"
    )
    assert f"in {other.broken} with “other”" in said
    assert f'<p class="lead">{said}</p>' in _files()["simulation.html"].decode()
    assert f'<p class="lead">{said}</p>' in _files()["summary.html"].decode()
    assert text(told).replace("\n", " ").startswith(said)


def test_a_team_that_always_breaks_or_never() -> None:
    """All runs, or none, are said as such, for one line and for several alike."""
    assert (
        "The team breaks within 12 weeks in every one of 9 simulated runs, in half of them by week "
        in answers(_HOPELESS, runs=9).answer
    )
    calm = {"breach": {"waiting_cases": 900}}
    assert answers(_EASY, runs=9, **calm).answer == (
        "The team holds through all 12 weeks in each of 9 simulated runs."
    )
    assert answers({"one": 0.02, "other": 0.03}, runs=9, **calm).answer == (
        "The team holds through all 12 weeks in each of 9 simulated runs, with “one” and “other” alike."
    )


def test_lines_that_break_alike_are_said_once() -> None:
    """Two lines with the same number share it."""
    told = answers({"one": 1.2, "other": 1.2}, runs=9)

    assert lead(told).endswith(" of 9 simulated runs, with “one” and “other” alike.")


def test_the_first_sentence_answers_by_a_measure() -> None:
    """What the first line does beside the other, both numbers, and the difference with its interval."""
    told = answers(answered_by="sd_percent", runs=20)
    [difference] = told.differences
    found = difference.measures["sd_percent"]

    said = lead(told)

    assert said.startswith(
        "“one” shares work less evenly than “other”: typical distance from the average workload "
    )
    assert f"a difference of {gap('sd_percent', found.value)} (" in said
    assert said.endswith(", higher in every week.")


def test_lines_that_runs_cannot_tell_apart_are_not_told_apart() -> None:
    """A difference whose interval holds nothing is no finding."""
    told = answers({"one": 1.0, "other": 1.0}, runs=9, answered_by="mean_percent")

    assert lead(told).startswith(
        "9 simulated runs of 12 weeks do not tell “one” and “other” apart"
    )
    assert any("the runs do not tell the two apart" in said for said in findings(told))


def test_a_change_is_told_with_the_week_from_which_it_shows() -> None:
    """Up to week 8 the lines share work alike; from week 9 on the first has the higher average in every week."""
    told = answers(answered_by="sd_percent", runs=20)
    one, other = told.lines
    fan, flat = one.weeks["sd_percent"], other.weeks["sd_percent"]
    mixed = fan.changed(mean=flat.mean[:8] + fan.mean[8:])
    late = one.changed(weeks={**one.weeks, "sd_percent": mixed})

    said = lead(told.changed(lines=(late, other)))

    assert said.endswith(", higher in every week from week 9 on.")
    too_late = one.changed(
        weeks={
            **one.weeks,
            "sd_percent": fan.changed(mean=flat.mean[:11] + fan.mean[11:]),
        }
    )
    assert lead(told.changed(lines=(too_late, other))).endswith(" points).")


def test_one_line_and_three_lines_are_answered_too() -> None:
    """Without another line there is nothing to lay beside; of three, each has its number."""
    alone = answers({"one": 1.0}, runs=9, answered_by="waiting").answer
    three = answers(
        {"a": 1.0, "b": 1.2, "c": 1.4}, runs=9, answered_by="waiting"
    ).answer

    average = "On average over 9 simulated runs of 12 weeks, cases waiting: "
    assert alone.startswith(average)
    assert three.startswith(average)
    assert all(f"with “{name}”" in three for name in "abc")


def test_every_measure_has_words() -> None:
    """Whatever a scenario may be answered by can be said; shares are percentages."""
    for name in NAMES:
        words = words_of(name)
        assert words.label[0].isupper()
        assert words.lower != words.higher
        assert words.lower
        assert "_" not in words.label + words.lower + words.higher
        if name in SHARES:
            assert words.unit == "percent"
    assert set(MEASURES) <= set(NAMES)


@pytest.mark.parametrize(
    ("name", "number", "shown"),
    [
        ("mean_percent", 94.34, "94%"),
        ("mean_percent", 7.04, "7.0%"),
        ("mean_percent", 99.7, "99.7%"),
        ("mean_percent", 100.2, "100.2%"),
        ("mean_percent", 112.4, "112%"),
        ("sd_percent", 13.0, "13.0 points"),
        ("longest_wait_days", 41.0, "41 days"),
        ("jain_index", 0.98765, "0.988"),
        ("waiting", 1234.5, "1,234"),
        ("waiting", None, "none"),
    ],
)
def test_numbers_are_as_exact_as_people_need(
    name: str, number: float | None, shown: str
) -> None:
    """Whole percents, but never 100% for what is not all."""
    assert figure(name, number) == shown


def test_differences_of_percentages_are_points() -> None:
    """With a sign that a screen reader speaks, and the unit once in a range."""
    assert gap("mean_percent", -12.3) == "−12 points"
    assert gap("waiting", 2.5) == "+2.5"
    assert gap("waiting", 0.0) == "0"
    assert gap("weeks_unbroken", -0.03) == "0.0 weeks"
    assert gap("jain_index", -0.0023) == "−0.002"
    found = Interval(value=2.0, low=1.2, high=3.4)
    assert between("sd_percent", found) == " (1.2 to 3.4 points)"
    assert between("sd_percent", Interval(value=2.0, low=None, high=None)) == ""


@pytest.mark.parametrize(
    ("name", "interval", "said"),
    [
        ("waiting", (-2.0, -3.0, -1.0), "better"),
        ("waiting", (2.0, 1.0, 3.0), "worse"),
        ("skill_match_percent", (2.0, 1.0, 3.0), "better"),
        ("mean_percent", (2.0, 1.0, 3.0), "more"),
        ("waiting", (1.0, -1.0, 3.0), "not told apart"),
        ("waiting", (0.0, -1.0, 1.0), "not told apart"),
        ("waiting", (0.0, 0.0, 0.0), "same"),
        ("waiting", (None, None, None), ""),
    ],
)
def test_a_verdict_needs_an_interval_on_one_side(
    name: str, interval: tuple[float | None, ...], said: str
) -> None:
    """Better or worse only where the runs can tell, and only where one way is better."""
    value, low, high = interval

    assert verdict(name, Interval(value=value, low=low, high=high)) == said


def test_a_precision_is_told_honestly() -> None:
    """After how many runs it was looked at, and whether the answer came to be as precise as asked."""
    reached = Precision(
        wanted=5, reached=True, half_width=4.2, planned=(25, 50, 100), looks=(25, 50)
    )

    said = findings(_told().changed(precision=reached))[-1]
    failed = findings(
        _told().changed(precision=reached.changed(reached=False, wanted=1))
    )[-1]

    assert "The answer is as precise as was asked, to within 5." in said
    assert "looked at after 25 and 50 runs" in said
    assert "is not as precise as was asked, to within 1." in failed


def test_it_is_told_by_whose_measure() -> None:
    """Lines of several policies need one measure; where there is none, nobody should compare their workloads."""
    told = _told()
    one, other = told.lines
    counting = PolicyName(name="caseload-count", digest="c" * 64)
    by_count = other.changed(policies=(other.policies[0].changed(policy=counting),))
    mixed = told.changed(lines=(one, by_count))

    assert not any("measured by" in said for said in findings(told))
    assert any("cannot be laid beside each other" in said for said in findings(mixed))
    assert "Every line’s workload is measured by caseload-count." in findings(
        mixed.changed(measured_by=counting)
    )


def test_one_run_says_that_it_is_one() -> None:
    """Without intervals nobody should take a story for an answer."""
    told = answers(runs=1)

    assert findings(told)[-1].startswith("One run is one story that might happen")
    page = html(told)
    assert "None" not in page
    assert "nan" not in page


def test_the_report_has_a_chapter_for_everything_asked() -> None:
    """Breaking, workload, waiting, fairness, children and skills, supervision and strain, every measure."""
    page = _files()["simulation.html"].decode()

    for heading in (
        "When the team breaks",
        "Workload",
        "Waiting",
        "Fairness",
        "Children and skills",
        "Supervision and strain",
        "Every measure",
        "How to read this",
    ):
        assert f">{heading}</h2>" in page


def test_the_summary_is_short() -> None:
    """The question, the answer, one picture, eight measures, and how sure it is."""
    page = _files()["summary.html"].decode()

    assert page.count("<svg") == 1
    assert page.count("<tbody") == 1
    assert page.count('<th scope="row"') == 8
    assert "Asked: If more families come, when do we break?" in page
    assert "How sure this is" in page


def test_fans_are_told_in_words_too() -> None:
    """Whoever does not see a chart hears where it begins and ends."""
    fan = _told().lines[0].weeks["mean_percent"]

    drawn = simulated_charts.fan(_told(), "mean_percent", 1)

    assert drawn is not None
    assert drawn.title == "Share of capacity in use, week by week"
    assert (
        f"the middle run has {figure('mean_percent', fan.p50[0])} in week 1 and "
        f"{figure('mean_percent', fan.p50[-1])} in week 12" in drawn.description
    )
    assert 'role="img"' in drawn.svg


def test_what_no_run_has_is_not_drawn() -> None:
    """A measure without any value has no chart, and its row is left out."""
    told = _told()
    fan = told.lines[0].weeks["skill_match_percent"]
    blank = fan.changed(p50=(None,) * 12)
    lines = tuple(
        line.changed(
            weeks={**line.weeks, "skill_match_percent": blank},
            measures={
                **line.measures,
                "skill_match_percent": Interval(value=None, low=None, high=None),
            },
        )
        for line in told.lines
    )

    bare = told.changed(lines=lines)

    assert simulated_charts.fan(bare, "skill_match_percent", 1) is None
    labels = [row.label for row in simulated_tables.rows(bare)]
    assert "Skills matched in new placements" not in labels


def test_an_empty_picture_is_a_sentence_instead() -> None:
    """Where nine of ten runs never have a burnout flag, the chapter says so and draws nothing of it."""
    told = _told()
    fan = told.lines[0].weeks["flagged_percent"]
    none = fan.changed(p90=(0.0,) * 12)
    lines = tuple(
        line.changed(weeks={**line.weeks, "flagged_percent": none})
        for line in told.lines
    )

    page = html(told.changed(lines=lines))

    assert (
        "Not drawn, as nine of ten runs have none in any week: workers with a burnout flag."
        in page
    )
    assert "Workers with a burnout flag, week by week" not in page
    assert "Workers with a burnout flag, week by week" in (
        _files()["simulation.html"].decode()
    )


def test_the_chart_of_holding_ends_where_the_table_does() -> None:
    """After the last week, as many runs hold as never break."""
    drawn = simulated_charts.holding(_told(), 1)
    one = _told().lines[0].breaking

    assert drawn is not None
    assert one is not None
    share = 100 * (one.runs - one.broken) / one.runs
    assert f"still holds in {figure('broken_percent', share)} of runs" in (
        drawn.description
    )
    assert simulated_charts.holding(answers(runs=2, breach=None), 1) is None


def test_the_text_fits_a_terminal() -> None:
    """Nothing is wider than 80 columns, whatever a line is called."""
    long = answers({"Llanfairpwllgwyngyllgogery and others": 1.4, "two leave": 1.0}, 9)

    assert all(len(line) <= 80 for line in text(_told()).splitlines())
    assert all(len(line) <= 80 for line in text(long).splitlines())


def test_tables_say_what_the_json_says() -> None:
    """Every measure of every line and difference, and every week of every fan."""
    files = _files()
    account = json.loads(files["simulation.json"])

    measures = _rows(files["simulation-measures.csv"])
    weeks = _rows(files["simulation-weeks.csv"])

    of_lines = sum(len(line["measures"]) for line in account["lines"])
    assert len(measures) == of_lines + len(account["differences"][0]["measures"])
    first = next(row for row in measures if row["measure"] == "waiting")
    assert float(first["value"]) == account["lines"][0]["measures"]["waiting"]["value"]
    assert first["beside"] == first["verdict"] == ""
    beside = next(row for row in measures if row["beside"])
    assert (beside["line"], beside["beside"]) == ("one", "other")
    assert len(weeks) == 2 * 12 * len(account["lines"][0]["weeks"])
    assert weeks[0]["ends"] == "2026-09-21"
    assert (
        float(weeks[0]["p90"]) == account["lines"][0]["weeks"]["mean_percent"]["p90"][0]
    )


def test_no_cell_runs_as_a_formula() -> None:
    """A line whose name begins as a formula does is guarded."""
    told = answers({"=1+1": 1.0, "other": 1.0}, runs=2)

    for table in (simulated_tables.measures_csv, simulated_tables.weeks_csv):
        for row in _rows(table(told).encode()):
            assert not any(cell.startswith("=") for cell in row.values())


def test_the_same_answers_give_the_same_files() -> None:
    """Byte for byte."""
    assert rendered(answers(runs=20)) == _files()


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("simulation-measures.csv", simulated_tables.measures_csv),
        ("simulation-weeks.csv", simulated_tables.weeks_csv),
    ],
)
def test_every_column_is_told(name: str, table: Callable[[Simulated], str]) -> None:
    """The page of output has the columns of each file, in their order."""
    heading = next(csv.reader(io.StringIO(table(_told()).lstrip("\ufeff"))))

    [told] = tables(section(read("output.md"), f"### {name}"))
    assert first_column(told) == heading


def test_every_measure_is_told() -> None:
    """Each measure has its row; shares of cases by urgency are told once for all urgencies."""
    [told] = tables(section(read("output.md"), "### Simulated measures"))

    others = [
        name for name in NAMES if "_within_" in name and not name.startswith("urgent")
    ]
    assert first_column(told) == [name for name in NAMES if name not in others]


@pytest.mark.parametrize(
    ("lines", "alike"),
    [(("one",), ""), (("one", "other"), ", with “one” and “other” alike")],
)
def test_one_run_is_told_as_one_story(lines: tuple[str, ...], alike: str) -> None:
    """Not as in each of 1 runs."""
    calm = answers(dict.fromkeys(lines, 1.0), runs=1, breach={"waiting_cases": 900})

    assert lead(calm) == (
        f"The team holds through all 12 weeks in the one run simulated{alike}."
    )


def test_one_run_that_breaks_says_when() -> None:
    """In its own week for every line; what is measured is not told apart by one run."""
    told = answers({"one": 4.0, "other": 0.1}, runs=1, breach={"waiting_cases": 5})
    measured = answers(runs=1, answered_by="waiting")

    first, other = (line.breaking for line in told.lines)
    assert first is not None
    assert other is not None
    assert (first.broken, other.broken) == (1, 0)
    assert lead(told) == (
        f"In the one run simulated the team breaks in week {first.p50} with “one” and holds through all 12 weeks "
        "with “other”."
    )
    assert lead(measured).startswith(
        "One run of 12 weeks cannot tell “one” and “other” apart: "
    )


def test_what_is_true_of_every_line_is_said_once() -> None:
    """Two lines that fare alike share a sentence."""
    said = findings(answers({"one": 1.0, "other": 1.0}))

    [workload] = [one for one in said if "of their capacity on average" in one]
    assert workload.endswith(", with “one” and “other” alike.")
    assert workload.count("capacity on average") == 1


def test_what_comes_after_the_weeks_is_said_early() -> None:
    """A surge in week 20 of 12 weeks: the answer knows nothing of it, in the report and on the one sheet."""
    change = {"title": "surge", "from_week": 20, "percent": 150}
    intake = {"referrals_per_week": 3, "types_percent": {"assessment": 100}}
    told = answers(intake={**intake, "change": [change]})

    said = "The 12 weeks simulated end before “surge” (week 20): the answer knows nothing of that."
    assert findings(told)[1].startswith(said)
    assert said in simulated_page.summary(told)
