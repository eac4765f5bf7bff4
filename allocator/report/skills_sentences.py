"""An audit in sentences: how many answered, how far they agree, what stands out, and what to talk about."""

from collections.abc import Iterator, Sequence

from allocator.domain.compiled import (
    AgreementFound,
    CompetencyFound,
    GroupFound,
    Prompt,
)
from allocator.policy.framework import Framework
from allocator.report.skills_audited import Audited
from allocator.report.wording import count, listed, plain

_NAMED = 3
READINGS = {
    "reliable": "reliable",
    "tentative": "tentative",
    "not_reliable": "too little to rely on",
    "cannot_tell": "cannot be told",
}
_GROUPS = {"team": "team", "grade": "grade", "role": "role"}


def lead(audited: Audited) -> str:
    """Who answered and what came of it, in one sentence."""
    answered, how = audited.account.answered, audited.account.levels
    agreed = sum(how.get(one, 0) for one in ("same", "rule", "settled"))
    waiting = how.get("apart", 0)
    return (
        f"{answered.by_self:,} of {count(answered.workers, 'person', 'people')} answered and supervisors answered for"
        f" {answered.by_supervisor:,}: {count(agreed, 'level is', 'levels are')} agreed and"
        f" {count(waiting, 'waits', 'wait')} for a conversation."
    )


def findings(audited: Audited) -> Iterator[str]:
    """What stands out, for everyone and by group; nobody can be told from it."""
    account = audited.account
    yield f"Worker and supervisor: {agreement(account.agreement)}."
    if account.met.met_percent is not None:
        met = account.met
        yield (
            f"People meet {met.met_percent:.0f}% of the levels their grade is asked for"
            f" (95% interval {met.low_percent:.0f}% to {met.high_percent:.0f}%)."
        )
    known = [one for one in account.competencies if one.met_percent is not None]
    known.sort(key=lambda one: (-(one.met_percent or 0), one.title))
    if len(known) > 2 * _NAMED:
        yield f"Met most often: {_shares(known[:_NAMED])}."
        yield f"Met least often: {_shares(known[: -_NAMED - 1 : -1])}."
    doubtful = [
        one
        for one in account.competencies
        if one.agreement and one.agreement.reading == "not_reliable"
    ]
    if doubtful:
        doubtful.sort(key=lambda one: (one.agreement and one.agreement.alpha) or 0)
        named = [plain(one.title) for one in doubtful[:_NAMED]]
        if more := len(doubtful) - len(named):
            named.append(f"{more} more")
        yield (
            f"Worker and supervisor read the levels differently in {listed(named)}: look at the question before"
            " anyone’s level."
        )
    for by in _GROUPS:
        groups = [group for group in account.groups if group.by == by]
        if groups:
            yield _compared(by, groups, audited.framework)


def agreement(found: AgreementFound) -> str:
    """How far answers agree, with its interval and what may be concluded."""
    if found.alpha is None:
        return "agreement cannot be told, for there are too few pairs or all are alike"
    interval = (
        f", 95% interval {two(found.low)} to {two(found.high)}"
        if found.low is not None and found.high is not None
        else ""
    )
    says = {
        "reliable": "good enough to rely on",
        "tentative": "good enough for tentative conclusions",
        "not_reliable": "too little to rely on",
    }[found.reading]
    return (
        f"agreement is {says} (alpha {two(found.alpha)}{interval},"
        f" {count(found.pairs, 'pair')} of answers)"
    )


def two(number: float) -> str:
    """A number to two places, with a minus sign that is one, and never a nothing below nothing."""
    return f"{round(number, 2) + 0.0:.2f}".replace("-", "−")


def _shares(several: Sequence[CompetencyFound]) -> str:
    return listed([f"{plain(one.title)} ({one.met_percent:.0f}%)" for one in several])


def _compared(by: str, groups: Sequence[GroupFound], framework: Framework) -> str:
    """Which groups differ from everyone else by more than chance."""
    told = [
        f"{plain(group.group)} {one.differs} the others{where}"
        for group in groups
        for where, one in (
            ("", group.met),
            *(
                (f" in {framework.areas[area]}", share)
                for area, share in group.areas.items()
            ),
        )
        if one.differs
    ]
    if not told:
        return f"No {_GROUPS[by]} differs from the others by more than chance in the levels it meets."
    return f"By {_GROUPS[by]}, in the levels met: {listed(told)}, by more than chance."


def prompt(audited: Audited, one: Prompt) -> str:
    """One prompt as a sentence that opens a conversation."""
    who = audited.person(one.worker_id) if one.worker_id else ""
    supervisor = audited.person(one.supervisor_id) if one.supervisor_id else ""
    titles = listed([audited.title(name) for name in one.competencies])
    size = (
        f"{abs(one.difference):.1f} of a level"
        if abs(one.difference) < 1
        else (f"{abs(one.difference):.1f} levels")
    )
    match one.kind:
        case "over" | "under":
            side = "above" if one.kind == "over" else "below"
            first = (
                " The supervisor’s answers lie to that side for others too, so begin with how the levels are read."
                if one.leans
                else ""
            )
            return (
                f"{who} sees themselves on average {size} {side} {supervisor}, over {one.answers} competencies,"
                f" most in {titles}. What has each seen that the other has not?{first}"
            )
        case "apart":
            far = (
                f"up to {one.difference:.0f}"
                if len(one.competencies) > 1
                else f"{one.difference:.0f}"
            )
            return (
                f"{who} and {supervisor} are {far} levels apart on {titles}:"
                " talk, and write down the level and the reason."
            )
        case "supervisor":
            side = "lower" if one.difference > 0 else "higher"
            return (
                f"{supervisor} rates {one.answers} people on average {size} {side}, beside their own answers, than"
                " other supervisors do. Compare how each reads the levels before anyone’s level is discussed."
            )
        case "one_level":
            form = (
                f"{supervisor}’s form about {who}"
                if supervisor
                else f"{who}’s own form"
            )
            return f"{form} gives level {one.difference:.0f} to all {one.answers} competencies. Was it meant so?"


def privacy(framework: Framework) -> str:
    """What is left out so that nobody can be told from a figure."""
    return (
        f"Figures of fewer than {framework.audit.smallest_group} people are not shown, nor others from which they"
        " could be worked out; small groups are told together."
    )


def agreeing(framework: Framework) -> Iterator[str]:
    """How two answers become one level, for people to read."""
    rule = framework.agreeing
    takes = {
        "supervisor": "the supervisor’s level",
        "self": "the worker’s own level",
        "lower": "the lower level",
        "higher": "the higher level",
    }[rule.takes]
    near = "one level" if rule.within == 1 else f"{rule.within} levels"
    yield "Where worker and supervisor give the same level, that is the agreed level."
    if rule.within:
        yield f"Where they are {near} apart or less, {takes} is agreed."
    yield "Where they are further apart, there is no agreed level until they have talked and settled on one."
    yield "A level they settled on stands until either answers anew; the reason is kept with it."
