from pathlib import Path

import pytest
from playwright.sync_api import Page

from allocator import shipped
from allocator.policy.framework_loading import load_framework
from allocator.report import skills_form_page, skills_pages, skills_pilot
from allocator.report.skills_form import Form
from allocator.skills.compiling import compile_audit
from allocator.skills.piloting import pilot
from allocator.tables.audit_reading import read_audit
from tests.report.opened import assert_open_to_all, open_at

pytestmark = pytest.mark.browser

PAGES = ("audit", "people", "form", "pilot")
_PHONE, _SCREEN = 320, 1280


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages of the shipped audit and pilot as files."""
    framework = load_framework("children")
    audits = shipped.folder("scenarios", "audits")
    audited = compile_audit(read_audit(audits / "children", framework), framework)
    piloted = pilot(read_audit(audits / "pilot", framework), framework)
    texts = {
        "audit": skills_pages.shared(audited),
        "people": skills_pages.named(audited),
        "form": skills_form_page.html(Form(framework, "supervisor", pilot=True)),
        "pilot": skills_pilot.page(piloted, framework),
    }
    folder = tmp_path_factory.mktemp("skills")
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in texts}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [_PHONE, _SCREEN])
def test_no_page_has_an_accessibility_finding(
    name: str, width: int, files: dict[str, Path], page: Page
) -> None:
    """Axe finds nothing to object to, on a screen and on a phone, and nothing scrolls sideways but wide parts."""
    open_at(width, files[name].as_uri(), page)

    assert_open_to_all(page, width)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_prints_on_a4(name: str, files: dict[str, Path], page: Page) -> None:
    """Nothing is wider than the paper: portrait, inside its margins."""
    page.goto(files[name].as_uri())
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 695, "height": 982})

    assert page.evaluate("document.documentElement.scrollWidth") <= 695
