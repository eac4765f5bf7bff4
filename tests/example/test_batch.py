"""A whole generated batch."""

import datetime
from collections import defaultdict

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from allocator.domain.case import Case
from allocator.domain.team import Team, contradictions
from allocator.errors import AllocatorError
from allocator.example import AS_OF, generate
from allocator.example.authorities import authorities
from allocator.example.figures import load_figures

FIGURES = load_figures()


@given(
    authority=st.sampled_from(sorted(authorities())),
    workers=st.integers(1, 8),
    waiting=st.integers(0, 8),
    seed=st.integers(0, 2**32),
    held=st.none() | st.integers(0, 30),
    teams=st.integers(1, 3),
    as_of=st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)),
)
@example(
    authority="Rochdale", workers=1, waiting=0, seed=0, held=0, teams=1, as_of=AS_OF
)
@example(
    authority="Isles of Scilly",
    workers=1,
    waiting=1,
    seed=0,
    held=None,
    teams=1,
    as_of=AS_OF,
)
@settings(max_examples=150, deadline=None)
def test_no_batch_contradicts_itself(
    authority: str,
    workers: int,
    waiting: int,
    seed: int,
    held: int | None,
    teams: int,
    as_of: datetime.date,
) -> None:
    """Whatever is asked for, the records agree with each other and there are as many as asked."""
    teams = min(teams, workers)

    team = generate(
        authority, workers, waiting, seed, held=held, teams=teams, as_of=as_of
    )

    assert list(contradictions(team)) == []
    assert len(team.workers) == workers + teams
    assert len(team.waiting) == waiting
    assert held is None or len(team.cases) == held + waiting
    assert not team.cases or newest_day(team) == as_of
    assert all(case.due_date and case.due_date > as_of for case in team.waiting)


def test_a_seed_repeats_a_batch() -> None:
    """The same arguments give the same batch, another seed another one."""
    first, again, other = (generate("Rochdale", 12, 20, seed) for seed in (1, 1, 2))

    assert first == again
    assert first != other


def test_waiting_cases_leave_people_and_held_cases_alone() -> None:
    """More waiting cases change neither the workforce nor what it holds."""
    few = generate("Rochdale", 12, 5, 1, held=150, teams=2)
    many = generate("Rochdale", 12, 60, 1, held=150, teams=2)

    assert few.workers == many.workers
    assert few.reductions == many.reductions
    assert few.ratings == many.ratings
    assert held(few) == held(many)


def test_held_cases_leave_people_alone() -> None:
    """More held cases change nobody."""
    assert (
        generate("Rochdale", 12, 5, 1, held=50).workers
        == generate("Rochdale", 12, 5, 1).workers
    )


@pytest.mark.parametrize("authority", ["Rochdale", "Camden", "Westminster"])
def test_caseloads_are_the_authority_s_own(authority: str) -> None:
    """Held and waiting cases together come to the published caseload for each full-time equivalent."""
    published = authorities()[authority].caseload or FIGURES.england.caseload.value

    team = generate(authority, 40, 30, 1, teams=4)

    hours = sum(worker.hours for worker in team.workers if worker.carries_cases)
    assert len(team.cases) / (hours / 37) == pytest.approx(published, abs=0.01)


def test_siblings_stay_together() -> None:
    """Children of a household share worker, team, type, place and dates, and waiting ones their referral."""
    groups: dict[str, set[object]] = defaultdict(set)

    for case in generate("Rochdale", 60, 80, 3, teams=5).cases:
        if case.group_id:
            groups[f"{case.group_id} {case.is_waiting}"].add(
                (
                    case.worker_id,
                    case.team,
                    case.type,
                    case.locality,
                    case.start_date,
                    case.due_date,
                )
            )

    assert len(groups) > 100
    assert all(len(shared) == 1 for shared in groups.values())


def test_a_child_who_joins_held_siblings_is_known_to_their_worker() -> None:
    """A waiting child whose brothers and sisters are held shares their group and knows their worker."""
    team = generate("Rochdale", 60, 200, 3, teams=5)

    joining = [case for case in team.waiting if case.household in team.holders]

    assert joining
    assert all(
        case.known_worker_ids == team.holders[case.household] for case in joining
    )


def test_every_team_has_a_manager_who_supervises_and_carries_no_cases() -> None:
    """Case holders answer to the manager of their own team."""
    team = generate("Rochdale", 30, 10, 1, teams=3)

    managers = {
        worker.worker_id: worker for worker in team.workers if not worker.carries_cases
    }

    assert len(managers) == 3
    assert not any(team.held_by[worker_id] for worker_id in managers)
    assert all(
        managers[worker.supervisor_id].team == worker.team
        for worker in team.workers
        if worker.carries_cases
    )


def test_names_and_ids_belong_to_one_person_each() -> None:
    """Nobody in a whole authority shares an id or a name."""
    workers = generate("Rochdale", 300, 0, 1, teams=25, held=0).workers

    assert len({worker.worker_id for worker in workers}) == len(workers)
    assert len({worker.name for worker in workers}) == len(workers)


def test_newly_qualified_workers_hold_protection_and_court_work_with_a_colleague() -> (
    None
):
    """What a newly qualified worker may only hold jointly has a co-worker of the same team."""
    team = generate("Rochdale", 60, 0, 5, teams=5)

    joint = [
        case
        for case in held(team)
        if case.type in FIGURES.words.joint_types
        and team.worker[case.worker_id].seniority == "newly_qualified"
    ]

    assert joint
    assert all(team.worker[case.co_worker_id].team == case.team for case in joint)


def test_held_cases_are_shared_out_by_count() -> None:
    """Ordinary full-time workers hold near equal numbers, as a service that counts cases has it."""
    team = generate("Rochdale", 127, 70, 1, held=1850, teams=12)
    reduced = {reduction.worker_id for reduction in team.reductions}

    counts = [
        len(team.held_by[worker.worker_id])
        for worker in team.workers
        if worker.seniority == "social_worker" and worker.hours == 37
        if worker.worker_id not in reduced
    ]

    average = sum(counts) / len(counts)
    near = [count for count in counts if abs(count - average) <= 2]
    assert len(near) / len(counts) > 0.85


def test_pins_are_about_waiting_cases_and_people_who_could_have_them() -> None:
    """A batch has at most one pin of each kind, on different cases, within the team the case names."""
    batches = [generate("Rochdale", 12, 20, seed, teams=2) for seed in range(20)]

    for team in batches:
        assert len({pin.kind for pin in team.pins}) == len(team.pins)
        assert len({pin.case_id for pin in team.pins}) == len(team.pins)
        for pin in team.pins:
            case = team.case[pin.case_id]
            assert case.is_waiting
            assert case.team in (team.worker[pin.worker_id].team, "")
    assert {pin.kind for team in batches for pin in team.pins} == {"must", "never"}


@pytest.mark.parametrize(
    ("workers", "waiting", "seed", "held", "teams", "message"),
    [
        (0, 5, 1, None, 1, "workers is 0; it must be at least 1."),
        (5, -1, 1, None, 1, "waiting is -1; it must be at least 0."),
        (5, 5, -1, None, 1, "seed is -1; it must be at least 0."),
        (5, 5, 1, -1, 1, "held is -1; it must be at least 0."),
        (5, 5, 1, None, 0, "teams is 0; it must be at least 1."),
        (5, 5, 1, None, 6, "6 teams need at least 6 workers, not 5."),
    ],
)
def test_what_cannot_be_is_refused(
    workers: int, waiting: int, seed: int, held: int | None, teams: int, message: str
) -> None:
    """A number that makes no sense is told in one sentence that says what would be right."""
    with pytest.raises(AllocatorError) as refused:
        generate("Rochdale", workers, waiting, seed, held=held, teams=teams)

    assert str(refused.value) == message


def held(team: Team) -> list[Case]:
    """The cases somebody holds."""
    return [case for case in team.cases if not case.is_waiting]


def newest_day(team: Team) -> datetime.date:
    """The newest day on which a case was referred or started."""
    return max(
        case.referral_date or case.start_date or datetime.date.min
        for case in team.cases
    )
