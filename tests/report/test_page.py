import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from allocator.report.page import html
from tests.report.markup import read_page
from tests.report.poison import poisoned
from tests.report.sample import account, outcome

_SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)


def test_the_page_reads_as_agreed(golden: Callable[[str, str], None]) -> None:
    """What a person sees on the page changes only when someone means it to; charts have their own tests."""
    golden("proposal.html", _SVG.sub("<svg></svg>", html(outcome())))


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' onmouseover='alert(1)",
        "</title></style></svg><script>",
        "{{ 7 * 7 }}{% raw %}",
        "<!-- ",
        "&lt;b&gt;",
    ],
)
def test_no_text_of_a_batch_becomes_markup(payload: str) -> None:
    """Whatever stands in a name or a reason, the page has the same elements and shows it as text."""
    page = read_page(html(poisoned(outcome(), payload)))
    harmless = read_page(html(poisoned(outcome(), "x")))

    assert page.elements == harmless.elements
    assert payload in page.text


@pytest.mark.parametrize("payload", ["\u202e", "\u2066", "\u200f", "\x00", "\x1b"])
def test_hidden_characters_are_left_out(payload: str) -> None:
    """Marks that turn text around or hide it do not reach the page."""
    assert payload not in html(poisoned(outcome(), payload + "x"))


def test_names_written_right_to_left_do_not_turn_the_line_around() -> None:
    """A Hebrew or Arabic name is set apart, so that the numbers beside it stay in order."""
    page = html(poisoned(outcome(), "שרה "))

    assert "<bdi>שרה W07 · שרה Rowan Heron</bdi>" in page


def test_the_page_needs_nothing_else() -> None:
    """No script, no outside address, and a policy that would refuse them."""
    page = read_page(html(outcome()))

    assert not {"script", "link", "iframe", "object", "form", "base"} & {
        tag for tag, _ in page.elements
    }
    assert not [
        value
        for name, value in page.attributes
        if name in {"src", "href"} and value[:1] != "#"
    ]
    assert not re.search(r"@import|url\(|https?:", _styles(html(outcome())))
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in html(
        outcome()
    )


def test_the_page_is_built_for_everyone() -> None:
    """One title, one main heading, no level skipped, every table captioned and every id used once."""
    content = html(outcome())
    page = read_page(content)

    levels = [int(tag[1]) for tag in page.order if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert '<html lang="en-GB">' in content
    ids = [value for name, value in page.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    named = [
        value for name, value in page.attributes if name in {"aria-labelledby", "href"}
    ]
    assert {name.lstrip("#") for name in named} <= set(ids)


def test_people_decide() -> None:
    """The page says at its head that it is a proposal."""
    assert "The engine proposes; people decide." in html(outcome())


@pytest.mark.parametrize(
    "word", ["solution", "agent", "Jain", "decision", "utilisation"]
)
def test_the_page_speaks_the_readers_language(word: str) -> None:
    """No word that only an engineer would use."""
    assert word not in read_page(html(outcome())).text


def test_an_empty_week_is_a_short_page() -> None:
    """With nothing waiting and nobody there, no empty table or broken link remains."""
    empty = outcome(
        account=account(
            outcome().team,
            assignments=(),
            unallocated=(),
            workers=(),
            measures={},
            inputs={},
        ),
        notes=(),
        provisional=(),
    )

    page = read_page(html(empty))

    assert "table" not in page.order
    assert "No case is waiting" in page.text


def _styles(content: str) -> str:
    return content[content.index("<style>") : content.index("</style>")]
