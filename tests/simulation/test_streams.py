"""Chance is repeatable, and split so that one use of it never disturbs another."""

import os
import subprocess
import sys

import numpy as np

from allocator.simulation.streams import Streams


def test_a_stream_begins_anew_whoever_asks() -> None:
    """The same seed, replication, purpose and entity give the same numbers, however often they are asked for."""
    streams = Streams(7, 3)
    first = streams.of("stay", "W1").random(5).tolist()

    streams.of("stay", "W2").random(1000)

    assert streams.of("stay", "W1").random(5).tolist() == first
    assert Streams(7, 3).of("stay", "W1").random(5).tolist() == first


def test_every_part_of_a_name_tells_streams_apart() -> None:
    """Seed, replication, purpose, entity and number each matter; two parts are never read as one."""
    streams = Streams(7, 3)
    asked = [
        streams.share("stay", "W1"),
        streams.share("stay", "W2"),
        streams.share("leave", "W1"),
        streams.share("stay", "W1", 1),
        streams.share("stay", "W", "11"),
        streams.share("stay", "W11"),
        Streams(8, 3).share("stay", "W1"),
        Streams(7, 4).share("stay", "W1"),
    ]

    assert len(set(asked)) == len(asked)


def test_names_are_told_apart_alike_in_every_process() -> None:
    """Python's own hash of a text differs from process to process; a stream must not."""
    said = "from allocator.simulation.streams import Streams; print(Streams(7, 3).share('stay', 'Wé'))"
    told = {
        subprocess.run(
            [sys.executable, "-c", said],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert told == {f"{Streams(7, 3).share('stay', 'Wé')}\n"}


def test_shares_of_different_entities_are_even_and_unrelated() -> None:
    """Over many entities the numbers are spread evenly, and each is unrelated to the next one's."""
    streams = Streams(1, 1)
    shares = np.array([streams.share("stay", f"W{n}") for n in range(4000)])

    # Eight standard errors of a mean, and four of a correlation.
    assert abs(shares.mean() - 0.5) < 8 * (1 / 12 / 4000) ** 0.5
    assert abs(np.corrcoef(shares[:-1], shares[1:])[0, 1]) < 4 / 4000**0.5
    assert shares.min() > 0
    assert shares.max() <= 1
