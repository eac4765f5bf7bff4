import dataclasses
import re
from typing import Any
from xml.etree import ElementTree

from allocator.report.chart import drawings
from allocator.report.outcome import Outcome
from tests.report.sample import account, outcome


def test_the_chart_has_every_worker_most_loaded_first() -> None:
    """Each worker is named beside a bar, and what is over a limit says so in words."""
    (drawing,) = drawings(outcome())

    words = _words(drawing.svg)
    names = [word for word in words if re.match(r"W\d\d", word)]
    assert names[0] == "W04 · Dev Patel"
    assert names[-1] == "W06 · Farah Siddiqui"
    assert len(names) == 12
    assert "103%, over safe limit" in words
    assert "82% → 99%" in words
    assert "no capacity, holds cases" in words
    assert {
        "Safe limit 100%",
        "Ceiling 110%",
        "Held now",
        "Added by this proposal",
    } <= set(words)


def test_the_chart_is_told_in_words_too() -> None:
    """Someone who cannot see the picture hears its name and what it shows."""
    (drawing,) = drawings(outcome())

    root = ElementTree.fromstring(drawing.svg)  # noqa: S314 our own picture
    assert root.attrib["role"] == "img"
    assert "12 bars" in drawing.description
    assert "Most loaded: W04 · Dev Patel, 103%." in drawing.description


def test_many_workers_are_drawn_team_by_team() -> None:
    """120 workers make charts that fit a page each, all to one scale, nobody left out."""
    many = _many(120)

    drawn = drawings(many)

    assert [drawing.title for drawing in drawn] == [
        "North, part 1 of 2",
        "North, part 2 of 2",
        "South, part 1 of 2",
        "South, part 2 of 2",
    ]
    shown = [w for d in drawn for w in _words(d.svg) if re.match(r"W\d+ · ", w)]
    assert len(shown) == 120


def test_an_extreme_does_not_squeeze_the_others() -> None:
    """A worker at 900% is told in numbers; the bars keep a scale others can be read on."""
    first, *others = outcome().account.workers
    extreme = first.model_copy(update={"percent_after": 900.0})
    (drawing,) = drawings(_with(workers=(extreme, *others)))

    assert any("900%" in word for word in _words(drawing.svg))
    assert "800%" not in _words(drawing.svg)


def test_nobody_there_is_no_chart() -> None:
    """Without workers there is nothing to draw."""
    assert drawings(_with(workers=())) == []


def _many(workers: int) -> Outcome:
    team, people = outcome().team, outcome().account.workers
    copies = [
        (team.workers[0].model_copy(update={"worker_id": f"W{n}"}), f"W{n}")
        for n in range(workers)
    ]
    accounts = tuple(
        people[0].model_copy(
            update={"worker_id": worker_id, "team": ("North", "South")[n % 2]}
        )
        for n, (_, worker_id) in enumerate(copies)
    )
    return dataclasses.replace(
        outcome(
            account=account(team, assignments=(), unallocated=(), workers=accounts)
        ),
        team=type(team)(workers=tuple(worker for worker, _ in copies)),
    )


def _words(svg: str) -> list[str]:
    root = ElementTree.fromstring(svg)  # noqa: S314 our own picture
    return ["".join(text.itertext()) for text in root.iter("text")]


def _with(**changes: Any) -> Outcome:
    return outcome(account=account(outcome().team, **changes))
