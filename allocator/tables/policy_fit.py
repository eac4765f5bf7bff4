"""Asks whether a policy can read a batch, and puts the batch into the policy's terms."""

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from allocator.domain.case import Case
from allocator.domain.team import Team
from allocator.errors import Fault, InvalidBatch
from allocator.policy.bands import Band
from allocator.policy.columns import Column
from allocator.policy.facts import Facts, Uncovered
from allocator.policy.grids import Grid
from allocator.policy.policy import Policy
from allocator.tables.cells import Wrong, key, shown
from allocator.tables.columns import TABLES
from allocator.tables.contents import Batch
from allocator.tables.criteria import Criterion
from allocator.tables.nearest import Nearest
from allocator.tables.records import STAND_IN
from allocator.tables.time_off import cut_short, settled, unreadable_reductions

# Of notes that many rows may call for.
_SHOWN_SHORT = 10


def check(batch: Batch, policy: Policy) -> list[Fault]:
    """Everything in a batch that a policy cannot read, each with the nearest name it knows."""
    return [
        *_unknown_names(batch, policy),
        *_blank_hours(batch, policy),
        *unreadable_reductions(batch, policy),
        *_unreadable_criteria(batch, policy),
    ]


def notes(batch: Batch, policy: Policy) -> list[str]:
    """Columns that a policy does not read or go by, and reductions it cuts short, if the batch has not said so."""
    said = []
    for table, names in batch.criteria.items():
        declared = {key(name) for name in _columns(policy, table)}
        for name in names:
            if name in declared:
                continue
            near = get_close_matches(
                name, [*declared, *TABLES[table].column], n=1, cutoff=0.6
            )
            hint = f" Did you mean '{near[0]}'?" if near else ""
            said.append(
                f"{batch.place(table)}: column {shown(name)} is not read by {policy.name}.{hint}"
            )
    said += [
        f"{policy.names.weighting}: nothing goes by '{name}', so what it says changes nothing."
        for name in policy.weighting.unread
    ]
    short = [] if batch.fits else [*cut_short(batch, policy)]
    said += short[:_SHOWN_SHORT]
    if (more := len(short) - _SHOWN_SHORT) > 0:
        said.append(f"{batch.place('reductions')}: {more:,} more like these.")
    return [note for note in said if note not in batch.notes]


def fit(batch: Batch, policy: Policy) -> Batch:
    """The batch in the policy's terms: criteria spelt its way, skills without a level at its level.

    Raises InvalidBatch with every fault that ``check`` finds.
    """
    if batch.fits == policy.digest:
        return batch
    if batch.fits:
        # What one policy cuts short, another may take in full.
        team = batch.team.changed(reductions=batch.reductions)
        batch = replace(batch, team=team, fits="")
    if faults := check(batch, policy):
        raise InvalidBatch(faults)
    return fitted(batch, policy)


def fitted(batch: Batch, policy: Policy) -> Batch:
    """A batch in which ``check`` finds nothing, in the policy's terms."""
    level = policy.competency.matching.unstated_level
    team = _with_criteria(batch.team, policy)
    team = team.changed(reductions=settled(team, policy))
    if level != batch.unstated_level:
        team = _with_levels(team, batch, level)
    return replace(
        batch,
        team=team,
        notes=(*batch.notes, *notes(batch, policy)),
        unstated_level=level,
        fits=policy.digest,
        reductions=batch.team.reductions,
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
    if not competency.accept_any_grade:
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


def _blank_hours(batch: Batch, policy: Policy) -> Iterator[Fault]:
    if policy.weighting.capacity.blank_hours_are_full_time:
        return
    for index, worker in enumerate(batch.team.workers):
        if worker.contracted_hours is None:
            problem = "is blank; every row needs it."
            yield batch.fault("workers", index, "contracted_hours", problem)


def _columns(policy: Policy, table: str) -> Mapping[str, Column]:
    """The columns that the weighting declares for a table."""
    weighting = policy.weighting
    return weighting.columns if table == "cases" else weighting.worker_columns


def _criteria(policy: Policy, table: str) -> dict[str, tuple[str, Criterion]]:
    """By heading, the name and the reading of every column the weighting declares."""
    declared = {}
    for name, column in _columns(policy, table).items():
        # Under its own name too, in which a batch that was fitted before has it.
        items = policy.weighting.known_items(name, of_workers=table == "workers")
        says = policy.weighting.reported if table == "workers" else None
        is_percent = says is not None and says.column == name
        criterion = Criterion(column, items, is_percent=is_percent)
        declared[key(name)] = declared[name] = name, criterion
    return declared


def _unreadable_criteria(batch: Batch, policy: Policy) -> Iterator[Fault]:
    # Many cases say the same: told apart by what they say, each is asked about once.
    uncovered: dict[tuple[object, ...], list[tuple[str, str]]] = {}
    for table, records in _with_columns(batch.team):
        declared = _criteria(policy, table)
        for index, record in enumerate(records):
            wrong = False
            for heading, text in record.criteria.items():
                if heading in declared:
                    try:
                        declared[heading][1].settle(text)
                    except Wrong as error:
                        wrong = True
                        yield batch.fault(table, index, heading, str(error))
            if policy.weighting.derive and table == "cases" and not wrong:
                says = (record.type, record.urgency, *record.criteria.items())
                if says not in uncovered:
                    uncovered[says] = list(_uncovered(record, declared, policy))
                for column, problem in uncovered[says]:
                    yield batch.fault(table, index, column, problem)


def _uncovered(
    case: Case, declared: dict[str, tuple[str, Criterion]], policy: Policy
) -> Iterator[tuple[str, str]]:
    """Values that are readable one by one, and for which the weighting has no answer all the same."""
    texts = _settled(case.criteria, declared)
    for version in policy.versions:
        weighting = version.weighting
        urgency = case.urgency or version.priorities.default_urgency
        own = {"type": case.type, "urgency": urgency}
        # The day is not known yet; what depends on it always has an answer.
        facts = Facts(weighting.columns, weighting.derived, texts, own, day=None)
        try:
            for step in weighting.derive:
                # Only what lies in bands can lie beyond all of them.
                if isinstance(step, Band | Grid):
                    step.read(facts)
        except Uncovered as error:
            yield error.column, error.problem
            return


def _with_columns(team: Team) -> Iterator[tuple[str, Sequence[Any]]]:
    """Every table that may have columns of a policy's own, and its records."""
    for name, table in TABLES.items():
        if table.keeps_criteria:
            yield name, getattr(team, table.kept_as)


def _settled(
    criteria: Mapping[str, str], declared: dict[str, tuple[str, Criterion]]
) -> dict[str, str]:
    """Texts under the policy's own names and in its own spelling, without those that say nothing."""
    found = {}
    for heading, text in criteria.items():
        name, criterion = declared.get(heading, (heading, None))
        if value := criterion.settle(text) if criterion else text:
            found[name] = value
    return found


def _with_criteria(team: Team, policy: Policy) -> Team:
    changes = {}
    for table, records in _with_columns(team):
        declared = _criteria(policy, table)
        found = []
        for record in records:
            now = _settled(record.criteria, declared) if record.criteria else {}
            same = now == record.criteria
            found.append(record if same else record.changed(criteria=now))
        changes[TABLES[table].kept_as] = tuple(found)
    return team.changed(**changes)


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
