"""The published profiles of the English authorities."""

import pytest

from allocator.errors import UnknownName
from allocator.example.authorities import authorities, find_authority
from allocator.example.figures import load_figures
from allocator.example.setting import profile_of

ENGLAND = load_figures().england


def test_every_english_authority_is_there() -> None:
    """All 153 authorities can be asked for, each with its region."""
    found = authorities()

    assert len(found) == 153
    assert all(authority.region for authority in found.values())


def test_the_rows_come_to_the_published_national_caseload() -> None:
    """Cases and case holders of the rows together give England's average caseload."""
    found = [a for a in authorities().values() if a.cases and a.case_holders_fte]

    cases = sum(authority.cases or 0 for authority in found)
    holders = sum(authority.case_holders_fte or 0 for authority in found)

    assert cases / holders == pytest.approx(ENGLAND.caseload.value, abs=0.1)


def test_an_authority_s_caseload_is_its_cases_over_its_case_holders() -> None:
    """The three columns about caseload agree in every row, as far as rounding lets them."""
    wrong = [
        authority.name
        for authority in authorities().values()
        if authority.cases and authority.case_holders_fte and authority.caseload
        if abs(authority.cases / authority.case_holders_fte - authority.caseload) > 0.2
    ]

    assert wrong == []


@pytest.mark.parametrize("name", ["Rochdale", "rochdale", " ROCHDALE "])
def test_capitals_and_spaces_do_not_matter(name: str) -> None:
    """An authority is found however its name is typed."""
    assert find_authority(name).name == "Rochdale"


def test_a_mistyped_authority_is_answered_with_the_nearest() -> None:
    """A wrong name is told together with the right one."""
    with pytest.raises(
        UnknownName, match=r"No authority is called 'Rochdal'.*'Rochdale'"
    ):
        find_authority("Rochdal")


def test_england_stands_in_where_a_figure_is_suppressed() -> None:
    """An authority whose workforce is suppressed still makes an example, with England's figures."""
    westminster = find_authority("Westminster")

    profile = profile_of(westminster, ENGLAND)

    assert westminster.caseload is None
    assert profile.caseload == ENGLAND.caseload.value
    assert profile.relative["looked_after"] < 1


def test_an_average_authority_has_the_average_mix() -> None:
    """Where nothing at all is published, nothing is moved."""
    unknown = find_authority("Rochdale").model_copy(
        update={"open_cases": None, "protection_plans": None, "looked_after": None}
    )

    assert set(profile_of(unknown, ENGLAND).relative.values()) == {1}
