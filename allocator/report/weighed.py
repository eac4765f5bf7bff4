"""How a case came to its units, as a sum that can be read down."""

import re
from collections.abc import Iterator
from decimal import Decimal

from allocator.domain.weighed import Weighed, WeighedTerm
from allocator.explain.words import unit
from allocator.policy.outline import Node, leaves, outline
from allocator.policy.policy import Policy
from allocator.report.columns import table, wrapped
from allocator.report.policy_titles import TITLES, UNITS, title
from allocator.report.policy_words import (
    as_words,
    is_number,
    label,
    quantity,
    value_text,
)
from allocator.report.policy_words import text as worded
from allocator.report.wording import day, plain, words

_STATED = re.compile(r"([a-z_]+) (-?[\d.]+)")
_MOST_DECIMALS = 2


def text(weighed: Weighed, policy: Policy) -> str:
    """The sum, what was assumed in it, and where its numbers are from."""
    return "\n".join(_lines(weighed, policy.on(weighed.as_of))) + "\n"


def _lines(weighed: Weighed, policy: Policy) -> Iterator[str]:
    counted = unit(weighed.unit)
    units = quantity(Decimal(str(weighed.units)), counted)
    yield from wrapped(f"{plain(weighed.case_id)} asks {units} of {_whom(weighed)}.")
    about = [
        words(weighed.type),
        f"held by {plain(weighed.held_by)}" if weighed.held_by else "waiting",
    ]
    yield from wrapped(
        f"{', '.join(about)}. Weighed by {plain(policy.title)} ({plain(policy.name)}) as of {day(weighed.as_of)}."
    )
    yield ""
    yield from _sum(weighed, policy, counted)
    if weighed.percent is not None and weighed.capacity is not None:
        yield ""
        has = quantity(Decimal(str(weighed.capacity)), counted)
        yield from wrapped(
            f"That is {weighed.percent:,.1f}% of what {plain(weighed.worker_id)} has for cases, {has}."
        )
    if weighed.nothing_from:
        yield ""
        yield from wrapped(
            f"Nothing from: {', '.join(map(plain, weighed.nothing_from))}."
        )
    if weighed.assumed:
        yield ""
        yield "Provisional, because something had to be assumed:"
        for phrase in weighed.assumed:
            yield from wrapped(f"- {plain(phrase)}", indent=2)
    yield ""
    yield "Where the numbers are from, in the words of the files:"
    for source in weighed.sources:
        yield from wrapped(f"- {plain(source.about)}: {plain(source.source)}", indent=2)


def _whom(weighed: Weighed) -> str:
    if not weighed.worker_id:
        return "an ordinary worker"
    role = ", its co-worker" if weighed.role == "co_worker" else ""
    would = "" if weighed.worker_id == weighed.held_by or role else ", if they held it"
    return f"{plain(weighed.worker_id)}{role}{would}"


def _sum(weighed: Weighed, policy: Policy, counted: str) -> Iterator[str]:
    """Every term below the other, and what they come to."""
    values = [Decimal(str(term.value)) for term in weighed.terms]
    decimals = min(
        _MOST_DECIMALS, max((_decimals(value) for value in values), default=0)
    )
    rows = [
        (
            plain(term.term),
            _number(value, decimals),
            _from(term, weighed, policy, counted),
        )
        for term, value in zip(weighed.terms, values, strict=True)
    ]
    total = ("Together", _number(Decimal(str(weighed.units)), decimals), "")
    heading = ("What", words(counted), "From")
    lines = table(heading, [*rows, total], (24, 16), right=(1,))
    # The last line is the total, which never takes more than one.
    yield from (*lines[:-1], lines[1], lines[-1])


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _number(value: Decimal, decimals: int) -> str:
    return f"{value:,.{decimals}f}".replace("-", "−")


def _from(term: WeighedTerm, weighed: Weighed, policy: Policy, counted: str) -> str:
    """Where in its table a number stands, and what stands there where that is not the number itself."""
    of_weighting = term.source.removeprefix(f"{policy.names.weighting}: ")
    keys = of_weighting.removeprefix(f"{term.term}, ").split(", ")
    said = [_key(key, counted) for key in keys]
    found = next((n for n in _parts(policy) if n.key in (term.term, keys[0])), None)
    if found is not None:
        said += _stated(found, keys, counted)
        said += _journey(found, keys, term) if weighed.role == "holder" else ()
    return plain(", ".join(said))


def _key(part: str, counted: str) -> str:
    """A key, or a key with its value as ``round_to 5``, in words; a grade may stand before it."""
    whose, _, said = part.rpartition(": ")
    stated = _STATED.fullmatch(said)
    if stated and stated[1] in TITLES:
        value = value_text(Decimal(stated[2]), stated[1], counted)
        said = f"{title(stated[1]).label} {value}"
    else:
        said = as_words(said)
    return f"{whose}: {said}" if whose else said


def _parts(policy: Policy) -> Iterator[Node]:
    """Every term, and every part of the weighting, that a number may be from."""
    nodes = outline(policy.weighting)
    yield from (below for node in nodes if node.key == "terms" for below in node.below)
    yield from (node for node in nodes if node.below)


def _stated(found: Node, keys: list[str], counted: str) -> Iterator[str]:
    """What a table says at a key where it is no number of units: ``130% of Type of case``."""
    entries = [way[-1] for way in leaves(found.below) if way[-1].key in keys]
    of = found.get("of")
    whole = f" of {', '.join(map(str, of))}" if isinstance(of, tuple) else ""
    for entry in entries:
        if title(entry.field).unit not in ("", UNITS):
            yield f"{worded(entry, counted)}{whole}"
    if not entries:
        for node in found.below:
            if title(node.field).unit == UNITS and is_number(node):
                yield f"{label(node)} {worded(node, counted)}"


def _journey(found: Node, keys: list[str], term: WeighedTerm) -> Iterator[str]:
    """How long each visit's journey is, where the table says how many there are."""
    visits = [
        Decimal(str(way[-1].value))
        for way in leaves(found.below)
        if way[-1].field == "Travel.visits_per_week" and way[-1].key in keys
    ]
    for number in filter(None, visits):
        each = round(Decimal(str(term.value)) / number, 1)
        yield f"{quantity(each, 'minutes')} for each"
