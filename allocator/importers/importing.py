"""Turns an export into a batch, whole or not at all: the journey of one import."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from allocator.domain.imported import Quality
from allocator.domain.team import Team, contradictions
from allocator.errors import Fault, InvalidBatch
from allocator.importers.drawing import (
    Asked,
    Drawn,
    from_annex_a,
    from_census,
    from_table,
)
from allocator.importers.formats import Effects, load
from allocator.importers.quality import quality_of
from allocator.importers.telling import Telling
from allocator.policy.policy import Policy
from allocator.tables.cells import printable
from allocator.tables.contents import Batch
from allocator.tables.findings import Findings
from allocator.tables.policy_fit import check

Kind = Literal["annex-a", "workforce-census", "table"]

# A table has no format of its own: its mapping says how it is read.
_FORMATS: Mapping[Kind, str] = {
    "annex-a": "annex-a",
    "workforce-census": "workforce-census",
    "table": "",
}
_DRAWS: Mapping[Kind, Callable[[Path, Policy, Asked, Findings, Telling], Drawn]] = {
    "annex-a": from_annex_a,
    "workforce-census": from_census,
    "table": from_table,
}


@dataclass(frozen=True)
class Imported:
    """A team as it stands in an export, and everything there is to say about how it was read."""

    team: Team
    quality: Quality


def imported(
    path: Path, kind: Kind, policy: Policy, asked: Asked | None = None
) -> Imported:
    """What an export comes to under a policy; the export is only read.

    Raises InvalidBatch with every fault of every file, InvalidPolicy or UnknownName where the format is at fault.
    """
    asked = asked or Asked()
    asked = replace(asked, format=asked.format or _FORMATS[kind])
    found, telling = Findings(), Telling()
    if not (path.is_file() or path.is_dir()):
        found.fault(printable(str(path)), "no file or folder is here.")
        raise InvalidBatch(found.faults)
    drawn = _DRAWS[kind](path, policy, asked, found, telling)
    faults = [*found.faults, *_faults(drawn, policy)]
    if faults:
        raise InvalidBatch(list(dict.fromkeys(faults)))
    quality = quality_of(
        drawn.team,
        drawn.hints,
        telling,
        load(Effects, "effects"),
        kind=kind,
        format=Path(asked.format).stem,
        policy=policy.name,
        as_of=drawn.as_of,
        inputs=dict(sorted(found.inputs.items())),
    )
    return Imported(drawn.team, quality)


def _faults(drawn: Drawn, policy: Policy) -> list[Fault]:
    """What the policy cannot read, and where the records disagree, each in the export's own row where it has one."""
    people = len(drawn.team.workers)
    batch = Batch(
        drawn.team,
        places={name: records.place for name, records in drawn.tables.items()},
        # Whoever holds cases and stands in no row comes after those who do.
        rows={
            name: [*records.rows, *[0] * people]
            for name, records in drawn.tables.items()
        },
    )
    clashes = [
        batch.fault(clash.table, clash.index, clash.column, clash.problem)
        for clash in contradictions(drawn.team)
    ]
    return clashes + check(batch, policy)
