"""The names of every rule, so that a policy file can switch each and say it in its own words."""

from pydantic import Field

from allocator.policy.toml import PolicyRecord

COMPETENCY_RULES = (
    "carries_cases",
    "within_team",
    "no_conflict_of_interest",
    "qualification_covers",
    "skills_cover",
    "seniority_covers",
    "joint_work_supported",
)
PRIORITIES_RULES = (
    "one_worker_per_case",
    "household_together",
    "has_capacity",
    "within_ceiling",
    "within_case_limit",
    "within_new_case_limit",
    "available_when_due",
    "supervision_within_reach",
    "pins_hold",
)
# Without these two a proposal has no meaning, so no file may switch them off.
ALWAYS_ON = frozenset({"one_worker_per_case", "pins_hold"})


class RuleText(PolicyRecord):
    """Whether a rule holds, and the sentence a planner reads when it does."""

    on: bool = True
    sentence: str = Field(min_length=1)
