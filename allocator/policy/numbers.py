"""The numbers of a weighting that a diary can speak about: minutes of terms and journeys, and percentages."""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from allocator.policy.adjustments import Limit, Multiply, Round
from allocator.policy.terms import AnyTerm, Constant, Count, Each, Lookup, Recurring
from allocator.policy.weighting import Travel, Weighting

TRAVEL = "Travel"
OTHERWISE = "otherwise"
_JOURNEYS = (
    "minutes_within_locality",
    "minutes_beyond_locality",
    "minutes_unknown_locality",
)
_BASELINE = Decimal(100)
_FINEST = Decimal("0.001")
_HARDLY = Decimal("0.000001")


class Number(NamedTuple):
    """One number: the term it belongs to, its key there, and whether it is a percentage rather than minutes."""

    term: str
    key: str
    is_percent: bool = False


def numbers(weighting: Weighting) -> dict[Number, Decimal]:
    """Every number with its value, in the order of the file.

    A percentage of 100 is no number of its own: it is what the others are more or less than.
    """
    return dict(_found(weighting))


def _found(weighting: Weighting) -> Iterator[tuple[Number, Decimal]]:
    for term in weighting.terms:
        match term:
            case Lookup() | Each():
                for key, units in term.units.items():
                    yield Number(term.name, key), units
                if term.otherwise is not None:
                    yield Number(term.name, OTHERWISE), term.otherwise
            case Recurring():
                for key, timed in term.every.items():
                    yield Number(term.name, key), timed.units_each
            case Count():
                yield Number(term.name, ""), term.units_each
            case Constant():
                yield Number(term.name, ""), term.units
            case Multiply():
                for key, percent in term.percent.items():
                    if percent != _BASELINE:
                        yield Number(term.name, key, is_percent=True), percent
            case Limit() | Round():
                pass
    if weighting.travel and weighting.travel.counts_as_workload:
        for key in _JOURNEYS:
            yield Number(TRAVEL, key), getattr(weighting.travel, key)


def with_values(weighting: Weighting, values: Mapping[Number, Decimal]) -> Weighting:
    """The weighting with some of its numbers changed."""
    of_terms: dict[str, dict[str, Decimal]] = {}
    for number, value in values.items():
        of_terms.setdefault(number.term, {})[number.key] = value
    terms = tuple(
        _with(term, of_terms[term.name]) if term.name in of_terms else term
        for term in weighting.terms
    )
    journeys = of_terms.get(TRAVEL, {})
    travel: Travel | None = weighting.travel
    if travel is not None and journeys and not _has_term(weighting, TRAVEL):
        travel = travel.changed(**journeys)
    return weighting.changed(terms=terms, travel=travel)


def _with(term: AnyTerm, values: Mapping[str, Decimal]) -> AnyTerm:
    match term:
        case Lookup() | Each():
            otherwise = values.get(OTHERWISE, term.otherwise)
            units = {key: values.get(key, units) for key, units in term.units.items()}
            return term.changed(units=units, otherwise=otherwise)
        case Recurring():
            every = {
                key: timed.changed(units_each=values.get(key, timed.units_each))
                for key, timed in term.every.items()
            }
            return term.changed(every=every)
        case Count():
            return term.changed(units_each=values.get("", term.units_each))
        case Constant():
            return term.changed(units=values.get("", term.units))
        case Multiply():
            percent = {key: values.get(key, old) for key, old in term.percent.items()}
            return term.changed(percent=percent)
        case Limit() | Round():
            return term


def _has_term(weighting: Weighting, name: str) -> bool:
    return any(term.name == name for term in weighting.terms)


def unlimited(weighting: Weighting) -> Weighting:
    """The weighting without anything that is not in proportion: limits, roundings and steps."""

    def free(term: AnyTerm) -> AnyTerm:
        if isinstance(term, Limit):
            return term.changed(at_least=None, at_most=None)
        return term.changed(to=_HARDLY) if isinstance(term, Round) else term

    terms = tuple(map(free, weighting.terms))
    return weighting.changed(terms=terms, round_to=_FINEST, rounding="half_up")


def not_in_proportion(weighting: Weighting) -> list[str]:
    """The terms that calibration has to leave out of account, by name."""
    return [term.name for term in weighting.terms if isinstance(term, Limit | Round)]


def key_of(
    weighting: Weighting, name: str, said: str, known: Collection[Number]
) -> Number:
    """The number behind one part of what a case asks; ``said`` is what the weighting says of where it is from."""
    term = next((term for term in weighting.terms if term.name == name), None)
    key = said
    if isinstance(term, Recurring):
        key = said.partition(", ")[0]
    elif isinstance(term, Each):
        key = said.partition(" x ")[0]
    elif isinstance(term, Constant | Count):
        key = ""
    number = Number(name, key, is_percent=isinstance(term, Multiply))
    return number if number in known else Number(name, OTHERWISE)
