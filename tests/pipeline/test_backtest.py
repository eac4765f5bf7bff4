import json

import pytest

from allocator import load_policy, read_batch, shipped
from allocator.domain.account import Account
from allocator.domain.backtest import BatchTested, Both
from allocator.domain.case import Pin
from allocator.errors import Impossible, NoAnswerInTime
from allocator.pipeline import allocate, replay
from allocator.policy.policy import Policy
from allocator.report.backtest import Replayed
from allocator.report.backtest_files import json_text
from allocator.solvers.answer import Limits
from allocator.tables.batch import Batch
from tests.builders import DAY, small_policy
from tests.pipeline.trials import POINTS, counting, newcomer, two_workers

_NAMES = ("children-workload", "caseload-count")


@pytest.fixture(scope="module")
def meeting() -> tuple[BatchTested, tuple[Account, Account]]:
    """The shipped team backtested, and what two allocations of their own say."""
    path = shipped.folder("scenarios", "teams", "meeting")
    policies = (load_policy(_NAMES[0]), load_policy(_NAMES[1]))
    [batch] = replay({"meeting": read_batch(path)}, policies).account.batches
    first, second = (
        allocate(read_batch(path, policy), policy, compared_with=()).account
        for policy in policies
    )
    return batch, (first, second)


def test_measures_are_those_of_two_allocations(
    meeting: tuple[BatchTested, tuple[Account, Account]],
) -> None:
    """What each policy proposes measures the same as ``allocate`` under it does, and is as well proven."""
    batch, (first, second) = meeting

    assert batch.measured_by.first.first == first.measures["engine"]
    assert batch.measured_by.second.second == second.measures["engine"]
    assert batch.status == Both(first=first.status, second=second.status)
    assert batch.as_of == first.as_of == second.as_of
    assert batch.inputs == first.inputs


def test_cases_go_where_two_allocations_put_them(
    meeting: tuple[BatchTested, tuple[Account, Account]],
) -> None:
    """Every waiting case has the worker, co-worker and match that ``allocate`` gives it under each policy."""
    batch, accounts = meeting
    placed = [
        {one.case_id: (one.worker_id, one.co_worker_id) for one in account.assignments}
        for account in accounts
    ]
    nobody = ("", "")

    waiting = [one.case_id for one in accounts[0].assignments]
    waiting += [one.case_id for one in accounts[0].unallocated]
    assert sorted(case.case_id for case in batch.cases) == sorted(waiting)
    for case in batch.cases:
        people = [found.get(case.case_id, nobody) for found in placed]
        assert people[0] == (case.worker_id.first, case.co_worker_id.first)
        assert people[1] == (case.worker_id.second, case.co_worker_id.second)
        assert case.result == (
            "neither"
            if people == [nobody, nobody]
            else "second_only"
            if people[0] == nobody
            else "first_only"
            if people[1] == nobody
            else "same"
            if people[0] == people[1]
            else "different"
        )
    matches = {one.case_id: one.skill_match_percent for one in accounts[0].assignments}
    assert matches == {
        case.case_id: case.skill_match_percent.first
        for case in batch.cases
        if case.worker_id.first
    }


def test_workers_stand_where_two_allocations_leave_them(
    meeting: tuple[BatchTested, tuple[Account, Account]],
) -> None:
    """Each policy's own measure of its own proposal, before and after, is that of ``allocate``."""
    batch, (first, second) = meeting

    for worker, one, other in zip(
        batch.workers, first.workers, second.workers, strict=True
    ):
        by_first, by_second = worker.measured_by.first, worker.measured_by.second
        assert worker.worker_id == one.worker_id == other.worker_id
        assert worker.new_cases == Both(first=one.new_cases, second=other.new_cases)
        assert by_first.percent_before == one.percent_before
        assert by_first.percent_after.first == one.percent_after
        assert by_second.percent_before == other.percent_before
        assert by_second.percent_after.second == other.percent_after


def test_both_proposals_are_measured_by_both_policies() -> None:
    """Everyone's share is the points of what they hold, by each policy's own points, whoever proposed it."""
    batch = two_workers()
    weights = (POINTS, dict.fromkeys(POINTS, 2))

    [tested] = _replayed(batch).account.batches

    for worker in tested.workers:
        who = worker.worker_id
        held = [case.case_id for case in batch.team.held_by[who]]
        first = held + [c.case_id for c in tested.cases if c.worker_id.first == who]
        second = held + [c.case_id for c in tested.cases if c.worker_id.second == who]
        for by, points in zip(
            (worker.measured_by.first, worker.measured_by.second), weights, strict=True
        ):
            shares = [
                10 * sum(points[batch.team.case[case_id].type] for case_id in those)
                for those in (held, first, second)
            ]
            after = by.percent_after
            assert shares == [by.percent_before, after.first, after.second]


def test_the_order_of_the_policies_only_changes_places() -> None:
    """Named the other way round, first and second change places in everything."""
    batch = two_workers()
    one = _replayed(batch, (small_policy(), counting())).account.batches[0]
    other = _replayed(batch, (counting(), small_policy())).account.batches[0]

    assert one.measured_by.first.first == other.measured_by.second.second
    assert one.measured_by.first.second == other.measured_by.second.first
    assert one.measured_by.second.first == other.measured_by.first.second
    assert [case.worker_id.first for case in one.cases] == [
        case.worker_id.second for case in other.cases
    ]
    assert one.results["first_only"] == other.results["second_only"]


def test_what_one_policy_forbids_and_the_other_does_is_told() -> None:
    """A case placed only where a rule is off counts for that policy, and as a rule of the other broken."""
    strict = small_policy()

    [tested] = _replayed(
        newcomer(), (strict, strict.without("seniority_covers", "joint_work_supported"))
    ).account.batches

    assert [(case.case_id, case.result) for case in tested.cases] == [
        ("C1", "second_only"),
        ("C2", "same"),
    ]
    assert tested.results == {
        "same": 1,
        "different": 0,
        "first_only": 0,
        "second_only": 1,
        "neither": 0,
    }
    assert tested.rules_broken == Both(first={"seniority_covers": 1}, second={})
    assert tested.measured_by.first.second.rule_breaches == 1


def test_the_same_policy_twice_changes_nothing() -> None:
    """Against itself a policy neither gains nor loses anybody anything."""
    [tested] = _replayed(
        two_workers(), (small_policy(), small_policy())
    ).account.batches

    assert {case.result for case in tested.cases} == {"same"}
    assert tested.measured_by.first == tested.measured_by.second
    assert tested.measured_by.first.first == tested.measured_by.first.second


def test_batches_do_not_know_of_each_other() -> None:
    """Each batch comes out as it would alone, whatever stands beside it."""
    both = replay(
        {"one": two_workers(), "two": newcomer()},
        (small_policy(), counting()),
        as_of=DAY,
    ).account.batches

    assert both[0].changed(batch="") == _replayed(two_workers()).account.batches[
        0
    ].changed(batch="")
    assert both[1].changed(batch="") == _replayed(newcomer()).account.batches[
        0
    ].changed(batch="")


def test_a_clash_names_its_batch_and_policy() -> None:
    """Pins that cannot hold are told with the batch and the policy under which they cannot."""
    pins = tuple(Pin(case_id=f"C{n}", worker_id="W1") for n in (1, 4))

    with pytest.raises(Impossible) as told:
        replay(
            {"week 2": two_workers(pins=pins)}, (small_policy(), counting()), as_of=DAY
        )

    assert str(told.value).startswith("week 2 under small: 2 waiting cases weigh at ")
    assert " These cannot all hold: (1) " in str(told.value)
    assert len(told.value.clashes) >= 2


def test_once_interrupted_finished_batches_are_told() -> None:
    """A batch whose searches were cut short is left out, and that is said."""
    limits = Limits()

    def stop(step: str) -> None:
        if "two" in step:
            limits.stop.request()

    tested = replay(
        {"one": two_workers(), "two": newcomer(), "three": newcomer()},
        (small_policy(), counting()),
        limits=limits,
        tell=stop,
    )

    assert [batch.batch for batch in tested.account.batches] == ["one"]
    assert tested.account.overall.batches == 1
    assert tested.left_out == 2


def test_interrupted_at_once_there_is_nothing_to_tell() -> None:
    """Without a finished batch there is no backtest."""
    limits = Limits()
    limits.stop.request()

    with pytest.raises(NoAnswerInTime):
        replay({"one": two_workers()}, (small_policy(), counting()), limits=limits)


def test_the_same_batches_give_the_same_bytes() -> None:
    """Nothing in the JSON differs from run to run."""
    once, again = (json_text(_replayed(two_workers()).account) for _ in range(2))

    assert once == again
    assert list(json.loads(once)) == [
        "schema",
        "policies",
        "seed",
        "version",
        "overall",
        "batches",
    ]


def _replayed(batch: Batch, policies: tuple[Policy, Policy] | None = None) -> Replayed:
    return replay(
        {"week 1": batch}, policies or (small_policy(), counting()), as_of=DAY
    )
