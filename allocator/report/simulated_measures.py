"""What the measures of a simulation are called, in which unit they are, and which way is better."""

from typing import Literal, NamedTuple

from allocator.report.wording import capital


class Words(NamedTuple):
    """A measure as people read it: its name, its unit, which way is better, and what less or more of it means."""

    label: str
    unit: Literal["percent", "points", "number", "days", "index", "weeks"] = "number"
    better: Literal["less", "more", ""] = "less"
    lower: str = ""
    higher: str = ""


MEASURES: dict[str, Words] = {
    "broken_percent": Words(
        "Runs in which the team breaks", "percent", "less", "breaks less often", "breaks more often"
    ),
    "weeks_unbroken": Words(
        "Weeks until the team breaks, at most all", "weeks", "more", "breaks sooner", "holds longer"
    ),
    "mean_percent": Words(
        "Share of capacity in use", "percent", "", "leaves workers more room", "fills workers more"
    ),
    "p90_percent": Words(
        "Workload of the busiest tenth of workers", "percent", "less",
        "asks less of the busiest workers", "asks more of the busiest workers",
    ),
    "max_percent": Words(
        "Workload of the busiest worker", "percent", "less",
        "asks less of the busiest worker", "asks more of the busiest worker",
    ),
    "over_100_percent": Words(
        "Workers over 100% of capacity", "percent", "less",
        "has fewer workers over 100% of capacity", "has more workers over 100% of capacity",
    ),
    "over_110_percent": Words(
        "Workers over 110% of capacity", "percent", "less",
        "has fewer workers over 110% of capacity", "has more workers over 110% of capacity",
    ),
    "over_110_four_weeks_percent": Words(
        "Workers over 110% for four weeks running", "percent", "less",
        "has fewer workers over 110% for four weeks running",
        "has more workers over 110% for four weeks running",
    ),
    "flagged_percent": Words(
        "Workers with a burnout flag", "percent", "less",
        "raises fewer burnout flags", "raises more burnout flags",
    ),
    "sd_percent": Words(
        "Typical distance from the average workload", "points", "less",
        "shares work more evenly", "shares work less evenly",
    ),
    "jain_index": Words(
        "Evenness, 1 if everyone had the same", "index", "more",
        "shares work less evenly", "shares work more evenly",
    ),
    "supervision_percent": Words(
        "Supervision asked, of what supervisors have", "percent", "less",
        "asks less of supervisors", "asks more of supervisors",
    ),
    "skill_match_percent": Words(
        "Skills matched in new placements", "percent", "more",
        "matches skills less well", "matches skills better",
    ),
    "waiting": Words(
        "Cases waiting", "number", "less", "leaves fewer cases waiting", "leaves more cases waiting"
    ),
    "waiting_urgent": Words(
        "Urgent cases waiting", "number", "less",
        "leaves fewer urgent cases waiting", "leaves more urgent cases waiting",
    ),
    "waiting_high": Words(
        "Cases of high urgency waiting", "number", "less",
        "leaves fewer cases of high urgency waiting", "leaves more cases of high urgency waiting",
    ),
    "waiting_medium": Words(
        "Cases of medium urgency waiting", "number", "less",
        "leaves fewer cases of medium urgency waiting", "leaves more cases of medium urgency waiting",
    ),
    "waiting_low": Words(
        "Cases of low urgency waiting", "number", "less",
        "leaves fewer cases of low urgency waiting", "leaves more cases of low urgency waiting",
    ),
    "most_waiting": Words(
        "Most cases waiting in any week", "number", "less",
        "keeps the longest queue shorter", "lets the queue grow longer",
    ),
    "longest_wait_days": Words(
        "Longest wait of any case", "days", "less",
        "keeps the longest wait shorter", "lets the longest wait grow",
    ),
    "workers_per_child": Words(
        "Workers a child has had", "number", "less",
        "gives children fewer changes of worker", "gives children more changes of worker",
    ),
    "changed_worker_percent": Words(
        "Children who changed worker", "percent", "less",
        "has fewer children change worker", "has more children change worker",
    ),
    "held": Words("Cases held", "number", "", "holds fewer cases", "holds more cases"),
    "workers": Words("Workers there", "number", "", "has fewer workers", "has more workers"),
    "arrived": Words("Cases that came", "number", "", "meets fewer cases", "meets more cases"),
    "allocated": Words(
        "Cases allocated", "number", "", "allocates fewer cases", "allocates more cases"
    ),
    "closed": Words("Cases closed", "number", "", "closes fewer cases", "closes more cases"),
    "moved": Words(
        "Cases moved to another worker", "number", "less", "moves fewer cases", "moves more cases"
    ),
    "escalated": Words(
        "Cases that became more urgent while waiting", "number", "less",
        "lets fewer cases become more urgent", "lets more cases become more urgent",
    ),
}  # fmt: skip


def words_of(name: str) -> Words:
    """The words of a measure; the shares of cases that have a worker within some days are worded from their name."""
    if name in MEASURES:
        return MEASURES[name]
    kind, _, rest = name.partition("_within_")
    days = rest.split("_", 1)[0]
    which = cases_of(kind)
    return Words(
        capital(f"{which} with a worker within {days} days"),
        "percent",
        "more",
        f"finds fewer {which} a worker within {days} days",
        f"finds more {which} a worker within {days} days",
    )


def lowered(label: str) -> str:
    """A label inside a sentence."""
    return label[:1].lower() + label[1:]


def cases_of(kind: str) -> str:
    """The cases of an urgency, as they are spoken of."""
    if kind == "urgent":
        return "urgent cases"
    plain = kind.replace("_", " ")
    return f"cases of {'no stated' if plain == 'not said' else plain} urgency"


def figure(name: str, number: float | None) -> str:
    """A number of a measure with its unit."""
    if number is None:
        return "none"
    unit = words_of(name).unit
    if unit == "index":
        return f"{number:.3f}"
    size = abs(number)
    # Whole percents are exact enough to plan by, but what is not all must not read as 100%.
    is_whole = size >= 100.5 or (number == int(number) and unit != "points")
    is_whole |= unit == "percent" and 10 <= size < 99.5
    shown = f"{number:,.0f}" if is_whole else f"{number:,.1f}"
    units = {"percent": "%", "points": " points", "days": " days", "weeks": " weeks"}
    return shown + units.get(unit, "")


def gap(name: str, number: float | None) -> str:
    """A difference of a measure, with its sign; between percentages it is points."""
    if number is None:
        return "none"
    shown = figure(name, abs(number))
    unit = words_of(name).unit
    if unit == "percent":
        shown = shown.removesuffix("%") + " points"
    is_nothing = round(number, 3 if unit == "index" else 1) == 0
    return shown if is_nothing else f"{'−' if number < 0 else '+'}{shown}"
