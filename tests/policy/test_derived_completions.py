"""A label is certain exactly when it comes out the same however the blanks are filled in."""

from collections.abc import Iterable
from itertools import product
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allocator.policy.facts import Facts
from allocator.policy.weighting import Weighting
from tests.builders import DAY, small_weighting

LABELS = ("a", "b", "c")
# With bands and lines at whole numbers, halves show what lies on either side of each.
NUMBERS = tuple(str(number / 2) for number in range(9))
MOST_COLUMNS = 4


class Network:
    """Steps that rest on columns and on each other; each column is read once, unless they are shared."""

    def __init__(self, draw: st.DrawFn, *, shares: bool) -> None:
        self.draw = draw
        self.shares = shares
        self.columns: dict[str, dict[str, Any]] = {}
        self.steps: list[dict[str, Any]] = []
        self.levels: dict[str, list[str]] = {}

    def condition(self, depth: int) -> dict[str, list[str]]:
        """That something has one or two of its labels."""
        name = self.label(depth)
        some = st.lists(
            st.sampled_from(self.levels[name]), min_size=1, max_size=2, unique=True
        )
        return {name: self.draw(some)}

    def step(self, kind: str, levels: Iterable[str] = (), **keys: Any) -> str:
        """One more step, with the labels it may have; what it is called."""
        name = f"step{len(self.steps)}"
        self.levels[name] = sorted({*levels})
        self.steps.append({"kind": kind, "name": name, **keys})
        return name

    def column(self, kind: str) -> str:
        """A column of a kind: a new one, or where columns are shared perhaps one that is there."""
        there = [name for name, of in self.columns.items() if of["kind"] == kind]
        if (
            self.shares
            and there
            and (len(self.columns) >= 3 or self.draw(st.booleans()))
        ):
            return self.draw(st.sampled_from(there))
        name = f"{kind}{len(self.columns)}"
        self.columns[name] = {"meaning": "x", "kind": kind}
        if kind == "number":
            self.columns[name]["most"] = 4
        else:
            self.columns[name]["choices"] = self.levels[name] = [*LABELS]
            self.columns[name]["if_blank"] = self.draw(st.sampled_from(["", "", "b"]))
        return name

    def label(self, depth: int) -> str:
        """Something with one of three labels."""
        if depth == 0 or len(self.columns) >= MOST_COLUMNS:
            return self.column("choice")
        kinds = (self.band, self.grid, self.table, self.first, self.highest)
        return self.draw(st.sampled_from(kinds))(depth - 1)

    def labels(self, depth: int) -> list[str]:
        """One or two different things with labels."""
        number = self.draw(st.integers(1, 2))
        return list(dict.fromkeys(self.label(depth) for _ in range(number)))

    def any_label(self) -> str:
        """One of the three."""
        return self.draw(st.sampled_from(LABELS))

    def band(self, depth: int) -> str:
        """Bands of a number, perhaps under a condition, or of a score of one or two."""
        of, more = self.column("number"), {}
        if self.draw(st.booleans()):
            more = {"when": self.condition(depth), "otherwise": self.any_label()}
        elif self.draw(st.booleans()):
            parts = list(dict.fromkeys([of, self.column("number")]))
            several = ["sum_less_least", "highest", "lowest"] if parts[1:] else []
            how = self.draw(st.sampled_from(["sum", *several]))
            of = self.step("score", of=parts, how=how)
        first, second = sorted(self.draw(st.permutations(range(4)))[:2])
        one, two, three = self.draw(st.permutations(LABELS))
        bands = [
            {"label": one, "up_to": first},
            {"label": two, "up_to": second},
            {"label": three},
        ]
        return self.step("band", LABELS, of=of, bands=bands, **more)

    def grid(self, depth: int) -> str:
        """A grid of two numbers, one side running up and one down."""
        cells = [self.any_label() for _ in range(4)]
        down, across = self.draw(st.integers(1, 4)), self.draw(st.integers(1, 4))
        return self.step(
            "grid",
            cells,
            down={"of": self.column("number"), "at_least": [0, down]},
            across={"of": self.column("number"), "at_least": [across, 0]},
            rows=[cells[:2], cells[2:]],
        )

    def table(self, depth: int) -> str:
        """A table with a label for every key."""
        by = self.labels(depth)
        keys = product(*(self.levels[name] for name in by))
        table = {" ".join(key): self.any_label() for key in keys}
        return self.step("label", table.values(), by=by, table=table)

    def first(self, depth: int) -> str:
        """One or two lines, and what holds where none applies."""
        otherwise = self.label(depth)
        rules = [
            {"label": self.any_label(), "when": self.condition(depth)}
            for _ in range(self.draw(st.integers(1, 2)))
        ]
        levels = [*self.levels[otherwise], *(str(rule["label"]) for rule in rules)]
        return self.step("first", levels, rules=rules, otherwise=otherwise)

    def highest(self, depth: int) -> str:
        """The highest of one or two labels."""
        order = self.draw(st.permutations(LABELS))
        return self.step("highest", LABELS, of=self.labels(depth), order=order)


@st.composite
def situations(
    draw: st.DrawFn, *, shares: bool
) -> tuple[Weighting, str, dict[str, str]]:
    """A weighting, one of its labels, and a case with some of its columns filled in."""
    network = Network(draw, shares=shares)
    name = network.label(2)
    texts = {
        column: draw(
            st.sampled_from(["", *(NUMBERS if of["kind"] == "number" else LABELS)])
        )
        for column, of in network.columns.items()
    }
    return small_weighting(columns=network.columns, derive=network.steps), name, texts


def seen(weighting: Weighting, texts: dict[str, str]) -> Facts:
    """One case as the weighting sees it."""
    own = {"type": "three", "urgency": "low"}
    return Facts(weighting.columns, weighting.derived, texts, own, DAY)


def completions(weighting: Weighting, texts: dict[str, str]) -> list[dict[str, str]]:
    """Every way to fill in the blanks."""
    options = [
        [text]
        if text
        else NUMBERS
        if weighting.columns[name].kind == "number"
        else [weighting.columns[name].if_blank or label for label in LABELS]
        for name, text in texts.items()
    ]
    return [dict(zip(texts, found, strict=True)) for found in product(*options)]


def outcomes(weighting: Weighting, name: str, texts: dict[str, str]) -> set[str]:
    """Every label a case could have, by trying."""
    found = set()
    for complete in completions(weighting, texts):
        label = seen(weighting, complete).label(name)
        assert label.is_certain
        found.add(label.name)
    return found


FEW = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@FEW
@given(situation=situations(shares=False))
def test_what_it_could_be_is_what_the_blanks_could_make_of_it(
    situation: tuple[Weighting, str, dict[str, str]],
) -> None:
    """Neither a label that no completion gives, nor one left out that some completion does."""
    weighting, name, texts = situation

    label = seen(weighting, texts).label(name)

    assert label.could_be == outcomes(weighting, name, texts)


@FEW
@given(situation=situations(shares=True))
def test_nothing_is_called_certain_that_could_come_out_otherwise(
    situation: tuple[Weighting, str, dict[str, str]],
) -> None:
    """Where one blank matters in several places, more may be thought possible than is, and never less."""
    weighting, name, texts = situation

    label = seen(weighting, texts).label(name)

    assert label.could_be >= outcomes(weighting, name, texts)
