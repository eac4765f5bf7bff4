"""The sample outcome with the same text laid into every field a batch or policy could carry."""

import dataclasses
from typing import Any

from allocator.domain.account import Account
from allocator.domain.team import Team
from allocator.report.outcome import Outcome

_IDS = {
    "case_id",
    "worker_id",
    "group_id",
    "co_worker_id",
    "from_worker_id",
    "to_worker_id",
    "name",
    "team",
    "type",
}
_TEXTS = {"reasons", "what_gets_worse", "reason", "text", "version", "digest"}


def poisoned(outcome: Outcome, text: str) -> Outcome:
    """The outcome with ``text`` before every name, number and sentence; numbers stay distinct."""
    account = _laid(outcome.account.model_dump(by_alias=True), text)
    account["inputs"] = {
        text + name: text + digest for name, digest in account["inputs"].items()
    }
    team = _laid(outcome.team.model_dump(), text)
    for case in team["cases"]:
        case["restricted"] = False
    policy = outcome.policy.model_copy(
        update={
            "title": text + outcome.policy.title,
            "approach": text + outcome.policy.approach,
        }
    )
    return dataclasses.replace(
        outcome,
        account=Account.model_validate(account),
        team=Team.model_validate(team),
        policy=policy,
        notes=tuple(text + note for note in outcome.notes),
        provisional=tuple(text + note for note in outcome.provisional),
        shortage=text + "shortage",
    )


def _laid(value: Any, text: str, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _laid(below, text, name) for name, below in value.items()}
    if isinstance(value, (list, tuple)):
        return [_laid(below, text, key) for below in value]
    # A blank number means "none", and stays blank.
    is_laid = isinstance(value, str) and (key in _TEXTS or (key in _IDS and value))
    return text + value if is_laid else value
