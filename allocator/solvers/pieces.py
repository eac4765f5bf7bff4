"""One piece of an answer at a time: cut out with what its people hold besides, and put back."""

from allocator.solvers.arrays import Arrays
from allocator.solvers.cutting import Piece, cut, put_back
from allocator.solvers.placing import Placing, held, placing


def cut_out(given: Arrays, best: Placing, piece: Piece) -> Arrays:
    """A piece with what its people hold besides."""
    pair, helper = best.pair.copy(), best.helper.copy()
    pair[piece.groups], helper[piece.groups] = -1, -1
    return cut(given, piece, held(given, pair, helper))


def with_piece(given: Arrays, best: Placing, piece: Piece, part: Placing) -> Placing:
    """An answer with a piece's answer in it."""
    pair, helper = best.pair.copy(), best.helper.copy()
    put_back(piece, part, pair, helper)
    return placing(given, pair, helper)
