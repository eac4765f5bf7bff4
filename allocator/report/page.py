"""A proposal as one page that needs nothing else: no script, no network, for screen and paper."""

from itertools import groupby

from allocator.explain.words import unit
from allocator.report import wording
from allocator.report.background import about, how_to_read, inputs, rules
from allocator.report.chart import drawings
from allocator.report.comparison import baseline, caution, compared, has_baseline, ways
from allocator.report.headline import first_sentence, what_proof_means
from allocator.report.moved import in_short, moved_households, said_together
from allocator.report.outcome import Outcome
from allocator.report.people import limits, people
from allocator.report.placed import Household, deadline, households
from allocator.report.privacy import WITHHELD, guarded
from allocator.report.rendering import render
from allocator.report.unplaced import unplaced_households


def html(outcome: Outcome) -> str:
    """The whole page; the same outcome gives the same text."""
    against = baseline(outcome) if has_baseline(outcome) else ("", "")
    return render(
        "proposal.html",
        account=outcome.account,
        about=about(outcome),
        allocations=_by_urgency(outcome),
        baseline=against[0],
        baseline_in_full=against[1],
        caution=caution(outcome),
        compared=compared(outcome),
        count=wording.count,
        deadline=lambda due: deadline(due, outcome.account.as_of),
        drawings=drawings(outcome),
        first_sentence=first_sentence(outcome),
        has_baseline=has_baseline(outcome),
        headlines=compared(outcome, headlines_only=True),
        how_to_read=how_to_read(outcome),
        inputs=inputs(outcome),
        limits=limits(outcome),
        moves=moved_households(outcome),
        notes=guarded(outcome.team, outcome.notes),
        people=people(outcome),
        provisional=guarded(outcome.team, outcome.provisional),
        rebalanced=in_short(outcome),
        rules=rules(outcome),
        said_together=said_together,
        shortage=outcome.shortage,
        unit=unit(outcome.policy.weighting.unit),
        unplaced=unplaced_households(outcome),
        ways=ways(outcome),
        what_proof_means=what_proof_means(outcome),
        withheld=WITHHELD,
    )


def _by_urgency(outcome: Outcome) -> list[tuple[str, list[Household]]]:
    """Households by urgency; restricted cases, whose urgency is withheld, last."""

    def heading(household: Household) -> str:
        urgency = household.first.urgency
        return wording.urgency(urgency) if urgency else "Restricted cases"

    return [
        (title, list(cases)) for title, cases in groupby(households(outcome), heading)
    ]
