"""One weekly run: every new batch of the inbox becomes a week in the outbox, or a note that says why not."""

import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from allocator.domain.signed import Signed
from allocator.domain.week import Week
from allocator.domain.weekly import BatchStatus, Result, Status, Why
from allocator.errors import (
    AllocatorError,
    BrokenAnswer,
    Faulty,
    Impossible,
    InvalidBatch,
    NoAnswerInTime,
)
from allocator.pipeline import newest_day
from allocator.policy.policy import Policy
from allocator.report.saving import save
from allocator.report.wording import count, plain
from allocator.solvers.answer import Limits
from allocator.tables.batch import Batch, read_batch
from allocator.tables.single import read_table
from allocator.tables.weekly_columns import DECISIONS
from allocator.weekly import inbox as boxes
from allocator.weekly import journal, lock, log, quarantine
from allocator.weekly import outbox as shelves
from allocator.weekly.fairness import look_back
from allocator.weekly.making import Cut, make
from allocator.weekly.waiting import waits_of

STATUS = "status.json"
UNALLOCATED, INTERRUPTED = 6, 130
# The first that applies is the exit code of the run.
_CODES: dict[Why, int] = {
    "fault_in_the_program": 1,
    "invalid_rows": 5,
    "clash": 3,
    "out_of_time": 4,
    "interrupted": INTERRUPTED,
}

Clock = Callable[[], datetime]
Read = Callable[[Path, Policy], Batch]


class Ran(NamedTuple):
    """What a run did: for programs, and for people in one line each."""

    status: Status
    told: tuple[str, ...]


@dataclass
class _Run:
    """A run under way."""

    outbox: Path
    policy: Policy
    clock: Clock
    began: datetime
    resumed: bool = False
    batches: list[BatchStatus] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.began:%Y%m%dT%H%M%SZ}"

    def log(self, event: str, **told: log.Told) -> None:
        log.write(self.outbox, self.clock(), self.name, event, **told)

    def note(self, digest: str, result: Result, said: str, **facts: Any) -> None:
        """What became of one batch: on the terminal by its name, in log and status by its digest."""
        one = BatchStatus(batch=digest[: quarantine.DIGITS], result=result, **facts)
        self.batches.append(one)
        self.told.append(said)
        self.log(result, **one.model_dump(mode="json", exclude={"result"}, exclude_defaults=True))  # fmt: skip

    def save(self, state: str, weeks: int, code: int | None = None) -> Status:
        status = Status(
            state="over" if state == "over" else "running",
            run=self.name,
            began=self.began,
            ended=self.clock().replace(microsecond=0) if state == "over" else None,
            resumed=self.resumed,
            exit_code=code,
            version=version("case-allocator"),
            weeks=weeks,
            batches=tuple(self.batches),
        )
        text = status.model_dump_json(by_alias=True, indent=2) + "\n"
        save({STATUS: text.encode()}, self.outbox)
        return status


class _New(NamedTuple):
    """A batch that was read and waits for its turn."""

    as_of: date
    name: str
    digest: str
    batch: Batch


def run_week(
    inbox: Path,
    outbox: Path,
    policy: Policy,
    *,
    as_of: date | None = None,
    limits: Limits | None = None,
    settle_seconds: float = 10.0,
    fail_on_unallocated: bool = False,
    read: Read = read_batch,
    clock: Clock = lambda: datetime.now(UTC),
    tell: Callable[[str], None] = lambda step: None,
) -> Ran:
    """Proposes for every batch of the inbox that no earlier run has met; the inbox is only ever read.

    Raises AllocatorError where another run is under way, or a folder is not there.
    """
    for place, what in ((inbox, "inbox"), (outbox, "outbox")):
        if not place.is_dir():
            # Making it would hide a share that is not mounted, and every batch would be new again.
            raise AllocatorError(
                f"{place}: there is no such folder. Make the {what} once, by hand; a share may not be mounted."
            )
    waits_of(policy), look_back(policy)
    began = clock().astimezone(UTC).replace(microsecond=0)
    with lock.held(outbox, began):
        run = _Run(outbox, policy, clock, began)
        shelves.tidy(outbox)
        weeks = shelves.weeks(outbox)
        _resume(run, weeks)
        run.save("running", len(weeks))
        run.log("began", resumed=run.resumed)
        try:
            code = _batches(
                run, inbox, weeks, as_of, limits or Limits(), settle_seconds,
                fail_on_unallocated, read, tell,
            )  # fmt: skip
        except (AllocatorError, OSError) as error:
            code = getattr(error, "exit_code", AllocatorError.exit_code)
            # Whatever keeps the week from being written may keep this from being told.
            with suppress(AllocatorError, OSError):
                run.save("over", len(weeks), code)
                run.log("ended", exit_code=code)
            raise
        status = run.save("over", len(weeks), code)
        run.log("ended", exit_code=code)
        journal.close(outbox)
        shelves.tidy(outbox)
    return Ran(status, tuple(run.told))


def _resume(run: _Run, weeks: Sequence[Week]) -> None:
    """Tells of weeks that a run put into the outbox and was killed before it could tell of them."""
    known = journal.open_at(run.outbox, weeks)
    if known is None:
        return
    run.resumed = True
    run.told.append("The run before was cut short; this one goes on where it ended.")
    for week in weeks:
        if week.number not in known:
            waiting = [case for case in week.cases if case.is_waiting]
            placed = sum(bool(case.proposed_worker_id) for case in waiting)
            run.note(
                week.batch,
                "proposed",
                f"{week.folder}: was proposed by the run that was cut short.",
                folder=week.folder,
                as_of=week.as_of,
                placed=placed,
                unallocated=len(waiting) - placed,
                overdue=sum(case.clock == "overdue" for case in waiting),
                policy=week.policy.digest,
            )


def _batches(
    run: _Run,
    inbox: Path,
    weeks: list[Week],
    as_of: date | None,
    limits: Limits,
    settle_seconds: float,
    fail_on_unallocated: bool,
    read: Read,
    tell: Callable[[str], None],
) -> int:
    found = boxes.look(inbox)
    now = run.clock().timestamp()
    for path in found.unfinished:
        run.note("", "left", _left(path.name), why="being_written")
    for path in found.unreadable:
        said = f"{plain(path.name)}: is a link or no plain file, and was left alone."
        run.note("", "left", said, why="not_a_file")
    for path in found.strangers:
        run.told.append(f"{plain(path.name)}: is no batch, and was left alone.")
    signed = _signed(run, found, now, settle_seconds)
    new = _new(run, found, weeks, as_of, now, settle_seconds, read, wait=signed is None)
    for one in sorted(new, key=lambda one: (one.as_of, one.name)):
        if limits.stop.requested:
            said = f"{one.name}: interrupted before its turn; the next run proposes."
            run.note(one.digest, "left", said, why="interrupted")
            continue
        _propose(run, one, weeks, signed or (), as_of, limits, tell)
    return _code(run, fail_on_unallocated)


def _left(name: str) -> str:
    return f"{plain(name)}: is still being written, and was left for the next run."


def _signed(
    run: _Run, found: boxes.Inbox, now: float, settle_seconds: float
) -> tuple[Signed, ...] | None:
    """What people signed; None while that is still being written, for then every batch should wait for it."""
    path = found.decisions
    if path is None:
        return ()
    if not boxes.is_settled([path], now, settle_seconds):
        said = f"{_left(path.name)} New batches wait for it."
        run.note("", "left", said, why="being_written")
        return None
    digest = boxes.digest(boxes.Offered(path, (path,)))
    try:
        signed: tuple[Signed, ...] = read_table(path, DECISIONS).records
    except InvalidBatch as error:
        _quarantine(run, path.name, digest, "invalid_rows", error)
        return ()
    return signed


def _new(
    run: _Run,
    found: boxes.Inbox,
    weeks: Sequence[Week],
    as_of: date | None,
    now: float,
    settle_seconds: float,
    read: Read,
    *,
    wait: bool,
) -> list[_New]:
    """Every batch that is whole, sound and not known; what becomes of the others is told."""
    known = {week.batch: week for week in weeks}
    new: dict[str, _New] = {}
    for number, offered in enumerate(found.offered):
        name = plain(offered.name)
        before = boxes.stamp(offered.files)
        digest = boxes.digest(offered)
        if digest in new:
            said = f"{name}: holds the same as {new[digest].name}, and counts once."
            run.note(digest, "done_before", said)
        elif week := known.get(digest):
            said = f"{name}: nothing new; its proposal is in {week.folder}."
            run.note(digest, "done_before", said, folder=week.folder)
        elif note := quarantine.find(run.outbox, digest):
            said = f"{name}: cannot be used, as before; {quarantine.FOLDER}/{note.path.name} says why."
            run.note(digest, "quarantined", said, why=note.why)
        elif wait or not boxes.is_settled(offered.files, now, settle_seconds):
            run.note(digest, "left", _left(name), why="being_written")
        else:
            copy = boxes.copied(offered, run.outbox / shelves.WORK / str(number))
            if boxes.digest(copy) != digest or boxes.stamp(offered.files) != before:
                run.note(digest, "left", _left(name), why="changed_while_read")
                continue
            if (batch := _sound(run, name, digest, copy, read)) is not None:
                day = as_of or newest_day(batch.team)
                new[digest] = _New(day, name, digest, batch)
    return list(new.values())


def _sound(
    run: _Run, name: str, digest: str, copy: boxes.Offered, read: Read
) -> Batch | None:
    """The batch as the policy reads it, or nothing where that is told as its fault."""
    try:
        return read(copy.path, run.policy)
    except Faulty as error:
        _quarantine(run, name, digest, "invalid_rows", error, len(error.faults))
    except (AllocatorError, OSError):
        raise
    except Exception as error:  # noqa: BLE001  # one strange file must not keep every other batch from its week
        _broken(run, name, digest, error)
    return None


def _propose(
    run: _Run,
    one: _New,
    weeks: list[Week],
    signed: Sequence[Signed],
    as_of: date | None,
    limits: Limits,
    tell: Callable[[str], None],
) -> None:
    """A week in the outbox, or what became of it instead."""
    name, digest = one.name, one.digest
    try:
        made = make(
            one.batch, run.policy, digest, run.outbox, weeks, signed,
            as_of=as_of, limits=limits, tell=tell,
        )  # fmt: skip
    except Impossible as error:
        _quarantine(run, name, digest, "clash", error)
    except Cut:
        said = f"{name}: interrupted; nothing was written, and the next run proposes."
        run.note(digest, "left", said, why="interrupted")
    except NoAnswerInTime as error:
        why: Why = "interrupted" if limits.stop.requested else "out_of_time"
        said = f"{name}: {error} The next run tries again."
        run.note(digest, "left", said, why=why)
    except InvalidBatch as error:
        _quarantine(run, name, digest, "invalid_rows", error, len(error.faults))
    except BrokenAnswer as error:
        _broken(run, name, digest, error)
    except (AllocatorError, OSError):
        raise
    except Exception as error:  # noqa: BLE001  # as above
        _broken(run, name, digest, error)
    else:
        folder = made.week.folder
        shelves.put(run.outbox, folder, made.contents)
        weeks.append(made.week)
        said = (
            f"{name}: {count(made.placed, 'case')} placed, {made.unallocated:,} left waiting, "
            f"{made.overdue:,} overdue; see {folder}."
        )
        run.note(
            digest,
            "proposed",
            said,
            folder=folder,
            as_of=made.week.as_of,
            placed=made.placed,
            unallocated=made.unallocated,
            overdue=made.overdue,
            policy=run.policy.digest,
        )


def _quarantine(
    run: _Run, name: str, digest: str, why: Why, error: AllocatorError, faults: int = 1
) -> None:
    if note := quarantine.find(run.outbox, digest):
        said = f"{plain(name)}: cannot be used, as before; {quarantine.FOLDER}/{note.path.name} says why."
    else:
        note = quarantine.put(run.outbox, name, digest, why, str(error))
        said = f"{plain(name)}: cannot be used; {quarantine.FOLDER}/{note.path.name} says why."
    run.note(digest, "quarantined", said, why=note.why, faults=faults)


def _broken(run: _Run, name: str, digest: str, error: Exception) -> None:
    """A fault in the program: told by kind and place, for what it says may quote somebody's record."""
    places = [
        f"{Path(step.filename).name}:{step.lineno}"
        for step in traceback.extract_tb(error.__traceback__)[-5:]
    ]
    run.log("fault", kind=type(error).__name__, places=places)
    said = f"{name}: a fault in the program ({type(error).__name__}); the log says where. The next run tries again."
    run.note(digest, "failed", said, why="fault_in_the_program")


def _code(run: _Run, fail_on_unallocated: bool) -> int:
    whys = {one.why for one in run.batches}
    for why, code in _CODES.items():
        if why in whys:
            return code
    left = any(one.unallocated for one in run.batches if one.result == "proposed")
    return UNALLOCATED if fail_on_unallocated and left else 0
