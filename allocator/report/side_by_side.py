"""Several solvers' answers to one batch as a table of measures."""

import json
from collections.abc import Sequence

from allocator.domain.account import Compared

_COLUMNS = ("Placed", "Over", "Most", "Spread", "Match", "Known", "Breaks", "Seconds")


def text(found: Sequence[Compared]) -> str:
    """One row for each solver, within 80 columns, and what the columns mean."""
    lines = [
        f"{'':<21}"
        + "".join(
            f"{name:>7}" if name != "Seconds" else f"{name:>9}" for name in _COLUMNS
        )
    ]
    lines += [_row(compared) for compared in found]
    lines += [
        "",
        "Over: people over their safe limit. Most: the fullest person's share of capacity.",
        "Spread: fullest less emptiest, in percentage points. Match: skills looked for.",
        "Known: cases kept with a worker the family knows. Breaks: rules broken.",
    ]
    proven = [compared.solver for compared in found if compared.status == "optimal"]
    if proven:
        lines.append(f"Proven best possible: {', '.join(proven)}.")
    return "\n".join(lines) + "\n"


def json_text(found: Sequence[Compared]) -> str:
    """The same as one JSON document."""
    answers = [compared.model_dump(mode="json") for compared in found]
    return (
        json.dumps({"schema": 1, "answers": answers}, ensure_ascii=False, indent=2)
        + "\n"
    )


def _row(compared: Compared) -> str:
    measures = compared.measures
    cells = (
        f"{measures.placed}",
        f"{measures.over_safe_limit}",
        _percent(measures.max_percent),
        _percent(measures.spread_percent),
        _percent(measures.mean_skill_match_percent),
        f"{measures.continuity_kept}/{measures.continuity_possible}",
        f"{measures.rule_breaches}",
    )
    return (
        f"{compared.solver:<21}"
        + "".join(f"{cell:>7}" for cell in cells)
        + f"{compared.seconds:>9.2f}"
    )


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f}%"
