"""Chance split by purpose and by whom it is about, so that changing one thing leaves all other draws alone."""

from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numpy.random import Generator, SeedSequence


class Streams(NamedTuple):
    """All the chance of one replication: every purpose and entity has a stream of its own, whoever asks first."""

    seed: int
    replication: int

    def of(self, purpose: str, *about: str | int) -> Generator:
        """The stream for one purpose and entity, always from its beginning."""
        return np.random.default_rng(self.sequence(purpose, *about))

    def share(self, purpose: str, *about: str | int) -> float:
        """One number from 0 to 1, never 0 itself."""
        return 1 - float(self.of(purpose, *about).random())

    def sequence(self, purpose: str, *about: str | int) -> SeedSequence:
        """What a stream grows from; names are told apart by a digest that is the same on every machine."""
        name = "\x1f".join([purpose, *map(str, about)]).encode()
        key = int.from_bytes(blake2b(name, digest_size=8).digest())
        return SeedSequence(self.seed, spawn_key=(self.replication, key))
