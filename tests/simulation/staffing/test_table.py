import pytest

from allocator.errors import InvalidScenario
from allocator.simulation.loading import load_scenario
from allocator.simulation.plan import plan


def test_a_training_place_is_for_a_skill_that_the_policy_knows() -> None:
    """A misspelt skill would train nobody; it is refused with the nearest."""
    scenario = load_scenario("steady-state")
    [training] = scenario.training
    misspelt = scenario.changed(training=(training.changed(skill="court_wrk"),))

    with pytest.raises(InvalidScenario) as refused:
        plan(misspelt)

    assert "training.1: 'court_wrk' is not a skill" in str(refused.value)
    assert "'court_work'?" in str(refused.value)
