"""Everything in ``models/`` by what ships there, so that a new file is tested as soon as it is added."""

import pytest

from allocator import shipped
from allocator.domain.case import COMPLEXITIES, Case
from allocator.domain.team import Team
from allocator.policy import toml
from allocator.policy.based_on import full_content
from allocator.policy.calibration import Calibration
from allocator.policy.diary_guide import DiaryGuide
from allocator.policy.framework import FrameworkFile
from allocator.policy.guard import Guard
from allocator.policy.loading import load_policy, read_part
from allocator.policy.policy import DEFAULT, PARTS, Names, Policy
from allocator.policy.questionnaire import Questionnaire
from allocator.policy.rules import ALWAYS_ON
from allocator.policy.terms import Lookup
from allocator.policy.toml import PolicyRecord
from allocator.workload.measure import Workload
from tests.builders import DAY
from tests.policy.files import POLICY, policy_file

KINDS: dict[str, type[PolicyRecord]] = {
    **PARTS,
    "policies": Names,
    "framework": FrameworkFile,
    "calibration": Calibration,
    "diaries": DiaryGuide,
    "guards": Guard,
    "surveys": Questionnaire,
}
FILES = [(kind, name) for kind in KINDS for name in shipped.names("models", kind)]
POLICIES = shipped.names("models", "policies")


@pytest.fixture(params=POLICIES)
def policy(request: pytest.FixtureRequest) -> Policy:
    """Each shipped policy in turn."""
    return load_policy(request.param)


@pytest.mark.parametrize(("kind", "name"), FILES)
def test_every_shipped_file_can_be_read(kind: str, name: str) -> None:
    """No file ships with a fault in it."""
    path = shipped.toml(name, "models", kind)

    if kind in PARTS:
        read_part(PARTS[kind], path)
    else:
        toml.parse(KINDS[kind], full_content(path, "models", kind), path)


def test_every_part_ships_in_a_folder_of_its_kind() -> None:
    """Nothing lies in models/ where no test looks."""
    # Each file of imports is of a kind of its own, and read in the tests of the importers.
    assert set(shipped.names("models")) == {*KINDS, "imports"}


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, name in FILES if kind in PARTS]
)
def test_every_part_can_be_used_in_a_policy(
    kind: str, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A part can be taken out of the shipped policy that names it, and put into one of one's own."""
    used_by = next(
        names
        for policy in POLICIES
        if getattr(names := load_policy(policy).names, kind) == name
    )
    own = POLICY
    for part in PARTS:
        own = own.replace(f'"{part}.toml"', f'"{getattr(used_by, part)}"')

    policy = load_policy(str(policy_file(tmp_path_factory.mktemp("own"), own)))

    assert getattr(policy.names, kind) == name


def test_every_shipped_part_is_named_by_a_shipped_policy() -> None:
    """What ships can be tried by name, without writing a file first."""
    named = {
        (kind, getattr(load_policy(name).names, kind))
        for name in POLICIES
        for kind in PARTS
    }

    assert {(kind, name) for kind, name in FILES if kind in PARTS} == named


def test_every_policy_says_what_it_is(policy: Policy) -> None:
    """A policy is chosen by its approach, so it states one."""
    assert policy.name in POLICIES
    assert policy.title
    assert policy.approach.endswith(".")


def test_every_rule_has_a_sentence_of_its_own(policy: Policy) -> None:
    """A planner who meets a rule reads what it says, and no two say the same."""
    sentences = [rule.sentence for rule in policy.rules.values()]

    assert all(sentence.endswith(".") for sentence in sentences)
    assert len(set(sentences)) == len(sentences)


def test_rules_without_which_nothing_makes_sense_are_on(policy: Policy) -> None:
    """One worker a case and people's pins hold under every policy."""
    assert all(policy.holds(rule) for rule in ALWAYS_ON)


def test_policies_differ_by_digest() -> None:
    """No two shipped policies say the same under two names."""
    assert len({load_policy(name).digest for name in POLICIES}) == len(POLICIES)


def test_without_a_name_the_default_policy_is_loaded() -> None:
    """The default ships, and is what an unadorned call gets."""
    assert load_policy().name == DEFAULT


def test_what_one_part_knows_the_others_know(policy: Policy) -> None:
    """A type or intervention that the weighting has a number for has its skills described as well."""
    weighting, competency = policy.weighting, policy.competency

    for known, described in (
        (weighting.known_types, competency.types),
        (weighting.known_interventions, competency.interventions),
    ):
        assert known is None or competency.accept_any or known == frozenset(described)


def test_tables_of_one_weighting_name_the_same_types(policy: Policy) -> None:
    """No table of a weighting forgets a type that another has, so none weighs nothing by oversight."""
    weighting = policy.weighting
    tables = [
        frozenset(term.units)
        for term in weighting.terms
        if isinstance(term, Lookup)
        and term.by == ("type",)
        and not term.when
        and term.units
    ]
    if weighting.visits:
        tables.append(frozenset(weighting.visits.every))
    elif weighting.travel:
        tables.append(frozenset(weighting.travel.visits_per_week))
    if weighting.sizing:
        tables.append(frozenset(weighting.sizing.mix_percent))
    assert len(set(tables)) <= 1


def test_grades_limit_only_types_that_exist(policy: Policy) -> None:
    """A misspelt type in a grade's limits would protect nobody."""
    known = policy.weighting.known_types
    limited = {
        name
        for level in policy.competency.levels.values()
        for name in (*level.only_jointly, *level.never)
    }

    assert known is None or limited <= known


def test_first_months_run_in_order(policy: Policy) -> None:
    """Steps after qualifying come sooner to later and ease off, so that none hides another."""
    for level in policy.competency.levels.values():
        months = [step.until_months for step in level.first_months]
        shares = [step.capacity_percent for step in level.first_months]
        assert months == sorted(set(months))
        assert [*shares, level.capacity_percent] == sorted(
            [*shares, level.capacity_percent]
        )


def test_every_type_weighs_something(policy: Policy) -> None:
    """Whatever is taken off, no type of case comes to nothing at any complexity."""
    types = policy.weighting.known_types or ()
    cases = [
        Case(case_id=f"{kind} {complexity}", type=kind, complexity=complexity)
        for kind in types
        for complexity in COMPLEXITIES
    ]

    workload = Workload(Team(cases=tuple(cases)), policy, DAY)

    assert all(asked.quanta > 0 for asked in workload.asked.values())


def test_stages_have_their_limits_in_order(policy: Policy) -> None:
    """There is room for a case that is neither new nor old."""
    stages = policy.weighting.stages

    assert stages.starting_weeks < stages.long_standing_weeks


def test_the_ceiling_is_no_lower_than_the_safe_limit(policy: Policy) -> None:
    """What is safe is allowed."""
    assert policy.priorities.ceiling_percent >= policy.priorities.safe_percent
