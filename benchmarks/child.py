"""The process that one solver has to itself: makes the instance, solves it, leaves a reply in a file."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Any

from allocator.errors import AllocatorError, Impossible, NoAnswerInTime
from allocator.solvers.answer import Limits, Progress
from benchmarks.peers import release, solver
from benchmarks.recipe import Recipe, build

Reply = dict[str, Any]


def main(request: str) -> None:
    """Carry out one request; the file ``begun`` appears when solving begins, the reply when it has ended."""
    asked = json.loads(request)
    reply = Path(asked["reply"])
    found = carry_out(asked, reply.with_name("begun"))
    reply.write_text(json.dumps(found), encoding="utf-8")


def carry_out(asked: Reply, begun: Path) -> Reply:
    """The reply to one request; whatever goes wrong is a reply too."""
    instance = build(Recipe(*asked["recipe"]))
    progress: list[Any] = []
    limits = listening(
        Limits(
            seconds=asked["seconds"],
            work=asked["seconds"],
            threads=asked["threads"],
            seed=asked["seed"],
        ),
        progress,
    )
    begun.touch()
    started = monotonic()
    try:
        solve = solver(asked["solver"])
        started = monotonic()
        answer = instance.answer(solve, limits)
        said: Reply = {"status": "answered", **answer._asdict()}
    except NoAnswerInTime:
        said = {"status": "time-out"}
    except Impossible as error:
        said = {"status": "impossible", "note": str(error)}
    except ImportError as error:
        return {"status": "not available", "note": str(error)}
    except MemoryError:
        said = {"status": "out of memory"}
    except AllocatorError as error:
        said = {"status": "failed", "note": str(error)}
    seconds = monotonic() - started
    return {
        "seconds": seconds,
        "progress": progress,
        "release": release(asked["solver"]),
        **said,
    }


def listening(limits: Limits, progress: list[Any]) -> Limits:
    """The limits, with the way to the answer written down: seconds, cost and bound.

    Steps that come quickly after one another are told as one, the last of them.
    """

    def tell(step: Progress) -> None:
        at = round(step.seconds, 3)
        if len(progress) > 1 and at < 1.02 * progress[-2][0]:
            progress.pop()
        progress.append((at, step.cost, step.bound))

    return replace(limits, tell=tell)


if __name__ == "__main__":
    main(sys.stdin.read())
