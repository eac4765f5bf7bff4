import csv
import dataclasses
import io
import json
from pathlib import Path

from allocator.report import plans_files
from allocator.report.plans import lead, notes, rows, summary
from allocator.report.plans_files import rendered, write
from allocator.report.plans_text import text
from allocator.report.privacy import WITHHELD
from tests.project.pages import first_column, read, section, tables
from tests.report import trial


def test_the_first_sentence_says_what_there_is_to_choose() -> None:
    """How many plans, and how far apart any two are at least."""
    account = trial.plans().account

    fewest = min(
        d
        for p in account.plans
        for n, d in enumerate(p.households_differ, 1)
        if n != p.plan
    )
    assert fewest >= account.households_to_differ
    assert lead(trial.plans()) == (
        f"{len(account.plans)} plans to choose from; any two give at least {fewest} of "
        f"{account.households} households to different workers."
    )


def test_every_plan_says_what_it_costs_and_how_sure_that_is() -> None:
    """The first is the best there is; each other has its price, its distances and its proof."""
    planned = trial.plans()
    first, second, *_ = planned.account.plans

    assert summary(planned, first) == ["The best there is, proven."]
    said = summary(planned, second)
    assert said[0] == second.price
    assert said[1].startswith("Differs in ")
    assert "plan 2" not in said[1]
    assert said[-1].startswith("Proven: no plan that differs from those before it in 2")
    unproven = second.changed(status="feasible")
    assert summary(planned, unproven)[-1].startswith("Not proven: ")
    assert summary(planned, first.changed(status="feasible")) == [
        "The best found, not proven."
    ]


def test_the_terminal_shows_what_differs_and_counts_the_rest() -> None:
    """Every case that differs has its row within 80 columns; the others are one number."""
    planned = trial.plans()
    told = text(planned)

    assert all(len(line) <= 80 for line in told.splitlines())
    for row in rows(planned):
        assert (f"\n{row.case_id} " in told) is row.differs
    same = sum(not row.differs for row in rows(planned))
    assert f"The same in every plan: {same} case" in told


def test_a_plan_that_stands_alone_is_no_choice() -> None:
    """One plan is told as such, with why there is no other, and without a table of differences."""
    planned = trial.plans()
    first = planned.account.plans[0].changed(households_differ=(0,), cases_differ=(0,))
    cases = tuple(
        one.changed(differs=False, holders=one.holders[:1])
        for one in planned.account.cases
    )
    alone = dataclasses.replace(
        planned,
        account=planned.account.changed(
            plans=(first,), cases=cases, not_found="There is no further plan."
        ),
    )

    assert lead(alone) == "There is one plan, and no other to choose from."
    assert notes(alone) == ["There is no further plan."]
    assert "Case" not in text(alone).split("Every plan")[0]
    assert b"Where the plans differ" not in rendered(alone)["plans.html"]


def test_restricted_cases_are_told_by_number_and_people_only() -> None:
    """Neither the page nor the table says more of a restricted case."""
    planned = trial.plans(restricted=True)

    [row] = [row for row in rows(planned) if row.case_id == "C1"]
    assert row.what == WITHHELD
    [*lines] = csv.DictReader(io.StringIO(plans_files.csv(planned).lstrip("\ufeff")))
    assert {(one["urgency"], one["group_id"]) for one in lines if one["case_id"] == "C1"} == {("", "")}  # fmt: skip


def test_the_table_has_every_case_under_every_plan() -> None:
    """One row each, with the columns that the docs tell."""
    planned = trial.plans()
    heading, *lines = csv.reader(io.StringIO(plans_files.csv(planned).lstrip("\ufeff")))

    account = planned.account
    assert len(lines) == len(account.cases) * len(account.plans)
    [told] = tables(section(read("output.md"), "### plans.csv"))
    assert first_column(told) == heading


def test_all_files_are_written_and_told(tmp_path: Path) -> None:
    """Page, table and JSON; after an interruption no page is left from before."""
    write(trial.plans(), tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    write(dataclasses.replace(trial.plans(), interrupted=True), tmp_path)

    assert names == {"plans.html", "plans.csv", "plans.json"}
    assert not (tmp_path / "plans.html").exists()
    assert [name for name in names if f"`{name}`" not in read("commands.md")] == []
    written = json.loads((tmp_path / "plans.json").read_text(encoding="utf-8"))
    assert len(written["plans"]) == len(trial.plans().account.plans)


def test_the_page_has_every_plan_and_every_case() -> None:
    """What can be chosen stands on one page: a heading and a column for each plan, a row for each case."""
    page = rendered(trial.plans())["plans.html"].decode()

    for plan in trial.plans().account.plans:
        assert page.count(f"<h3>Plan {plan.plan}</h3>") == 1
        for said in summary(trial.plans(), plan):
            assert said.replace("'", "&#39;") in page
    for row in rows(trial.plans()):
        assert f"<bdi>{row.case_id}</bdi>" in page
