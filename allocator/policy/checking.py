"""Whether one file can be used: told by its keys for a policy or one of its parts, with everything wrong at once."""

from pathlib import Path
from typing import NamedTuple

from allocator import shipped
from allocator.errors import Fault, InvalidPolicy, UnknownName
from allocator.policy import toml
from allocator.policy.loading import load_policy, read_part
from allocator.policy.policy import PARTS, Names
from allocator.policy.toml import PolicyRecord
from allocator.policy.weighting import Weighting

POLICY = "policy"
_KINDS: dict[str, type[PolicyRecord]] = {POLICY: Names, **PARTS}
# What files of several kinds have says nothing about which of them this is.
_SHARED = {"title", "source", "rules"}


class Recognised(NamedTuple):
    """A file, and what kind of file it is taken for."""

    kind: str
    file: Path

    def __str__(self) -> str:
        article = "a file of" if self.kind == "priorities" else "a"
        kind = "competency file" if self.kind == "competency" else self.kind
        return f"{self.file.name} is read as {article} {kind}"


def recognised(name: str) -> Recognised:
    """The file a path means, told by its keys, or a shipped name: of a policy first, else of a part."""
    given = Path(name)
    if given.suffix != ".toml" and len(given.parts) <= 1:
        return _shipped(name)
    file = shipped.toml(name, "models", "policies")
    content = toml.read(file)
    known = {kind: {*of.model_fields} - _SHARED for kind, of in _KINDS.items()}
    score = {kind: len(keys & content.keys()) for kind, keys in known.items()}
    kind = max(score, key=lambda kind: score[kind])
    if not score[kind]:
        problem = (
            "has no key that tells what it is: a policy names its weighting, a weighting has terms, "
            "a competency file has levels, a file of priorities has trade_offs."
        )
        raise InvalidPolicy([Fault(file.name, None, "", problem)])
    return Recognised(kind, file)


def check(found: Recognised) -> str:
    """A line saying that it can be used, and one for each column or label that changes nothing.

    Raises InvalidPolicy with every fault of the file and of what it names.
    """
    if found.kind != POLICY:
        part = read_part(PARTS[found.kind], found.file)
        return f"{found}, and has no faults.{_unread(part)}"
    policy = load_policy(str(found.file))
    parts = ", ".join(f"{part} {getattr(policy.names, part)}" for part in PARTS)
    said = f"{found}, and has no faults: {parts}; digest {policy.digest[:12]}."
    return said + _unread(policy.weighting)


def _unread(part: PolicyRecord) -> str:
    names = part.unread if isinstance(part, Weighting) else ()
    return "".join(
        f"\nNothing goes by '{name}', so what it says changes nothing."
        for name in names
    )


def _shipped(name: str) -> Recognised:
    folders = {kind: "policies" if kind == POLICY else kind for kind in _KINDS}
    for kind, folder in folders.items():
        if name in shipped.names("models", folder):
            return Recognised(kind, shipped.toml(name, "models", folder))
    known = [n for folder in folders.values() for n in shipped.names("models", folder)]
    raise UnknownName("policy or part of one", name, list(dict.fromkeys(known)))
