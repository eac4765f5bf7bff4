"""What the keys of policy files are called where people read them; a key without a title is read as it is written."""

from typing import Any, NamedTuple

from allocator.policy.capacity import Reason
from allocator.policy.terms import Count
from allocator.policy.weighting import Stages

# Stands for the unit of the weighting itself.
UNITS = "units"
# What one occasion takes, in a weighting that counts by the week.
UNITS_ONCE = "units once"
POINTS = "percentage points"


class Title(NamedTuple):
    """What a key is called, what its numbers count, and how its absence is said.

    In a sentence, ``verb`` stands between an entry of a table and its number, as in *assessment asks 90*, or before
    both where the label is itself one, as in *looks for neglect level 2*; ``entry`` says what an entry of a list is,
    where its name does not.
    """

    label: str
    unit: str = ""
    verb: str = ""
    blank: str = "none"
    entry: str | None = None


# By key, or by record and key where one key means several things.
TITLES: dict[str, Title] = {
    "title": Title("title"),
    "source": Title("source"),
    "name": Title("name"),
    "kind": Title("what it is"),
    # The weighting.
    "unit": Title("counted in"),
    "Elapsed.unit": Title("counted in"),
    "round_to": Title("each case is rounded to", UNITS),
    "rounding": Title("how a case is rounded"),
    "worker_total_rounding": Title("how a worker's total is rounded"),
    "worker_total_round_to": Title("a worker's total is rounded to", UNITS),
    "siblings_percent": Title("later cases of a household ask", "%"),
    "co_working_percent": Title("a co-worker is asked for", "%"),
    "by_experience": Title("each grade takes its own time"),
    "columns": Title("columns of its own", entry="column"),
    "worker_columns": Title("columns of its own in the workers table", entry="column of workers"),
    "tables": Title("tables that several parts use"),
    "derive": Title("what is worked out first", entry=""),
    "meaning": Title("meaning"),
    "least": Title("at least"),
    "most": Title("at most"),
    "choices": Title("one of"),
    "if_blank": Title("a blank cell means"),
    "terms": Title("what a case asks", entry=""),
    "worker_terms": Title("what a worker's own columns add", entry=""),
    "by": Title("goes by"),
    "of": Title("of"),
    "Multiply.of": Title("applies to"),
    "Limit.of": Title("applies to"),
    "Round.of": Title("applies to"),
    "units": Title("units", UNITS, verb="asks"),
    "Constant.units": Title("gives", UNITS),
    "by_hours": Title("in proportion to hours"),
    "subtract": Title("is taken off"),
    "when": Title("only when", verb="is"),
    "may_change_when": Title("may change when", verb="is"),
    "otherwise": Title("everything else", UNITS, verb="asks"),
    "First.otherwise": Title("else what this says"),
    "column": Title("counts the column"),
    "units_each": Title("each asks", UNITS),
    "at_most": Title("at most so many count"),
    "Limit.at_least": Title("at least", UNITS),
    "Limit.at_most": Title("at most", UNITS),
    "Round.to": Title("rounded to", UNITS),
    "how": Title("how"),
    "every": Title("how often, and what each time asks"),
    "every_weeks": Title("every", "weeks"),
    "Timed.units_each": Title("each time asks", UNITS_ONCE),
    "percent": Title("percent", "%", verb="counts"),
    "points": Title("points for each"),
    "bands": Title("bands", blank="whatever is left"),
    "label": Title("label"),
    "Step.at_least": Title("from"),
    "up_to": Title("up to"),
    "down": Title("down the side"),
    "across": Title("across the top"),
    "Axis.at_least": Title("lines start at"),
    "rows": Title("rows, from the first line down"),
    "table": Title("table"),
    "First.rules": Title("lines, read from the top", entry=""),
    "blank": Title("only when nothing is said under"),
    "order": Title("from lowest to highest"),
    "since": Title("counted from"),
    "complexity": Title("how complexity is settled"),
    "when_missing": Title("assumed where nobody said"),
    "Complexity.by": Title("settled by"),
    "stages": Title("new, established and long-standing cases"),
    "starting_weeks": Title("starting, if younger than", "weeks"),
    "long_standing_weeks": Title("long standing, from an age of", "weeks"),
    "travel": Title("time on the road"),
    "visits_per_week": Title("visits a week", "visits a week"),
    "visits_otherwise": Title("visits a week to every other type"),
    "visits_as_often_as": Title("visits as often as"),
    "minutes_within_locality": Title("a journey within the worker's places", "minutes"),
    "minutes_beyond_locality": Title("a journey beyond them", "minutes"),
    "minutes_unknown_locality": Title("a journey where a place is not known", "minutes"),
    "counts_as_workload": Title("journeys count as workload"),
    "capacity": Title("what a full-time worker has"),
    "full_time_hours": Title("a full-time week", "hours"),
    "full_time_units": Title("what that week is worth", UNITS),
    "Capacity.grades": Title("grades with a full time of their own", entry=""),
    "Grade.full_time_hours": Title("full-time week", "hours"),
    "Grade.full_time_units": Title("is worth", UNITS),
    "blank_hours_are_full_time": Title("blank hours mean full time"),
    "hours_per_developing_skill": Title("of it, each skill being developed", "hours"),
    "by_qualification": Title("share of capacity by qualification", "%"),
    "Capacity.round_to": Title("capacity is rounded to", UNITS),
    "Capacity.rounding": Title("how capacity is rounded"),
    "reductions": Title("reductions"),
    "Reductions.stages": Title("stages that count"),
    "other_reasons": Title("any other reason is taken"),
    "reasons": Title("reasons", blank="as the batch says", entry="reason"),
    "Reason.percent": Title("takes off", "%"),
    "at_most_percent": Title("at most", "%"),
    "Reason.months": Title("lasts", "months"),
    "asks_who_agreed": Title("must say who agreed"),
    "reported": Title("what workers say of their workload"),
    "Reported.column": Title("read from the column"),
    "differs_by_percent": Title("a finding, from a difference of", "%"),
    "meetings_and_admin_hours": Title("of it, meetings and admin", "hours"),
    "admin_support_frees_percent": Title("an hour of admin support frees", "% of an hour"),
    "admin_support_at_most_percent": Title("and no more than", "% of the worker's own hours"),
    "by_seniority": Title("learning and the grade's share come off"),
    "sizing": Title("the sum behind the numbers"),
    "caseload": Title("an average full-time caseload", "cases"),
    "mix_percent": Title("what it is made of, in percent", "%"),
    # The competency file.
    "ordinary": Title("grade assumed where none is given"),
    "levels": Title("grades", entry=""),
    "skills": Title("skills"),
    "accept_any": Title("takes any skill and intervention"),
    "accept_any_grade": Title("takes any grade"),
    "ratings_stand_months": Title("a rating is up to date for", "months", blank="ever"),
    "stretch_levels": Title("a stretch may be so many levels below"),
    "trust": Title("whose rating of a skill counts, in order"),
    "types": Title("what each type of case looks for", entry="type of case"),
    "interventions": Title("what each intervention looks for", entry="intervention"),
    "wanted": Title("looks for", "level", verb="looks for"),
    "required": Title("requires", "level", verb="requires"),
    "qualifications": Title("requires the qualification"),
    "capacity_percent": Title("share of capacity used for cases", "%"),
    "first_months": Title("after qualifying"),
    "Step.capacity_percent": Title("share of capacity", "%"),
    "until_months": Title("until", "months"),
    "time_percent": Title("time for the same work", "%"),
    "learning_percent": Title("protected for learning", "% of the hours"),
    "new_cases": Title("most new cases", blank="no limit"),
    "consumes_supervision_percent": Title("supervision a case takes", "%"),
    "gives_supervision_percent": Title("time for supervising others", "% of contracted hours"),
    "assumed_skill": Title("assumed where no skill is recorded", "level"),
    "only_jointly": Title("holds only jointly"),
    "never": Title("never holds"),
    "matching": Title("how far beyond what is asked a match goes"),
    "above_low": Title("low complexity", "levels"),
    "above_medium": Title("medium complexity", "levels"),
    "above_high": Title("high complexity", "levels"),
    "unstated_level": Title("a skill written without a level means", "level"),
    "supervision": Title("what one case takes of a supervisor's week"),
    "minutes_low": Title("low complexity", "minutes"),
    "minutes_medium": Title("medium complexity", "minutes"),
    "minutes_high": Title("high complexity", "minutes"),
    "long_standing_percent": Title("once it is long standing", "%"),
    # The priorities file.
    "horizon_weeks": Title("capacity is the average over", "weeks"),
    "ceiling_percent": Title("ceiling, which nobody is taken beyond", "% of capacity"),
    "default_urgency": Title("urgency where none is given"),
    "unplaced": Title("what one case left waiting counts"),
    "over_safe": Title("beyond the safe limit"),
    "from_percent": Title("from", "% of capacity"),
    "weight": Title("each unit counts"),
    "balance": Title("how evenly work is shared"),
    "step_percent": Title("differences left alone, in utilisation", POINTS),
    "recent_weeks": Title("a case is new for", "weeks"),
    "recent_intake_percent": Title("evening out new work, beside all work", "%"),
    "trade_offs": Title("what each is worth, in utilisation"),
    "skill_level": Title("one level closer to the skill looked for", POINTS),
    "known_worker": Title("someone the family knows", POINTS),
    "locality": Title("working where the family lives", POINTS),
    "language": Title("speaking the family's language", POINTS),
    "development": Title("a skill on the development plan", POINTS),
    "flagged": Title("sparing someone whose flag is agreed", POINTS),
    "moves": Title("moving a held case"),
    "handover": Title("handing it over", POINTS),
    "long_held": Title("more, once it is held for long", POINTS),
    "long_held_weeks": Title("held for long from", "weeks"),
    "stays_types": Title("types that stay"),
    "stays_before_due_days": Title("stays when due within", "days"),
    "stays_if_restricted": Title("a restricted case stays"),
    "waits": Title("how long a case may wait"),
    "urgent_days": Title("an urgent case", "days"),
    "high_days": Title("a case of high urgency", "days"),
    "medium_days": Title("a case of medium urgency", "days"),
    "low_days": Title("a case of low urgency", "days"),
    "due_within_days": Title("due when its clock ends within", "days"),
    "fairness": Title("looking back on fairness"),
    "look_back_weeks": Title("over so many", "weeks"),
    "smallest_group": Title("nothing is told of fewer than", "people"),
    "rules": Title("rules", entry="rule"),
    "on": Title("holds"),
    "sentence": Title("wording"),
}  # fmt: skip

# The value of a key that sets no limit: to read it out would only raise the question what it is for.
WITHOUT_LIMIT: dict[str, Any] = {
    "Count.at_most": Count.model_fields["at_most"].default,
    "Reason.at_most_percent": Reason.model_fields["at_most_percent"].default,
    "Reason.asks_who_agreed": Reason.model_fields["asks_who_agreed"].default,
    "Stages.starting_weeks": Stages.model_fields["starting_weeks"].default,
    "Stages.long_standing_weeks": Stages.model_fields["long_standing_weeks"].default,
}

# What kinds of things are called, in the words of the guide.
KINDS = {
    "lookup": "a number from a table",
    "each": "a number for every intervention",
    "count": "a number for every one counted",
    "multiply": "more or less of what other parts give",
    "number": "a number",
    "choice": "a choice",
    "items": "a list of things counted",
    "date": "a date",
    "score": "a score",
    "elapsed": "the time since a date",
    "band": "a band of a number",
    "grid": "a grid of two numbers",
    "label": "a label from a table",
    "first": "the first line that applies",
    "highest": "the highest of several",
    "recurring": "a number for what comes round",
    "constant": "the same for all",
    "limit": "a floor or a cap",
    "round": "a rounding",
}

# Numbers that say what they count in their own key, as every key of a policy file should.
_UNIT_OF_WORD = {
    "percent": "%",
    "hours": "hours",
    "minutes": "minutes",
    "days": "days",
    "weeks": "weeks",
    "months": "months",
    "years": "years",
    "units": UNITS,
    "cases": "cases",
}


def title(field: str) -> Title:
    """What a key is called; one nobody has named yet by its own words, and by the unit among them."""
    key = field.rpartition(".")[2]
    known = TITLES.get(field) or TITLES.get(key)
    if known:
        return known
    words = key.split("_")
    unit = next((_UNIT_OF_WORD[word] for word in words if word in _UNIT_OF_WORD), "")
    return Title(" ".join(words), unit)
