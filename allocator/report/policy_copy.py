"""A policy as files of one's own: its four files in one folder, comments and all, naming each other."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from allocator import shipped
from allocator.errors import AllocatorError
from allocator.policy import toml
from allocator.policy.loading import load_policy
from allocator.policy.policy import PARTS
from allocator.report.policy_words import PART_TITLES
from allocator.report.saving import save


class Copied(NamedTuple):
    """What was copied, by the name it was asked for; the new policy file; what each part is based on, if anything."""

    name: str
    file: Path
    bases: dict[str, str]


def copy(name: str, folder: Path) -> Copied:
    """Put a policy and its three parts into a folder; nothing that is there is overwritten."""
    policy = load_policy(name)
    source = shipped.toml(name, "models", "policies")
    own = _name(folder)
    contents, bases = {own: _renamed(source).encode()}, dict[str, str]()
    for part in PARTS:
        file = shipped.toml(
            getattr(policy.names, part), "models", part, beside=source.parent
        )
        contents[f"{part}.toml"] = file.read_bytes()
        bases[part] = _base(file)
    there = [name for name in contents if (folder / name).exists()]
    if there:
        raise AllocatorError(
            f"{folder} has {', '.join(there)} already; name another folder, so that nothing of yours is overwritten."
        )
    save(contents, folder, overwrite=False)
    return Copied(name, folder / own, bases)


def text(copied: Copied) -> str:
    """What was written and what to do next."""
    return "\n".join(_lines(copied)) + "\n"


def _lines(copied: Copied) -> Iterator[str]:
    file = copied.file
    written = {file: "the policy, which names the other three"} | {
        file.with_name(f"{part}.toml"): said for part, said in PART_TITLES.items()
    }
    width = max(len(str(path)) for path in written)
    yield f"Copied {copied.name}:"
    for path, said in written.items():
        yield f"  {path!s:<{width}}  {said}"
    quoted = shlex.quote(str(file))
    for part, base in copied.bases.items():
        if base:
            yield ""
            yield f"{part}.toml says what differs from {base}, which ships; add what you change."
    yield ""
    yield "Say in title and source whose they are now, and change a number. Then:"
    yield f"  allocator policies check {quoted}"
    yield f"  allocator policies diff {shlex.quote(copied.name)} {quoted}"
    yield f"  allocator measure BATCH --policy {quoted}"


def _name(folder: Path) -> str:
    """The policy file is called like its folder, for a proposal names its policy by its file."""
    name = folder.resolve().name
    return "policy.toml" if name.lower() in ("", *PARTS) else f"{name}.toml"


def _base(file: Path) -> str:
    """The shipped file that a part is based on; one that lies beside it would not be found from elsewhere."""
    base = toml.read(file).get("based_on", "")
    if base and (base.endswith(".toml") or len(Path(base).parts) > 1):
        raise AllocatorError(
            f"{file.name} is based on {base}, which would not be found from another folder; copy it by hand."
        )
    return str(base)


def _renamed(source: Path) -> str:
    """The text of a policy file in which each part is the file beside it."""
    said = source.read_text(encoding="utf-8-sig")
    for part in PARTS:
        pattern = rf"""^({part}[ \t]*=[ \t]*)("[^"\n]*"|'[^'\n]*')"""
        said, found = re.subn(
            pattern, rf'\1"{part}.toml"', said, count=1, flags=re.MULTILINE
        )
        if not found:
            raise AllocatorError(
                f"{source.name} does not name its {part} on a line of its own; copy it by hand."
            )
    return said
