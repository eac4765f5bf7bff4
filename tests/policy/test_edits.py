"""Whatever a person does to a policy file by accident, they are told in words they can act on."""

import copy
import datetime
import re
import tempfile
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allocator import shipped
from allocator.errors import InvalidBatch, InvalidPolicy, UnknownName
from allocator.policy import toml
from allocator.policy.loading import load_policy
from allocator.policy.policy import Policy
from allocator.tables.batch import Batch, fit
from allocator.workload.measure import Workload
from tests.builders import DAY, case, team, worker
from tests.policy.files import CHILDREN, policy_file, toml_text

pytestmark = pytest.mark.slow

# Words of the machinery that reads the files, which nobody who writes one should have to know.
JARGON = re.compile(
    r"\b(input|decimal(?! places)|dict(ionary)?|tuple|instance|validation|discriminator|tag|object|pars(e|ing)"
    r"|string|integer|boolean|union|str|int|bool|None|NoneType|model|pydantic|literal)\b",
    re.IGNORECASE,
)
OWN_WORDS = st.text("xyzXYZ_ é'\"\\=.[", max_size=8)
NUMBERS = st.one_of(
    st.integers(-3, 3000),
    st.decimals(-3, 3000, places=2),
    st.sampled_from([Decimal("NaN"), Decimal("Infinity"), Decimal("1e40"), 10**40]),
)
VALUES = st.recursive(
    st.one_of(OWN_WORDS, NUMBERS, st.booleans(), st.dates()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(OWN_WORDS, inner, max_size=2)
    ),
    max_leaves=3,
)

WAYS = ("delete", "replace", "insert", "rename", "misspell", "repeat", "turn round")
Place = tuple[str | int, ...]
Files = dict[str, dict[str, Any]]


def files_of(names: dict[str, str]) -> Files:
    """The content of the three parts."""
    return {
        kind: toml.read(shipped.toml(name, "models", kind))
        for kind, name in names.items()
    }


def loaded(files: Files) -> Policy:
    """The policy these files make, written without comments into a folder of their own."""
    with tempfile.TemporaryDirectory() as folder:
        texts = {kind: toml_text(content) for kind, content in files.items()}
        return load_policy(str(policy_file(Path(folder), **texts)))


def places(content: Any, above: Place = ()) -> list[Place]:
    """The way to every value, at any depth."""
    below: list[tuple[str | int, Any]] = []
    if isinstance(content, dict):
        below = list(content.items())
    if isinstance(content, list):
        below = list(enumerate(content))
    found = [(*above, key) for key, _ in below]
    return found + [
        place for key, part in below for place in places(part, (*above, key))
    ]


def at(content: Any, place: Place) -> Any:
    """What stands at a place."""
    for key in place:
        content = content[key]
    return content


def is_number(value: Any) -> bool:
    """Whether a planner would call it a number."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


@st.composite
def edits(draw: st.DrawFn, files: Files) -> Files:
    """The files with a few things deleted, replaced, inserted or renumbered."""
    files = copy.deepcopy(files)
    for _ in range(draw(st.integers(1, 3))):
        content = files[draw(st.sampled_from(sorted(files)))]
        place = draw(st.sampled_from(places(content)))
        holder, key = at(content, place[:-1]), place[-1]
        what = draw(st.sampled_from(WAYS))
        if what == "replace":
            holder[key] = draw(VALUES)
        elif what == "insert" and isinstance(holder, dict):
            holder[draw(OWN_WORDS)] = draw(VALUES)
        elif what == "rename" and isinstance(holder, dict) and len(str(key)) > 1:
            holder[str(key)[:-1]] = holder.pop(key)
        elif what == "misspell" and isinstance(holder[key], str):
            holder[key] = holder[key][:-1]
        elif what == "repeat" and isinstance(holder, list):
            holder.append(copy.deepcopy(holder[int(key)]))
        elif what == "turn round" and isinstance(holder[key], list):
            holder[key].reverse()
        else:
            del holder[key]
        if not places(content):
            break
    return files


def parts_of(policy: str) -> dict[str, str]:
    """The names of the three parts of a shipped policy."""
    names = toml.read(shipped.toml(policy, "models", "policies"))
    return {kind: names[kind] for kind in CHILDREN}


SHIPPED = {name: parts_of(name) for name in shipped.names("models", "policies")}
WHOLE = {
    name: (files, loaded(files))
    for name, parts in SHIPPED.items()
    for files in [files_of(parts)]
}
# Each shipped file once, with a policy it is part of.
PARTS = {
    (kind, part): name
    for name, parts in sorted(SHIPPED.items(), reverse=True)
    for kind, part in parts.items()
}


def hold_to_plain_words(error: InvalidPolicy) -> None:
    """Each fault names its file, keeps to one line and speaks no jargon."""
    assert error.faults
    for fault in error.faults:
        assert re.match(r"(weighting|competency|priorities)\.toml", str(fault))
        # What a file may say, and what it says, stands in quotes.
        assert not JARGON.search(re.sub("'[^']*'", "", fault.problem)), str(fault)
        assert "\n" not in str(fault)


@pytest.mark.parametrize("name", WHOLE)
def test_no_edit_ends_in_a_traceback(name: str) -> None:
    """A file is used as it says or refused in plain words, each naming its file; nothing else can happen."""
    files, whole = WHOLE[name]

    @settings(
        max_examples=50,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(edited=edits(files))
    def check(edited: Files) -> None:
        try:
            policy = loaded(edited)
        except InvalidPolicy as error:
            hold_to_plain_words(error)
            return
        same = policy.digest == whole.digest
        assert not same or policy.changed(name="", names=whole.names) == (
            whole.changed(name="", names=whole.names)
        )
        weigh(policy)

    check()


def weigh(policy: Policy) -> None:
    """Weigh a small team; what cannot be weighed is told by row."""
    types = policy.weighting.known_types or {"assessment"}
    cases = [
        case(f"C{n}", name, worker_id="W1", start_date=DAY)
        for n, name in enumerate(sorted(types))
    ]
    grades = enumerate(policy.competency.levels, start=1)
    people = [worker(f"W{n}", 20, seniority=grade) for n, grade in grades]
    batch = Batch(team=team(*people, *cases))
    for day in (DAY, DAY.replace(year=DAY.year + 20)):
        with suppress(InvalidBatch):
            workload = Workload(fit(batch, policy).team, policy, day)
            assert len(workload.holdings) == len(people)


@pytest.mark.parametrize(
    ("kind", "part"), PARTS, ids=[" ".join(found) for found in PARTS]
)
def test_no_number_changes_behind_the_digest(kind: str, part: str) -> None:
    """Whatever number of whatever file is changed, either the file is refused or the digest is another."""
    files, whole = WHOLE[PARTS[kind, part]]
    numbers = [
        place for place in places(files[kind]) if is_number(at(files[kind], place))
    ]
    assert numbers

    for place in numbers:
        edited = copy.deepcopy(files)
        holder = at(edited[kind], place[:-1])
        holder[place[-1]] += 1
        with suppress(InvalidPolicy):
            assert loaded(edited).digest != whole.digest, place


@settings(max_examples=100, deadline=None)
@given(content=st.one_of(st.binary(max_size=60), st.text(max_size=60).map(str.encode)))
def test_no_bytes_end_in_a_traceback(content: bytes) -> None:
    """A picture, a letter or half a file given as a policy is refused by name."""
    with tempfile.TemporaryDirectory() as folder:
        file = policy_file(Path(folder), content)

        with pytest.raises(InvalidPolicy, match=r"own\.toml"):
            load_policy(str(file))


@settings(max_examples=100, deadline=None)
@given(name=st.text(max_size=40))
def test_no_name_ends_in_a_traceback(name: str) -> None:
    """Whatever is typed for a policy, it is found or told to be unknown."""
    with suppress(UnknownName, InvalidPolicy):
        assert load_policy(name).weighting.terms


def test_dates_are_written_as_toml() -> None:
    """The writer these tests use gives back what was read."""
    content = {"a": datetime.date(2026, 9, 14), "b": [1, Decimal("0.5"), {"c d": True}]}

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.toml"
        path.write_text(toml_text(content), encoding="utf-8")
        assert toml.read(path) == content
