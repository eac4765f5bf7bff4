"""A page taken apart: its elements, their attributes and its text."""

from collections import Counter
from html.parser import HTMLParser


class Page(HTMLParser):
    """What stands in a page, in its order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.order: list[str] = []
        self.elements: Counter[tuple[str, tuple[str, ...]]] = Counter()
        self.attributes: list[tuple[str, str]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.order.append(tag)
        self.elements[tag, tuple(name for name, _ in attrs)] += 1
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        if not self.order or self.order[-1] != "style":
            self.text += data


def read_page(content: str) -> Page:
    """The page as a browser would take it apart."""
    page = Page()
    page.feed(content)
    return page
