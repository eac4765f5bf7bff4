"""Workers in integers, with the curves that the pipeline gives people of the shipped policy."""

from decimal import Decimal
from functools import cache

from allocator.policy.loading import load_policy
from allocator.policy.policy import Policy
from allocator.problem.pose import even_curve, over_curve
from allocator.problem.posed import UNLIMITED, Post, total

# A full week under the shipped policy, in its steps of five minutes.
FULL_WEEK = 340


@cache
def shipped_policy() -> Policy:
    """The policy whose weights every random team is made with."""
    return load_policy()


def someone(
    number: int,
    capacity: int = FULL_WEEK,
    held: int = 0,
    recent: int = 0,
    cases: int = 0,
    recent_cases: int = 0,
    case_room: int = UNLIMITED,
    new_case_room: int = UNLIMITED,
) -> Post:
    """One worker with room up to the ceiling, and the costs of being over the safe limit and of uneven work."""
    priorities = shipped_policy().priorities
    balance = priorities.balance
    room = max(0, capacity * priorities.ceiling_percent // 100 - held)
    lately = balance.recent_intake_percent / Decimal(100)
    return Post(
        worker_id=f"W{number}",
        held=held,
        cases=cases,
        recent_cases=recent_cases,
        carries_cases=True,
        room=room,
        case_room=case_room,
        new_case_room=new_case_room,
        unsafe=over_curve(capacity, held, priorities),
        uneven=total(
            [
                even_curve(capacity, held, room, balance.step_percent),
                even_curve(capacity, recent, room, balance.step_percent, lately),
            ]
        ),
    )
