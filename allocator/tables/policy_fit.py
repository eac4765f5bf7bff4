"""Asks whether a policy can read a batch, and puts the batch into the policy's terms."""

from collections.abc import Collection, Iterator, Set
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from allocator.domain.team import Team
from allocator.errors import Fault, InvalidBatch
from allocator.policy.policy import Policy
from allocator.tables.cells import Wrong, key, shown
from allocator.tables.columns import CASES, TABLES
from allocator.tables.contents import Batch
from allocator.tables.criteria import Criterion
from allocator.tables.nearest import Nearest
from allocator.tables.records import STAND_IN


def check(batch: Batch, policy: Policy) -> list[Fault]:
    """Everything in a batch that a policy cannot read, each with the nearest name it knows."""
    return [*_unknown_names(batch, policy), *_unreadable_criteria(batch, policy)]


def notes(batch: Batch, policy: Policy) -> list[str]:
    """Columns of the cases table that a policy does not read, if the batch has not said so."""
    declared = {key(name) for name in policy.weighting.columns}
    said = []
    for name in batch.criteria:
        if name in declared:
            continue
        near = get_close_matches(name, [*declared, *CASES.column], n=1, cutoff=0.6)
        hint = f" Did you mean '{near[0]}'?" if near else ""
        said.append(
            f"{batch.place('cases')}: column {shown(name)} is not read by {policy.name}.{hint}"
        )
    return [note for note in said if note not in batch.notes]


def fit(batch: Batch, policy: Policy) -> Batch:
    """The batch in the policy's terms: criteria spelt its way, skills without a level at its level.

    Raises InvalidBatch with every fault that ``check`` finds.
    """
    if faults := check(batch, policy):
        raise InvalidBatch(faults)
    level = policy.competency.matching.unstated_level
    team = _with_criteria(batch.team, policy)
    if level != batch.unstated_level:
        team = _with_levels(team, batch, level)
    return replace(
        batch,
        team=team,
        notes=(*batch.notes, *notes(batch, policy)),
        unstated_level=level,
    )


def _unknown_names(batch: Batch, policy: Policy) -> Iterator[Fault]:
    for table, column, known, what in _vocabularies(policy):
        nearest = Nearest(known, f"{what} that {policy.name} knows")
        for index, record in enumerate(getattr(batch.team, TABLES[table].kept_as)):
            given = getattr(record, column)
            for name in (given,) if isinstance(given, str) else given:
                if name.startswith(STAND_IN) or not name:
                    continue
                if problem := nearest.problem(name):
                    yield batch.fault(table, index, column, problem)


def _vocabularies(
    policy: Policy,
) -> Iterator[tuple[str, str, Collection[str], str]]:
    """Each column whose names a policy must know: table, column, names, and what they are."""
    weighting, competency = policy.weighting, policy.competency
    yield "workers", "seniority", competency.levels, "a grade"
    if weighting.known_types is not None:
        yield "cases", "type", weighting.known_types, "a type of case"
    interventions: Set[str] | None = weighting.known_interventions
    if not competency.accept_any:
        held = set(competency.interventions)
        interventions = held if interventions is None else held & interventions
        for table, column in (
            ("workers", "skills"),
            ("workers", "developing"),
            ("cases", "skills_required"),
            ("skills", "skill"),
        ):
            yield table, column, competency.skills, "a skill"
    if interventions is not None:
        yield "cases", "interventions", interventions, "an intervention"


def _criteria(policy: Policy) -> dict[str, tuple[str, Criterion]]:
    """By heading, the name and the reading of every column the weighting declares."""
    declared = {}
    for name, column in policy.weighting.columns.items():
        # Under its own name too, in which a batch that was fitted before has it.
        declared[key(name)] = declared[name] = name, Criterion(column)
    return declared


def _unreadable_criteria(batch: Batch, policy: Policy) -> Iterator[Fault]:
    declared = _criteria(policy)
    for index, case in enumerate(batch.team.cases):
        for heading, text in case.criteria.items():
            if heading in declared:
                try:
                    declared[heading][1].settle(text)
                except Wrong as error:
                    yield batch.fault("cases", index, heading, str(error))


def _with_criteria(team: Team, policy: Policy) -> Team:
    declared = _criteria(policy)
    cases = []
    for case in team.cases:
        settled = {}
        for heading, text in case.criteria.items():
            name, criterion = declared.get(heading, (heading, None))
            if value := criterion.settle(text) if criterion else text:
                settled[name] = value
        same = settled == case.criteria
        cases.append(case if same else case.changed(criteria=settled))
    return team.changed(cases=tuple(cases))


def _with_levels(team: Team, batch: Batch, level: int) -> Team:
    """The team with the skills that were given no level at this one."""
    update: dict[str, Any] = {}
    for table, places in batch.unstated.items():
        records = list(getattr(team, TABLES[table].kept_as))
        for (index, column), skills in places.items():
            levels = {**getattr(records[index], column), **dict.fromkeys(skills, level)}
            records[index] = records[index].changed(**{column: levels})
        update[TABLES[table].kept_as] = tuple(records)
    return team.changed(**update)
