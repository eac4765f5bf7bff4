"""What comes in has the pace, unevenness and needs that a scenario states, and stays itself whatever else changes."""

import datetime
from typing import Any

import numpy as np
import pytest

from allocator.domain.team import Team
from allocator.example.figures import load_figures
from allocator.simulation.intake import Family, Referrals, figures_for
from allocator.simulation.streams import Streams
from tests.builders import DAY, team, worker
from tests.simulation.worlds import scenario


def referrals(
    weeks: int, replication: int = 1, people: Team | None = None, **parts: Any
) -> Referrals:
    """Households for a team under a small scenario with other parts."""
    given = scenario(run={"weeks": weeks}, **parts)
    people = people or team(worker("W1"), worker("W2"))
    figures = figures_for(given.intake, load_figures(), people)
    return Referrals(given, figures, people, DAY, Streams(1, replication))


def families(weeks: int, replication: int = 1, **parts: Any) -> list[Family]:
    """Everybody who comes."""
    return referrals(weeks, replication, **parts).families()


def monthly(replications: int, **intake: Any) -> np.ndarray:
    """Households in each of twelve months of 2027, over many replications."""
    counts = np.zeros((replications, 12))
    for replication in range(replications):
        found = referrals(70, replication, intake=intake)
        for week in range(1, 71):
            for moment in found.moments(week):
                date = DAY + datetime.timedelta(days=int(moment))
                if date.year == 2027:
                    counts[replication, date.month - 1] += 1
    return counts


def test_as_many_come_as_the_scenario_says() -> None:
    """Over 19 years of weeks the mean is within three of its standard errors."""
    come = families(
        1000, intake={"referrals_per_week": 3, "siblings_percent": {"1": 100}}
    )

    assert len(come) == pytest.approx(3000, abs=3 * 3000**0.5)


def test_a_rate_counts_children_not_households() -> None:
    """With brothers and sisters fewer households come, and as many children."""
    sizes = {"1": 50, "3": 50}
    kinds = {"types_percent": {"assessment": 100}, "urgency_percent": {}}
    come = families(
        1000,
        intake={"referrals_per_week": 4, "siblings_percent": sizes, **kinds},
        stages={"assessment": {"mean_days": 9, "next_percent": {"closed": 100}}},
    )

    children = sum(len(family.cases) for family in come)
    assert children == pytest.approx(4000, abs=3 * (2.5 * 4000) ** 0.5)
    assert len(come) == pytest.approx(2000, abs=3 * 2000**0.5)
    assert {len(family.cases) for family in come} == {1, 3}
    assert len({case.group_id for case in come[0].cases}) == 1


@pytest.mark.slow
def test_months_vary_as_much_as_the_scenario_says() -> None:
    """The variance of a month's number over its mean is the one stated, within an eighth; without one it is 1.

    With 3,600 months the standard error of a variance is about 2.4% of it, more for the skewed counts of a gamma's
    mixture; an intake that is plainly Poisson would be found at 1 where 5 is stated.
    """
    once = {"siblings_percent": {"1": 100}, "referrals_per_week": 10}
    plain, uneven = monthly(150, **once), monthly(300, **once, variance_to_mean=5)

    def ratio(counts: np.ndarray) -> float:
        # Months differ in length, so each is measured against its own mean.
        return float((counts.var(axis=0, ddof=1) / counts.mean(axis=0)).mean())

    assert ratio(plain) == pytest.approx(1, rel=0.125)
    assert ratio(uneven) == pytest.approx(5, rel=0.125)


def test_brothers_and_sisters_make_months_uneven_by_themselves() -> None:
    """Clusters of three have three times the variance; what is stated beyond that is added, what is below is not."""
    several = {
        "siblings_percent": {"3": 100},
        "types_percent": {"assessment": 100},
        "urgency_percent": {},
    }
    stages = {"assessment": {"mean_days": 9, "next_percent": {"closed": 100}}}

    def level(said: float) -> float:
        given = referrals(
            4,
            intake={"referrals_per_week": 10, "variance_to_mean": said, **several},
            stages=stages,
        )
        return given._month(2027, 1)

    assert level(2) == level(3) == 1
    assert level(4) != 1


def test_months_of_the_year_differ_as_stated() -> None:
    """A month at 50% has half the referrals of one at 150%."""
    percent = {str(month): 50 if month % 2 else 150 for month in range(1, 13)}
    counts = monthly(60, referrals_per_week=10, month_percent=percent).mean(axis=0)

    assert counts[0::2].sum() / counts[1::2].sum() == pytest.approx(1 / 3, rel=0.06)


def test_a_change_of_intake_leaves_every_family_itself() -> None:
    """The k-th household of a week has the same children and needs at any pace; in other weeks nothing moves at all."""
    usual = families(8)
    change = {"title": "More", "from_week": 3, "to_week": 4, "percent": 200}
    more = families(8, intake={"change": [change]})

    by_name = {family.cases[0].case_id: family for family in more}
    fields = {"referral_date", "due_date"}
    for family in usual:
        other = by_name[family.cases[0].case_id]
        assert [one.model_dump(exclude=fields) for one in family.cases] == [
            one.model_dump(exclude=fields) for one in other.cases
        ]
        if not 14 <= family.day < 28:
            assert other == family
    assert len(more) > len(usual)


def test_shocks_come_in_their_week_beside_everybody_else() -> None:
    """As many households as stated, of the type and urgency stated; all others stay as they are."""
    usual = families(6)
    shock = {
        "title": "School closes",
        "week": 4,
        "households": 5,
        "type": "three",
        "urgency": "urgent",
    }

    come = families(6, shock=[shock])

    others = [family for family in come if family not in usual]
    assert [family for family in come if family in usual] == usual
    assert len(others) == 5
    assert all(21 <= family.day < 28 for family in others)
    assert {one.urgency for family in others for one in family.cases} == {"urgent"}
    assert [family.day for family in come] == sorted(family.day for family in come)


def test_families_come_to_teams_and_live_where_they_work() -> None:
    """Localities are those of the batch; without any, families have none."""
    oak = worker("W1", team="Oak", localities=frozenset({"North"}))
    elm = worker("W2", team="Elm", localities=frozenset({"South", "West"}))

    come = families(60, people=team(oak, elm))
    plain = families(20)

    found = [(one.team, one.locality) for family in come for one in family.cases]
    assert {where for where, _ in found} == {"Oak", "Elm", ""}
    assert {place for _, place in found} == {"North", "South", "West"}
    assert [place for where, place in found if where == "Oak"].count("North") > len(
        [place for where, place in found if where == "Oak"]
    ) / 2
    assert {one.locality for family in plain for one in family.cases} == {""}


def test_a_share_has_been_here_before() -> None:
    """About as many as stated are referred again."""
    come = families(400, intake={"rereferral_percent": 30})

    back = sum(family.back is not None for family in come)
    assert back / len(come) == pytest.approx(0.3, abs=3 * (0.21 / len(come)) ** 0.5)
