from allocator.simulation.staffing.margins import next_steps
from tests.simulation.staffing.tables import KINDS, world


def test_one_more_is_measured_in_the_same_runs() -> None:
    """Run by run, one more of a kind beside the staffing it is added to, counted by hand."""
    run = world(seed=3)

    found = {one.name: one for one in next_steps("now", (1, 0, 0), KINDS, run, 40)}

    before, after = run((1, 0, 0), 40), run((2, 0, 0), 40)
    fewer = sum(a.is_broken for a in after) - sum(b.is_broken for b in before)
    longer = sum(
        a.weeks_unbroken - b.weeks_unbroken for a, b in zip(after, before, strict=True)
    )
    one = found["experienced"]
    assert one.runs == 40
    assert one.broken_points.value == 100 * fewer / 40
    assert one.weeks_unbroken.value == round(longer / 40, 2)
    assert one.cost == 62_000
    assert fewer < 0 < longer


def test_what_cannot_be_had_is_not_offered() -> None:
    """A kind of which there are as many as may be has no next one."""
    found = [
        one.name for one in next_steps("recommended", (3, 0, 2), KINDS, world(), 30)
    ]

    assert found == ["newly qualified"]
