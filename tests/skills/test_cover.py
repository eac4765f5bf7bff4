import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from allocator.skills.cover import Net, cases_net, cover, leaving, skills_net
from tests.builders import case, worker
from tests.skills.small import picture

LEVELS = st.dictionaries(st.sampled_from(["law", "play", "care"]), st.integers(0, 3))


def test_who_has_what_the_work_looks_for_is_told() -> None:
    """Law 2 is looked for: W1 has it, W2 has less, W3 carries no cases."""
    seen = picture(
        worker("W1", skills={"law": 2}),
        worker("W2", skills={"law": 1}),
        worker("W3", skills={"law": 4}, carries_cases=False),
        case("C1"),
    )

    [law] = cover(seen)

    assert (law.competency, law.level, law.worker_ids, law.cases) == (
        "law",
        2,
        ("W1",),
        1,
    )
    assert law.is_thin


def test_two_people_are_enough_where_the_framework_says_two() -> None:
    """Cover is the framework's number."""
    seen = picture(
        worker("W1", skills={"law": 2}), worker("W2", skills={"law": 3}), case("C1")
    )

    [law] = cover(seen)

    assert not law.is_thin


def test_a_team_misses_what_its_only_expert_has_though_the_service_does_not() -> None:
    """W1 is the only one in Oak with law; Elm has W2 and may not hold Oak's case."""
    seen = picture(
        worker("W1", team="Oak", skills={"law": 2}),
        worker("W2", team="Elm", skills={"law": 2}),
        worker("W3", team="Oak", skills={"law": 1}),
        case("C1", team="Oak"),
    )

    [one] = leaving(seen)

    assert (one.worker_id, one.team, one.lost) == ("W1", "Oak", ("law",))
    assert one.cases_stranded == ("C1",)


def test_a_skill_left_to_one_person_is_told_beside_what_is_lost() -> None:
    """Without W1 nobody has care, and only W2 has law."""
    seen = picture(
        worker("W1", skills={"law": 2, "care": 2}),
        worker("W2", skills={"law": 2}),
        case("C1"),
        case("C2", "one", skills_required={"care": 2}),
    )

    [one] = leaving(seen)

    assert (one.lost, one.left_to_one) == (("care",), ("law",))
    assert one.cases_stranded == ("C2",)


def test_a_case_needs_all_its_skills_in_one_person() -> None:
    """Law and care are each with two people, but both only with W1."""
    seen = picture(
        worker("W1", skills={"law": 2, "care": 2}),
        worker("W2", skills={"law": 2}),
        worker("W3", skills={"care": 2}),
        case("C1", skills_required={"care": 2}),
    )

    [one] = leaving(seen)

    assert (one.worker_id, one.lost, one.cases_stranded) == ("W1", (), ("C1",))


@given(st.lists(LEVELS, min_size=1, max_size=5), st.lists(LEVELS, max_size=4))
def test_leaving_is_what_taking_somebody_off_the_network_shows(
    held: list[dict[str, int]], asked: list[dict[str, int]]
) -> None:
    """What is lost is found again by taking each person off the networks and looking for what nobody is joined to."""
    people = [
        worker(f"W{n}", skills=skills or {"none": 1}) for n, skills in enumerate(held)
    ]
    cases = [
        case(f"C{n}", "one", skills_required={k: v for k, v in skills.items() if v})
        for n, skills in enumerate(asked)
    ]
    seen = picture(*people, *cases)
    found = {one.worker_id: one for one in leaving(seen)}

    for one in people:
        lost, stranded = (
            _alone(_without(net, one.worker_id)) - _alone(net)
            for net in (skills_net(seen, ""), cases_net(seen))
        )
        told = found.get(one.worker_id)
        assert set(told.lost if told else ()) == lost
        assert set(told.cases_stranded if told else ()) == stranded


def _without(net: Net, worker_id: str) -> Net:
    left = net.copy()
    left.remove_node(("person", worker_id))
    return left


def _alone(net: Net) -> set[str]:
    """Skills or cases that nobody is joined to."""
    return {name for kind, name in nx.isolates(net) if kind != "person"}
