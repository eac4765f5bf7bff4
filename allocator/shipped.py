"""Finds the workload models and scenarios that ship with the package, in a checkout or an install."""

from pathlib import Path

from allocator.errors import UnknownName

_PACKAGE = Path(__file__).parent
_KINDS = {
    "diaries": "diary",
    "guards": "guard",
    "policies": "policy",
    "scenarios": "scenario",
    "surveys": "questionnaire",
}


def folder(*parts: str) -> Path:
    """A shipped folder such as ``models/weighting``: beside the package in a checkout, inside it once installed."""
    checkout = _PACKAGE.parent.joinpath(*parts)
    # A checkout is recognised by its project file: another distribution's top-level "models" is never ours.
    if (_PACKAGE.parent / "pyproject.toml").is_file() and checkout.is_dir():
        return checkout
    return _PACKAGE.joinpath("_shipped", *parts)


def names(*parts: str) -> list[str]:
    """The names that ship in a folder: its TOML files without the ending, and its sub-folders."""
    return sorted(
        path.stem if path.is_file() else path.name
        for path in folder(*parts).iterdir()
        if path.suffix == ".toml"
        or (path.is_dir() and not path.name.startswith(("_", ".")))
    )


def toml(name: str, *parts: str, beside: Path | None = None) -> Path:
    """The file a shipped name or a path means; a path may be relative to ``beside``."""
    given, kind = Path(name), _KINDS.get(parts[-1], parts[-1])
    if given.suffix == ".toml" or len(given.parts) > 1:
        for candidate in ([beside / given] if beside else []) + [given]:
            if _is_file(candidate):
                return candidate
        raise UnknownName(f"{kind} file", name, ())
    path = folder(*parts) / f"{name}.toml"
    if not _is_file(path):
        # Some folders of files hold other folders beside them.
        known = [
            known
            for known in names(*parts)
            if _is_file(folder(*parts) / f"{known}.toml")
        ]
        raise UnknownName(kind, name, known)
    return path


def _is_file(path: Path) -> bool:
    """Whether a file is there; a name no file could have is not."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
