"""The pages of commands that study something are as safe and open as a proposal’s."""

import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page

from allocator.domain.simulated import Simulated
from allocator.report import (
    backtest_page,
    frontier_page,
    plans_page,
    ranking_page,
    simulated_page,
    staffing_page,
)
from tests.report import listened, pages_of_weeks, trial, written_down
from tests.report.markup import read_page
from tests.report.opened import assert_open_to_all, open_at
from tests.report.sides import sides
from tests.simulation.histories import answers
from tests.simulation.staffing.tables import searched

pytestmark = pytest.mark.slow

_PHONE, _SCREEN = 320, 1280
_PAGES: dict[str, Callable[[], str]] = {
    "backtest": cache(lambda: backtest_page.html(trial.backtest())),
    "backtest of one batch": cache(
        lambda: backtest_page.html(trial.backtest(batches=1))
    ),
    "frontier": cache(lambda: frontier_page.html(trial.frontier())),
    "plans": cache(lambda: plans_page.html(trial.plans())),
    "measure": cache(lambda: ranking_page.html(sides())),
    "survey": cache(listened.surveyed),
    "survey form": cache(listened.form),
    "combined": cache(listened.laid_beside),
    "combined of one person": cache(listened.one_person),
    "trends": cache(listened.over_time),
    "diaries": cache(written_down.told),
    "diary of one person": cache(written_down.one_person),
    "diary form": cache(written_down.form),
    "calibration": cache(written_down.laid_beside),
    "measure by one policy": cache(
        lambda: ranking_page.html({"small": sides()["small"]})
    ),
    "simulate": cache(lambda: simulated_page.html(answers(runs=4))),
    "simulate, one line": cache(
        lambda: simulated_page.html(answers({"one": 1.3}, 4, breach=None))
    ),
    "summary": cache(lambda: simulated_page.summary(answers(runs=4))),
    "changes": cache(pages_of_weeks.changes),
    "waiting": cache(pages_of_weeks.waiting),
    "fairness": cache(pages_of_weeks.fairness),
    "equality": cache(pages_of_weeks.equality),
    "staffing": cache(lambda: staffing_page.html(searched())),
}
_LISTENED = (listened.surveyed, listened.laid_beside, listened.one_person)
_WRITTEN_DOWN = (
    written_down.told,
    written_down.one_person,
    written_down.form,
    written_down.laid_beside,
)
_each = pytest.mark.parametrize("html", _PAGES.values(), ids=_PAGES)


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</title></style></svg><script>",
        "{{ 7 * 7 }}{% raw %}",
        "&lt;b&gt;",
    ],
)
def test_no_text_of_a_batch_becomes_markup(payload: str) -> None:
    """Whatever stands in a name, the page has the same elements and shows it as text."""
    found = read_page(backtest_page.html(trial.backtest(payload)))
    harmless = read_page(backtest_page.html(trial.backtest("x")))

    assert found.elements == harmless.elements
    assert payload in found.text
    plans = read_page(plans_page.html(trial.plans(payload)))
    assert plans.elements == read_page(plans_page.html(trial.plans("x"))).elements
    assert payload in plans.text
    for make in (*_LISTENED, *_WRITTEN_DOWN):
        listening = read_page(make(payload))
        assert listening.elements == read_page(make("x")).elements
        assert payload in listening.text
    measures = read_page(ranking_page.html(sides(payload)))
    assert measures.elements == read_page(ranking_page.html(sides("x"))).elements
    assert payload in measures.text
    weeks = read_page(simulated_page.summary(_weeks(payload)))
    assert weeks.elements == read_page(simulated_page.summary(_weeks("x"))).elements
    assert payload in weeks.text
    for page in (
        pages_of_weeks.changes,
        pages_of_weeks.waiting,
        pages_of_weeks.fairness,
    ):
        told = read_page(page(payload))
        assert told.elements == read_page(page("x")).elements
        assert payload in told.text
    people = read_page(staffing_page.html(searched(name=payload)))
    assert people.elements == read_page(staffing_page.html(searched(name="x"))).elements
    assert payload in people.text


def test_no_text_of_a_scenario_becomes_markup() -> None:
    """Its name, title, question and source stand in more places of the whole report than of the summary."""
    payload = '"></style></svg><script>alert(1)</script>'
    found = read_page(simulated_page.html(_weeks(payload)))

    assert found.elements == read_page(simulated_page.html(_weeks("x"))).elements
    assert payload in found.text


@pytest.mark.parametrize("payload", ["\u202e", "\x00", "\x1b"])
def test_hidden_characters_are_left_out(payload: str) -> None:
    """Marks that turn text around or hide it do not reach the page."""
    assert payload not in backtest_page.html(trial.backtest(payload + "x"))
    assert payload not in ranking_page.html(sides(payload + "x"))
    assert payload not in plans_page.html(trial.plans(payload + "x"))
    assert payload not in simulated_page.summary(_weeks(payload + "x"))
    assert payload not in staffing_page.html(searched(name=payload + "x"))
    assert all(payload not in make(payload + "x") for make in _WRITTEN_DOWN)
    assert payload not in listened.surveyed(payload + "x")
    assert payload not in listened.form(payload + "x")
    assert payload not in listened.over_time(payload + "x")


@_each
def test_the_page_needs_nothing_else(html: Callable[[], str]) -> None:
    """No script, no outside address, and a policy that would refuse them."""
    found = read_page(html())

    assert not {"script", "link", "iframe", "object", "form", "base"} & set(found.order)
    assert not [
        value
        for name, value in found.attributes
        if name in {"src", "href"} and value[:1] != "#"
    ]
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in html()


@_each
def test_the_page_is_built_for_everyone(html: Callable[[], str]) -> None:
    """One main heading, no level skipped, every id used once and every name found."""
    found = read_page(html())

    levels = [int(tag[1]) for tag in found.order if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    ids = [value for name, value in found.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    named = [
        value.lstrip("#")
        for name, value in found.attributes
        if name in {"aria-labelledby", "aria-describedby", "href"}
    ]
    assert set(named) <= set(ids)


@_each
def test_the_page_speaks_the_readers_language(html: Callable[[], str]) -> None:
    """No word that only an engineer would use."""
    told = read_page(html()).text

    words = ("solution", "Jain", "Pareto", "dominated", "decision")
    assert [word for word in words if word in told] == []


def test_the_same_facts_give_the_same_page() -> None:
    """Pages can be compared by digest."""
    assert backtest_page.html(trial.backtest()) == _PAGES["backtest"]()
    assert frontier_page.html(trial.frontier()) == _PAGES["frontier"]()
    assert ranking_page.html(sides()) == _PAGES["measure"]()
    assert plans_page.html(trial.plans()) == _PAGES["plans"]()


@pytest.mark.browser
@_each
@pytest.mark.parametrize("width", [_PHONE, _SCREEN])
def test_the_page_has_no_accessibility_finding(
    html: Callable[[], str], width: int, page: Page, tmp_path: Path
) -> None:
    """Axe finds nothing to object to, on a screen and on a phone, and nothing scrolls sideways but its own regions."""
    file = tmp_path / "page.html"
    file.write_text(html(), encoding="utf-8")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_at(width, file.as_uri(), page)

    assert_open_to_all(page, width)
    assert asked == [file.as_uri()]


@pytest.mark.browser
@_each
def test_the_page_prints_on_a4(
    html: Callable[[], str], page: Page, tmp_path: Path
) -> None:
    """Printed, nothing is wider than the paper."""
    file = tmp_path / "page.html"
    file.write_text(html(), encoding="utf-8")
    page.goto(file.as_uri())
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 695, "height": 982})  # A4 inside its margins

    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    assert page.evaluate("document.documentElement.scrollWidth") <= 695


def _weeks(text: str) -> Simulated:
    """Answers with a text wherever a scenario has one."""
    return answers({text: 1.4, "other": 1.0}, 2, title=text, question=text, source=text)


@pytest.mark.browser
def test_long_names_do_not_widen_a_phone(page: Page, tmp_path: Path) -> None:
    """At 320 pixels long names wrap, or scroll in a region of their own."""
    file = tmp_path / "page.html"
    long = "Llanfairpwllgwyngyll" * 8
    page.set_viewport_size({"width": _PHONE, "height": 640})
    for html in (
        backtest_page.html(trial.backtest(long)),
        simulated_page.html(_weeks(long)),
        simulated_page.summary(_weeks(long)),
        staffing_page.html(searched(name=long)),
    ):
        file.write_text(html, encoding="utf-8")
        page.goto(file.as_uri())

        assert page.evaluate("document.documentElement.scrollWidth") <= _PHONE
