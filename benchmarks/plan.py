"""What a run of the suite measures: blocks of instances, each with its solvers and the time each of them has."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from allocator.solvers.catalogue import BASELINE, BLIND, ENGINE
from benchmarks.families.adversarial import ADVERSARIAL
from benchmarks.families.shapes import SHAPES
from benchmarks.peers import PEERS
from benchmarks.process import Request
from benchmarks.recipe import COUNTRY, PUBLIC, Recipe

PARTS = ("practice", "own", "peers", "public")
PRACTICE = (
    ENGINE, BASELINE, BLIND, "round-robin", "key-worker", "level-counts", "greedy", "mip", "flow",
)  # fmt: skip
OURS = (ENGINE, BASELINE, "greedy")
AGAINST = (*OURS, *PEERS)
# Those that can be put to so large an instance at all; the others would only show that they cannot.
LARGE_PEERS = ("cp-sat", "highs", "timefold")


class Block(NamedTuple):
    """Instances of one size, and who has how many seconds for each."""

    part: str
    families: tuple[str, ...]
    size: str
    seconds: float
    solvers: tuple[str, ...]
    seeds: int = 1


# Sizes and times that are promised come first; where others are compared, everyone has the same shorter time.
FULL = (
    Block("practice", ("batch",), "meeting", 10, PRACTICE, 30),
    Block("practice", ("batch",), "authority", 30, PRACTICE, 5),
    Block("own", ("dense",), "10x20", 5, OURS, 5),
    Block("own", ("dense",), "30x60", 5, OURS, 5),
    Block("own", ("dense",), "200x400", 5, OURS),
    Block("own", ("dense",), "200x400", 30, OURS),
    Block("own", ("dense",), "1000x2500", 60, OURS),
    Block("own", (COUNTRY,), "5000x20000", 120, OURS),
    Block("peers", tuple(SHAPES), "30x60", 5, AGAINST),
    Block("peers", tuple(ADVERSARIAL), "30x60", 5, AGAINST),
    Block("peers", tuple(SHAPES), "60x150", 10, AGAINST),
    Block("peers", ("dense",), "200x400", 20, AGAINST),
    Block("peers", ("tight", "households"), "200x400", 8, AGAINST),
    Block("peers", ("dense",), "1000x2500", 60, (*OURS, *LARGE_PEERS)),
    Block("public", ("gap",), "", 60, (ENGINE, "highs", "cp-sat")),
    Block("public", ("nursing",), "", 5, (ENGINE, "cp-sat")),
)
QUICK = (
    Block("practice", ("batch",), "meeting", 10, PRACTICE, 3),
    Block("own", ("dense",), "10x20", 2, OURS, 2),
    Block("own", ("dense",), "60x150", 2, OURS),
    Block("peers", ("exactly full", "two sizes"), "30x60", 1, AGAINST),
    Block("peers", ("dense", "tight", "joint"), "30x60", 2, AGAINST),
    Block("public", ("gap",), "", 5, (ENGINE, "highs", "cp-sat")),
    Block("public", ("nursing",), "", 5, (ENGINE,)),
)
# Public instances that a quick run takes.
_FEW = ("c05100", "d05100", "e10200", "2zones4", "3zones3")


class Choice(NamedTuple):
    """What of a plan to run; nothing named means all of it."""

    parts: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    solvers: tuple[str, ...] = ()
    seconds: float | None = None
    seeds: int | None = None


def requests(
    blocks: Sequence[Block], choice: Choice, instances: Path | None = None
) -> list[Request]:
    """Every run of a plan, those on one instance together, none twice."""
    found: dict[Recipe, list[Request]] = {}
    for block in blocks:
        if choice.parts and block.part not in choice.parts:
            continue
        for recipe in _recipes(block, choice, instances, few=blocks is QUICK):
            for solver in block.solvers:
                request = Request(recipe, solver, choice.seconds or block.seconds)
                wanted = not choice.solvers or solver in choice.solvers
                if wanted and request not in found.setdefault(recipe, []):
                    found[recipe].append(request)
    return [request for same in found.values() for request in same]


def public_files(instances: Path, family: str) -> list[Path]:
    """The instances of a family in its folder: files that are not tables about them."""
    files = sorted((instances / family).glob("*"))
    return [path for path in files if path.is_file() and path.suffix in ("", ".txt")]


def _recipes(
    block: Block, choice: Choice, instances: Path | None, few: bool
) -> Iterator[Recipe]:
    for family in block.families:
        if choice.families and family not in choice.families:
            continue
        if family in PUBLIC:
            for path in public_files(instances, family) if instances else ():
                if not few or path.stem in _FEW:
                    yield Recipe("public", family, path.stem, 1, str(path.resolve()))
            continue
        if choice.sizes and block.size not in choice.sizes:
            continue
        part = "own" if block.part == "peers" else block.part
        for seed in range(1, (choice.seeds or block.seeds) + 1):
            yield Recipe(part, family, block.size, seed)
