import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from allocator.cli import running
from allocator.cli.progress import Tell
from allocator.cli.running import interruptible, stoppable
from allocator.errors import NoAnswerInTime
from allocator.solvers.answer import Stop
from tests.cli import batches
from tests.cli.conftest import Call

BOTH = pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """Every test leaves signals as it found them."""
    before = [signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)]
    yield
    assert [signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)] == before


def test_work_is_done_in_a_thread_of_its_own() -> None:
    """The main thread only waits, for a solver would not let it hear a signal."""
    where = stoppable(lambda tell: threading.current_thread(), Stop())

    assert where is not threading.main_thread()


def test_an_error_is_the_callers() -> None:
    """What goes wrong in the thread goes wrong for whoever asked."""

    def fail(tell: Tell) -> None:
        raise LookupError("no")

    with pytest.raises(LookupError, match="no"):
        stoppable(fail, Stop())


@BOTH
def test_a_signal_asks_the_work_to_finish(number: signal.Signals) -> None:
    """Work that is asked to stop returns what it has, and that is what comes out."""
    stop, asked = Stop(), threading.Event()
    stop.on_request(asked.set)

    def work(tell: Tell) -> str:
        signal.raise_signal(number)
        assert asked.wait(60)
        return "the best so far"

    assert stoppable(work, stop) == "the best so far"
    assert stop.requested


def test_nothing_found_before_a_signal_is_an_interruption() -> None:
    """A search that is stopped before any answer did not run out of time: it was interrupted."""
    stop, asked = Stop(), threading.Event()
    stop.on_request(asked.set)

    def work(tell: Tell) -> None:
        signal.raise_signal(signal.SIGINT)
        assert asked.wait(60)
        raise NoAnswerInTime(0)

    with pytest.raises(KeyboardInterrupt):
        stoppable(work, stop)


def test_work_that_does_not_finish_is_given_up(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """When patience is over the process and those it started end, saying that nothing was written."""
    monkeypatch.setattr(running, "_PATIENCE_SECONDS", 0.01)
    end, ended = threading.Event(), list[int | str]()
    # Here the children are those of all tests: a browser, and what keeps watch over processes.
    monkeypatch.setattr(running, "_end_children", lambda: ended.append("children"))

    def leave(code: int) -> None:
        ended.append(code)
        end.set()
        raise SystemExit(code)

    monkeypatch.setattr("os._exit", leave)

    def work(tell: Tell) -> None:
        signal.raise_signal(signal.SIGTERM)
        assert end.wait(60)

    with pytest.raises(SystemExit):
        stoppable(work, Stop())

    assert ended == ["children", 130]
    assert "nothing was written" in capsys.readouterr().err


def test_a_polite_kill_interrupts() -> None:
    """Outside long work, SIGTERM is what Ctrl-C is."""
    with pytest.raises(KeyboardInterrupt), interruptible():
        signal.raise_signal(signal.SIGTERM)


@BOTH
@pytest.mark.parametrize(
    ("name", "reader"), [("check", "cli.check"), ("measure", "pipeline.measuring")]
)
def test_reading_can_be_interrupted(
    name: str,
    reader: str,
    number: signal.Signals,
    tiny: Path,
    call: Call,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Commands that only read end with 130 and a word."""
    monkeypatch.setattr(
        f"allocator.{reader}.read_batch", lambda *_: signal.raise_signal(number)
    )

    told = call(name, tiny, *batches.POLICY)

    assert told.code == 130
    assert told.out == ""
    assert told.err.strip() == "Interrupted."
