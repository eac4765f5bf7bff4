"""What loads cost one worker, compiled: on a curve of pieces, from each of ``starts`` on at the slope beside it."""

from allocator.solvers.arrays import Ints
from allocator.solvers.compiled import compiled


@compiled
def cost_of_load(load: int, starts: Ints, slopes: Ints) -> int:
    """What a load costs on a curve."""
    cost = 0
    for piece in range(len(starts)):
        if starts[piece] >= load:
            break
        end = load
        if piece + 1 < len(starts):
            end = min(end, starts[piece + 1])
        cost += slopes[piece] * (end - starts[piece])
    return cost


@compiled
def worth_carrying(starts: Ints, slopes: Ints, room: int, price: int) -> int:
    """The load up to which each step costs no more than the price."""
    for piece in range(len(starts)):
        if slopes[piece] > price:
            return int(min(room, starts[piece]))
    return room


@compiled
def cheapest_load(starts: Ints, slopes: Ints, room: int, price: int) -> tuple[int, int]:
    """The least that carrying a load costs beside what it earns at the price, and the greatest load that costs so."""
    paying = worth_carrying(starts, slopes, room, price)
    return cost_of_load(paying, starts, slopes) - price * paying, paying


@compiled
def greatest_load(
    starts: Ints, slopes: Ints, room: int, price: int, paying: int, gap: int
) -> int:
    """The most load that a set can have whose cost is closer than the gap to the bound."""
    load, excess = paying, 0
    for piece in range(len(starts)):
        end = room
        if piece + 1 < len(starts):
            end = min(end, starts[piece + 1])
        if end <= load:
            continue
        steeper = slopes[piece] - price
        if excess + steeper * (end - load) >= gap:
            return int(load + (gap - excess - 1) // steeper)
        excess += steeper * (end - load)
        load = end
    return int(load)
