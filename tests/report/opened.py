"""Pages opened in a browser, and what each must be for everybody."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def open_at(width: int, address: str, page: Page) -> None:
    """Open a page on a screen of so many pixels across."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)


def assert_open_to_all(page: Page, width: int) -> None:
    """Axe finds nothing to object to, and nothing scrolls sideways but regions of its own."""
    results = Axe().run(page)

    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
