import datetime
from typing import Any

import pytest

from allocator.audit.judge import judge
from allocator.domain.case import Case, Pin
from allocator.domain.flag import Flag
from allocator.domain.proposal import Proposal
from allocator.domain.team import Team
from allocator.domain.worker import Rating, Worker
from allocator.explain.reasons import reasons
from allocator.policy.policy import Policy
from tests.builders import (
    DAY,
    case,
    place,
    small_competency,
    small_policy,
    small_weighting,
    team,
    worker,
)

ONE = "The only worker the rules allow."
TAKES = "Takes W1 from 0% to 30% of capacity."
COURT: dict[str, Any] = {"skills_required": {"court": 2}}
TO_ONE = place(("C1", "W1"))
BESIDE_TWO = place(("C1", "W1", "W2"))


def said(
    facts: Team,
    proposal: Proposal = TO_ONE,
    policy: Policy | None = None,
    allowed: int = 1,
) -> tuple[str, ...]:
    """The reasons given for C1."""
    verdict = judge(facts, policy or small_policy(), DAY, proposal)
    asked = facts.case["C1"]
    placed = next(p for p in verdict.review.placed if asked in p.cases)
    return reasons(verdict, placed, asked, allowed)


def telling(
    *records: Worker | Case, proposal: Proposal = TO_ONE, **facts: Any
) -> tuple[str, ...]:
    """What is said beyond the workload and the choice there was."""
    found = said(team(*records, **facts), proposal)
    return tuple(r for r in found if r != ONE and not r.startswith("Takes "))


def test_an_ordinary_case_needs_few_words() -> None:
    """Where nothing is special, workload and choice are all there is to say."""
    assert said(team(worker(), case())) == (TAKES, ONE)


@pytest.mark.parametrize(
    ("pin", "sentences"),
    [
        (
            Pin(case_id="C1", worker_id="W1", reason="asked for by the court"),
            ("Pinned by a person: asked for by the court.",),
        ),
        (Pin(case_id="C1", worker_id="W1"), ("Pinned by a person.",)),
        (Pin(case_id="C2", worker_id="W1"), ()),
        (Pin(case_id="C1", worker_id="W2", kind="never"), ()),
    ],
)
def test_a_pin_is_told(pin: Pin, sentences: tuple[str, ...]) -> None:
    """A pin that made the placement is named with its reason; any other is not."""
    facts = (worker("W1"), worker("W2"), case("C1"), case("C2", "one"))

    assert telling(*facts, pins=(pin,)) == sentences


def test_a_household_is_told() -> None:
    """Siblings held already and siblings placed along are each a reason."""
    sibling = {"group_id": "G", "kind": "one"}

    assert telling(worker(), case("C1", **sibling)) == ()
    assert telling(
        worker(), case("H1", worker_id="W1", **sibling), case("C1", **sibling)
    ) == ("Holds others of the same household already.",)
    assert telling(
        worker(),
        case("C1", **sibling),
        case("C2", **sibling),
        proposal=place(("C1", "W1"), ("C2", "W1")),
    ) == ("One household stays together: C1, C2.",)


def test_a_long_list_of_siblings_is_cut_short() -> None:
    """Five names are read; more are counted."""
    many = [case(f"C{n}", "one", group_id="G") for n in range(1, 9)]
    proposal = place(*((f"C{n}", "W1") for n in range(1, 9)))

    assert telling(worker(), *many, proposal=proposal) == (
        "One household stays together: C1, C2, C3, C4, C5 and 3 more.",
    )


def test_a_known_worker_is_told() -> None:
    """That the family knows the worker is a reason, and then nothing is said of others it knows."""
    people = (worker("W1"), worker("W2"))

    assert telling(*people, case(known_worker_ids=("W1", "W2"))) == (
        "Already known to the family.",
    )


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        ("W9", "W9, known to the family, is not in this batch."),
        (
            "W2",
            "W2, known to the family, would do, at a higher cost in workload or match.",
        ),
        ("W3", "W3, known to the family, cannot take it. Does not carry cases."),
    ],
)
def test_what_kept_a_case_from_those_it_knows_is_told(
    known: str, sentence: str
) -> None:
    """A family passed to someone new is told why not to the worker it knows."""
    people = (worker("W1"), worker("W2"), worker("W3", carries_cases=False))

    assert telling(*people, case(known_worker_ids=(known,))) == (sentence,)


def test_a_name_keeps_its_letters() -> None:
    """A supervisor whose time is short is told by the id they have."""
    policy = small_policy(
        competency=small_competency(supervision={"minutes_medium": 30})
    )
    facts = team(
        worker("W1"),
        worker("W2", supervisor_id="S1"),
        worker("S1", hours=0),
        case(known_worker_ids=("W2",)),
    )

    assert any(
        "S1 has no supervision time left" in r for r in said(facts, policy=policy)
    )


def test_a_known_worker_nobody_can_join_would_not_do() -> None:
    """A known worker who lacks a possible co-worker is not said to be merely dearer."""
    facts = (
        worker("W1"),
        worker("W2", seniority="new"),
        worker("W3", seniority="new"),
        case(kind="eight", known_worker_ids=("W2",), co_worker_id="W3"),
    )

    found = telling(*facts, proposal=place(("C1", "W1", "W3")))

    assert not any(
        sentence.startswith("W2") and "would do" in sentence for sentence in found
    )


@pytest.mark.parametrize(
    ("skills", "sentences"),
    [
        (
            {"court": 3, "direct_work": 1},
            ("Has the skills looked for: court 3, direct work 1.",),
        ),
        ({"court": 3}, ("Has court 3; short of direct work (0 of 1).",)),
        (
            {"court": 1},
            ("Short of the skills looked for: court (1 of 2), direct work (0 of 1).",),
        ),
    ],
)
def test_skills_are_told_where_a_case_looks_for_any(
    skills: dict[str, int], sentences: tuple[str, ...]
) -> None:
    """Each skill looked for is told with the level there is, and with the level missed where it falls short."""
    asks = {"court": 2, "direct_work": 1}
    policy = small_policy(competency=small_competency(types={"five": {"wanted": asks}}))
    facts = team(worker(skills=skills), case(kind="five"))

    assert said(facts, policy=policy)[:-2] == sentences


def test_skills_bear_the_title_the_service_gives_them() -> None:
    """A skill is called what the competency file calls it."""
    policy = small_policy(
        competency=small_competency(skills={"court": "Court work and reports"})
    )

    assert "Has the skills looked for: court work and reports 2." in said(
        team(worker(skills={"court": 2}), case(**COURT)), policy=policy
    )


def test_a_rating_is_told_with_who_said_so_and_when() -> None:
    """A level from the skills table is worth its word and its date."""
    rating = Rating(
        worker_id="W1",
        skill="court",
        level=2,
        source="supervisor",
        date=datetime.date(2026, 3, 2),
    )

    assert telling(worker(), case(**COURT), ratings=(rating,)) == (
        "Has the skills looked for: court 2 (supervisor 2 March 2026).",
    )


def test_assumed_skills_are_told_as_assumed() -> None:
    """A level that only the grade speaks for is not told as if someone knew."""
    levels = {"ordinary": {"title": "Worker", "assumed_skill": 2}}
    policy = small_policy(competency=small_competency(levels=levels))

    assert "Has the skills looked for: court 2 (assumed from the grade)." in said(
        team(worker(), case(**COURT)), policy=policy
    )


@pytest.mark.parametrize(
    ("holder", "asks", "why"),
    [
        (
            {"seniority": "new"},
            {"kind": "eight"},
            "a new worker holds this work only jointly",
        ),
        (
            {"skills": {"court": 1}, "developing": frozenset({"court"})},
            COURT,
            "it stretches a skill on their development plan",
        ),
        ({}, {"joint": True}, "it needs two workers"),
    ],
)
def test_joint_work_is_told_with_its_reason(
    holder: dict[str, Any], asks: dict[str, Any], why: str
) -> None:
    """A co-worker is named, and why there is one."""
    people = (worker("W1", **holder), worker("W2", skills={"court": 3}))

    found = telling(*people, case(**asks), proposal=BESIDE_TWO)

    assert f"Held jointly with W2: {why}." in found


def test_one_sibling_held_only_jointly_is_reason_enough() -> None:
    """Why a household has two workers is told of each of its cases."""
    found = telling(
        worker("W1", seniority="new"),
        worker("W2"),
        case("C1", "one", group_id="G"),
        case("C2", "eight", group_id="G"),
        proposal=place(("C1", "W1", "W2"), ("C2", "W1", "W2")),
    )

    assert "Held jointly with W2: a new worker holds this work only jointly." in found


@pytest.mark.parametrize(
    ("lives", "works", "sentences"),
    [
        ("North", {"North", "South"}, ("Works in North, where the family lives.",)),
        ("North", {"South"}, ("Does not usually work in North.",)),
        ("North", set(), ()),
        ("", {"North"}, ()),
    ],
)
def test_where_people_work_is_told(
    lives: str, works: set[str], sentences: tuple[str, ...]
) -> None:
    """Near or far is told where both are known."""
    asker = worker(localities=frozenset(works))

    assert telling(asker, case(locality=lives)) == sentences


@pytest.mark.parametrize(
    ("family", "speaks", "sentences"),
    [
        ({"urdu"}, {"urdu", "bsl"}, ("Speaks urdu.",)),
        ({"urdu", "bsl"}, {"urdu"}, ("Does not speak bsl.",)),
        (set(), {"urdu"}, ()),
    ],
)
def test_language_is_told(
    family: set[str], speaks: set[str], sentences: tuple[str, ...]
) -> None:
    """The languages shared, or those that are missing."""
    asker = worker(languages=frozenset(speaks))

    assert telling(asker, case(languages=frozenset(family))) == sentences


def test_practice_is_told() -> None:
    """A case that gives the practice a development plan asks for says so, and no other does."""
    learner = worker(skills={"court": 2}, developing=frozenset({"court"}))

    assert telling(learner, case()) == ()
    assert telling(learner, case(**COURT))[-1] == (
        "Gives practice in court, as their development plan asks."
    )


def test_workload_is_told_before_and_after_everything_proposed() -> None:
    """What a worker is taken to counts every case of the proposal."""
    facts = team(
        worker(), case("H1", "two", worker_id="W1"), case("C1"), case("C2", "five")
    )

    assert "Takes W1 from 20% to 100% of capacity." in said(
        facts, place(("C1", "W1"), ("C2", "W1"))
    )


@pytest.mark.parametrize(
    ("allowed", "sentence"), [(1, ONE), (7, "Chosen among 7 workers the rules allow.")]
)
def test_the_choice_there_was_is_told(allowed: int, sentence: str) -> None:
    """Being the only one is told differently from being the best of several."""
    assert said(team(worker(), case()), allowed=allowed)[-1] == sentence


def test_what_was_assumed_is_told_last() -> None:
    """Units that stand on a default are marked as such, and others are not."""
    terms = [
        {
            "kind": "lookup",
            "name": "Complexity",
            "by": ["complexity"],
            "units": {"low": 1, "medium": 3, "high": 5},
        }
    ]
    policy = small_policy(small_weighting(terms=terms))

    unsaid = said(team(worker(), case()), policy=policy)
    stated = said(team(worker(), case(complexity="low")), policy=policy)

    assert unsaid[-1] == "Provisional: complexity is missing, medium assumed."
    assert stated[-1] == ONE


def test_the_most_telling_comes_first() -> None:
    """What a person decided stands first and what is always said last."""
    facts = team(
        worker(skills={"court": 2}, languages=frozenset({"urdu"})),
        case(**COURT, known_worker_ids=("W1",), languages=frozenset({"urdu"})),
        pins=(Pin(case_id="C1", worker_id="W1"),),
    )

    assert said(facts) == (
        "Pinned by a person.",
        "Already known to the family.",
        "Has the skills looked for: court 2.",
        "Speaks urdu.",
        TAKES,
        ONE,
    )


def test_someone_to_be_spared_is_talked_to_first() -> None:
    """Where the proposal gives work to someone whose flag is agreed, it says so."""
    flag = Flag(worker_id="W1", flag="high_strain", stage="agreed", agreed_by="W1, M1")

    found = telling(worker(), case(), flags=(flag,))

    assert found == (
        "To be spared, as agreed with them: talk to them before it is given.",
    )
