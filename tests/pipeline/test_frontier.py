import json
from decimal import Decimal

import pytest

from allocator import load_policy, read_batch, shipped
from allocator.domain.account import Measures
from allocator.domain.case import Pin
from allocator.domain.frontier import Point
from allocator.errors import Impossible, NoAnswerInTime
from allocator.pipeline import allocate, trace
from allocator.pipeline.frontier import worths_around
from allocator.report.frontier_files import json_text
from allocator.solvers.answer import Limits
from allocator.tables.batch import Batch
from tests.builders import DAY, small_policy
from tests.pipeline.trials import fine, skilled_and_free, two_workers


@pytest.fixture(scope="module")
def roomy() -> Batch:
    """The shipped team with fewer held cases, so that there is something to trade, and half of those waiting."""
    team = read_batch(shipped.folder("scenarios", "teams", "meeting")).team
    held = [case for case in team.cases if not case.is_waiting][::3]
    return Batch(team.changed(cases=(*held, *team.waiting[::2]), pins=()))


@pytest.fixture(scope="module")
def points(roomy: Batch) -> tuple[Point, ...]:
    """Its curve under the policy that ships."""
    return trace(roomy, load_policy(), as_of=DAY).account.points


def test_the_policy_as_it_is_is_marked_and_is_its_proposal(
    roomy: Batch, points: tuple[Point, ...]
) -> None:
    """One point is the policy's own, and measures what ``allocate`` measures."""
    policy = load_policy()

    [current] = [point for point in points if point.is_current]

    account = allocate(roomy, policy, as_of=DAY, compared_with=()).account
    assert current.skill_level == float(policy.priorities.trade_offs.skill_level)
    assert current.measures == account.measures["engine"]
    assert current.status == account.status
    assert current.cases_moved == 0


def test_every_point_is_what_that_policy_would_propose() -> None:
    """Each point measures what ``allocate`` does under a policy with that worth."""
    for point in trace(skilled_and_free(), fine(8), as_of=DAY).account.points:
        policy = fine(int(point.skill_level))
        account = allocate(skilled_and_free(), policy, as_of=DAY).account

        assert point.measures == account.measures["engine"]


def test_match_wins_once_a_level_is_worth_what_it_costs() -> None:
    """The one who has the skill is 30 points busier, so is chosen beyond 30 points a level and not below."""
    points = trace(skilled_and_free(), fine(8), as_of=DAY).account.points

    assert {p.skill_level: p.measures.mean_skill_match_percent for p in points} == {
        0: 0,
        2: 0,
        4: 0,
        8: 0,
        16: 0,
        32: 100,
        64: 100,
        128: 100,
        256: 100,
    }
    assert {p.skill_level: p.cases_moved for p in points if p.cases_moved} == {
        32: 1,
        64: 1,
        128: 1,
        256: 1,
    }
    assert {p.measures.spread_percent for p in points} == {20.0, 40.0}
    assert not any(p.beaten for p in points)
    assert all(p.status == "optimal" for p in points)


@pytest.mark.parametrize(
    ("now", "worths"),
    [
        ("3", "0 0.75 1.5 3 6 12 24 48 96"),
        ("0", "0 0.25 0.5 1 2 4 8 16 32"),
    ],
)
def test_worths_go_from_nothing_to_much(now: str, worths: str) -> None:
    """Around what the policy says; around 1 where it says that skill is worth nothing."""
    assert worths_around(Decimal(now)) == [Decimal(worth) for worth in worths.split()]


def test_a_policy_that_gives_nothing_for_skill_is_marked_at_nothing() -> None:
    """The current point exists whatever the policy says."""
    points = trace(skilled_and_free(), fine(0), as_of=DAY).account.points

    assert [p.is_current for p in points] == [True] + [False] * 8


def test_beaten_is_what_another_point_is_better_than(points: tuple[Point, ...]) -> None:
    """A point is beaten exactly where another is no worse in evenness and match, and better in one."""
    places = [_place(point.measures) for point in points]
    assert len(set(places)) > 1
    for point, here in zip(points, places, strict=True):
        assert point.beaten == any(
            there[0] <= here[0] and there[1] >= here[1] and there != here
            for there in places
        )


def test_a_clash_is_told() -> None:
    """Pins that cannot hold leave nothing to draw."""
    pins = tuple(Pin(case_id=f"C{n}", worker_id="W1") for n in (1, 4))

    with pytest.raises(Impossible):
        trace(two_workers(pins=pins), small_policy(), as_of=DAY)


def test_once_interrupted_finished_points_are_told() -> None:
    """The policy as it is comes first, so it is always among them; a point cut short is left out."""
    limits = Limits()

    def stop(step: str) -> None:
        if "3 of 9" in step:
            limits.stop.request()

    traced = trace(skilled_and_free(), fine(8), limits=limits, tell=stop)

    assert [p.skill_level for p in traced.account.points] == [0, 8]
    assert traced.current.skill_level == 8
    assert traced.left_out == 7


def test_interrupted_at_once_there_is_nothing_to_tell() -> None:
    """Without the policy as it is there is no curve."""
    limits = Limits()
    limits.stop.request()

    with pytest.raises(NoAnswerInTime):
        trace(skilled_and_free(), fine(8), limits=limits)


def test_the_same_batch_gives_the_same_bytes() -> None:
    """Nothing in the JSON differs from run to run."""
    once, again = (
        json_text(trace(skilled_and_free(), fine(8), as_of=DAY).account)
        for _ in range(2)
    )

    assert once == again
    assert list(json.loads(once)["points"][0]) == list(Point.model_fields)


def _place(measures: Measures) -> tuple[float, float]:
    assert measures.sd_percent is not None
    assert measures.mean_skill_match_percent is not None
    return measures.sd_percent, measures.mean_skill_match_percent
