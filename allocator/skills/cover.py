"""Which skills rest on too few people, and what happens if each of them leaves, read off networks of who can what."""

from collections.abc import Iterator
from typing import TypeAlias

import networkx as nx

from allocator.domain.case import Case
from allocator.domain.skills_gaps import Covered, Leaving
from allocator.domain.worker import Worker
from allocator.skills.picture import Picture
from allocator.skills.work import carriers, has_skills_for, levels_sought, looks

# A node is what it is and its name: a person and a case may be called alike.
Node = tuple[str, str]
Net: TypeAlias = "nx.Graph[Node]"


def person(worker: Worker) -> Node:
    """Somebody as a node."""
    return "person", worker.worker_id


def skills_net(picture: Picture, team: str) -> Net:
    """People of a team joined to each skill they have at the level most of its work looks for."""
    net: Net = nx.Graph()
    people, sought = carriers(picture, team), levels_sought(picture, team)
    net.add_nodes_from(person(worker) for worker in people)
    for competency, level in sought.items():
        net.add_node(("skill", competency), level=level)
        net.add_edges_from(
            (person(worker), ("skill", competency))
            for worker in people
            if picture.held(worker, competency) >= level
        )
    return net


def cases_net(picture: Picture) -> Net:
    """People joined to each case that looks for skills, where they have all of them and may hold it by team."""
    net: Net = nx.Graph()
    people = carriers(picture, "")
    net.add_nodes_from(person(worker) for worker in people)
    for case in picture.team.cases:
        wanted = picture.workload.matching.wanted(case)
        if not wanted:
            continue
        net.add_node(("case", case.case_id))
        net.add_edges_from(
            (person(worker), ("case", case.case_id))
            for worker in people
            if _may_by_team(picture, worker, case)
            and has_skills_for(picture, worker, wanted)
        )
    return net


def cover(picture: Picture) -> Iterator[Covered]:
    """Every skill that the work of the service and of each team looks for, those that fewest people have first."""
    for team in picture.scopes:
        net, work = skills_net(picture, team), looks(picture, team)
        found = [
            Covered(
                team=team,
                competency=name,
                level=net.nodes[kind, name]["level"],
                worker_ids=tuple(sorted(other for _, other in net[kind, name])),
                wanted=picture.framework.cover.people,
                cases=len(work.get(name, ())),
            )
            for kind, name in net
            if kind == "skill"
        ]
        yield from sorted(
            found,
            key=lambda one: (len(one.worker_ids), -one.cases, one.competency),
        )


def leaving(picture: Picture) -> Iterator[Leaving]:
    """What would be missed if each person left, for those on whom something rests; the most missed first."""
    cases = cases_net(picture)
    nets = {team: skills_net(picture, team) for team in picture.scopes}
    found = []
    for worker in carriers(picture, ""):
        # What their team would miss; where they have no team, what the service would.
        net = nets.get(worker.team, nets[""])
        stranded = _left(cases, worker, 0)
        lost, alone = _left(net, worker, 0), _left(net, worker, 1)
        if lost or stranded:
            found.append(
                Leaving(
                    worker_id=worker.worker_id,
                    team=worker.team,
                    lost=lost,
                    left_to_one=alone,
                    cases_stranded=stranded,
                )
            )
    yield from sorted(
        found,
        key=lambda one: (-len(one.lost), -len(one.cases_stranded), one.worker_id),
    )


def _left(net: Net, worker: Worker, people: int) -> tuple[str, ...]:
    """What a person is joined to that so many others would be joined to without them."""
    return tuple(
        sorted(
            name
            for kind, name in net[person(worker)]
            if net.degree[kind, name] == people + 1
        )
    )


def _may_by_team(picture: Picture, worker: Worker, case: Case) -> bool:
    return not (case.team and worker.team and case.team != worker.team)
