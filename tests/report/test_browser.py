from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from allocator.report.outcome import Outcome
from allocator.report.page import html
from tests.report.opened import assert_open_to_all, open_at
from tests.report.poison import poisoned
from tests.report.sample import outcome
from tests.report.test_moved import relieved

pytestmark = pytest.mark.browser

_PHONE, _SCREEN = 320, 1280


_TOLD = pytest.mark.parametrize("told", [outcome, relieved], ids=["placed", "moved"])


@pytest.fixture(scope="module", params=[outcome, relieved], ids=["placed", "moved"])
def file(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Path:
    """The page as a file, as someone would open it from an e-mail."""
    path = tmp_path_factory.mktemp("page") / "proposal.html"
    path.write_text(html(request.param()), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [_PHONE, _SCREEN])
def test_the_page_has_no_accessibility_finding(
    file: Path, page: Page, width: int
) -> None:
    """Axe finds nothing to object to, on a screen and on a phone."""
    open_at(width, file.as_uri(), page)

    assert_open_to_all(page, width)


@_TOLD
@pytest.mark.parametrize("text", ["", "Llanfairpwllgwyngyll" * 8])
def test_the_page_does_not_scroll_sideways_on_a_phone(
    page: Page, tmp_path: Path, text: str, told: Callable[[], Outcome]
) -> None:
    """At 320 pixels (or 400% zoom) only wide parts scroll, each in its own labelled region."""
    path = tmp_path / "proposal.html"
    path.write_text(html(poisoned(told(), text)), encoding="utf-8")
    page.set_viewport_size({"width": _PHONE, "height": 640})
    page.goto(path.as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") <= _PHONE


def test_the_page_asks_for_nothing_and_complains_of_nothing(
    file: Path, page: Page
) -> None:
    """Opened offline it is complete: one file read, no request, no error in the console."""
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))

    page.goto(file.as_uri())

    assert asked == [file.as_uri()]
    assert complaints == []


def test_every_wide_part_can_be_reached_by_keyboard(file: Path, page: Page) -> None:
    """Parts that scroll take the focus and have a name; the skip link comes first."""
    page.goto(file.as_uri())

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.textContent") == "Skip to the proposal"
    regions = page.locator(".scroll")
    assert regions.count() >= 2
    for number in range(regions.count()):
        assert regions.nth(number).get_attribute("tabindex") == "0"
        assert regions.nth(number).get_attribute("role") == "region"


def test_links_are_large_enough_to_touch(file: Path, page: Page) -> None:
    """Each link of the contents is at least 24 pixels high."""
    page.set_viewport_size({"width": _PHONE, "height": 640})
    page.goto(file.as_uri())

    heights = [
        box["height"]
        for link in page.locator("nav a").all()
        if (box := link.bounding_box())
    ]

    assert heights
    assert min(heights) >= 24


def test_the_page_prints_on_a4(file: Path, page: Page) -> None:
    """Printing gives a PDF of a few pages, with nothing wider than the paper."""
    page.goto(file.as_uri())
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 695, "height": 982})  # A4 inside its margins

    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    assert page.evaluate("document.documentElement.scrollWidth") <= 695
