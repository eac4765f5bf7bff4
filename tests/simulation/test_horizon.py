from allocator.simulation.asked import asked
from allocator.simulation.horizon import not_reached
from allocator.simulation.loading import load_scenario, names


def test_what_ships_reaches_everything_it_tells_of() -> None:
    """No shipped question is about weeks that are not simulated."""
    assert {
        name: not_reached(load_scenario(name)) for name in names()
    } == dict.fromkeys(names(), ())


def test_what_comes_after_the_weeks_is_told() -> None:
    """Six weeks of a winter end before its surge, and of two years before the policy changes."""
    winter = asked(load_scenario("winter-surge"), weeks=6)
    moved = asked(load_scenario("count-to-workload"), weeks=1)

    [surge] = not_reached(winter)
    [title] = [change.title for change in winter.intake.change]
    assert surge == f"“{title}” (week {winter.intake.change[0].from_week})"
    week = moved.compare[0].change[0].from_week
    assert f"the change of “{moved.compare[0].name}” (week {week})" in not_reached(
        moved
    )
