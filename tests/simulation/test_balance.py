"""Where a scenario settles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.simulation.balance import balance, cases_settled
from allocator.simulation.stages import CLOSED, Stage


def lasting(days: float, **after: float) -> Stage:
    """A stage of so many days on average, and what follows; the rest closes."""
    return Stage(
        mean_days=days, next_percent={**after, CLOSED: 100 - sum(after.values())}
    )


def test_one_stage_holds_what_comes_in_while_a_case_stays() -> None:
    """Little's law: three a week, each for five weeks, are fifteen."""
    found = balance({"assessment": 3}, {"assessment": lasting(35)})

    assert found["assessment"].entered_per_week == pytest.approx(3)
    assert found["assessment"].cases == pytest.approx(15)


def test_what_goes_on_is_counted_where_it_goes() -> None:
    """Of eight a week, a quarter go on to a stage of ten weeks: two a week, and twenty there."""
    stages = {"assessment": lasting(7, child_in_need=25), "child_in_need": lasting(70)}

    found = balance({"assessment": 8}, stages)

    assert found["assessment"].cases == pytest.approx(8)
    assert found["child_in_need"].entered_per_week == pytest.approx(2)
    assert found["child_in_need"].cases == pytest.approx(20)


def test_children_who_come_back_to_a_stage_are_counted_again() -> None:
    """Half of one stage go to another, and half of that back: the first is entered 4/3 times as often."""
    stages = {"need": lasting(7, plan=50), "plan": lasting(7, need=50)}

    found = balance({"need": 6}, stages)

    assert found["need"].entered_per_week == pytest.approx(8)
    assert found["plan"].entered_per_week == pytest.approx(4)


@given(
    rate=st.floats(0.1, 50),
    times=st.floats(0.1, 10),
    share=st.floats(0, 100),
    days=st.floats(1, 1000),
)
def test_everything_grows_with_what_comes_in(
    rate: float, times: float, share: float, days: float
) -> None:
    """So many times the referrals are so many times the cases."""
    stages = {
        "assessment": lasting(30, child_in_need=share),
        "child_in_need": lasting(days),
    }

    once = cases_settled({"assessment": rate}, stages)

    assert cases_settled({"assessment": rate * times}, stages) == pytest.approx(
        once * times
    )
    assert once == pytest.approx(rate * (30 + share / 100 * days) / 7)
