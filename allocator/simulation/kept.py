"""Keeps each part of long work as it is done, so that work that was killed goes on where it was."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from allocator.errors import AllocatorError
from allocator.report.saving import save

_RUN, _LOCK = "run.json", "run.lock"


class Kept:
    """Parts of one piece of work that are done, each in a file of its own, in a folder that nobody else uses meanwhile.

    The marks are the same for two pieces of work exactly when one can go on with what the other has done.
    """

    def __init__(self, folder: Path, marks: Sequence[str]) -> None:
        self._folder, self._marks = folder, {"marks": [*marks]}
        # The system lets go of it when its holder ends, however that ends. Begun by one thread, ended by another.
        self._lock = FileLock(folder / _LOCK, thread_local=False)

    def begin(self, *, resume: bool) -> None:
        """Make room for the work, or go on with it.

        Raises AllocatorError where somebody is at it, where what is there is of other work, or where work that was
        interrupted is there and nobody asked to go on with it: what took hours is never thrown away unasked.
        """
        self._alone()
        try:
            self._check(resume=resume)
            self._sweep()
            self.put(_RUN, self._marks)
        except BaseException:
            self.end()
            raise

    def put(self, name: str, part: Any) -> None:
        """One more part is done, or done better."""
        save({name: json.dumps(part).encode()}, self._folder)

    def get(self, name: str) -> Any:
        """What a part came to, or None where it is not done, or somebody has spoilt its file."""
        return _read(self._folder / name)

    def clear(self) -> None:
        """Once all is written elsewhere, nothing needs keeping."""
        for path in [*self._parts(), self._folder / _RUN]:
            path.unlink(missing_ok=True)
        self._sweep()
        self.end()

    def end(self) -> None:
        """Leave what is kept for another day, and the folder to others."""
        if not self._lock.is_locked:
            return
        (self._folder / _LOCK).unlink(missing_ok=True)
        self._lock.release()
        if self._folder.is_dir() and not any(self._folder.iterdir()):
            self._folder.rmdir()

    def _alone(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
        except Timeout as taken:
            raise AllocatorError(
                f"{self._folder} is in use by another run. Wait for it, or give another --out."
            ) from taken
        except OSError as error:
            why = error.strerror or str(error)
            raise AllocatorError(
                f"{self._folder}: nothing can be kept there: {why}."
            ) from error

    def _check(self, *, resume: bool) -> None:
        parts = self._parts()
        if not parts:
            return
        if not resume:
            raise AllocatorError(
                f"{self._folder} holds what an interrupted run has done. Go on with it by --resume, delete that folder "
                "to begin anew, or give another --out."
            )
        if _read(self._folder / _RUN) != self._marks:
            raise AllocatorError(
                f"{self._folder} holds another run: the scenario, its team, a policy or the version has changed. "
                "Give another --out, or delete that folder to begin anew."
            )

    def _parts(self) -> list[Path]:
        return [
            path for path in sorted(self._folder.glob("*.json")) if path.name != _RUN
        ]

    def _sweep(self) -> None:
        """What a run was writing when it was killed goes."""
        for pattern in (".*.tmp", ".*.old"):
            for path in self._folder.glob(pattern):
                path.unlink(missing_ok=True)


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
