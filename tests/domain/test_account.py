import datetime

from allocator.domain.account import Account, PolicyName


def test_an_account_says_its_schema_by_the_published_name() -> None:
    """The field is called "schema" outside, whatever Python needs it to be called inside."""
    account = Account(
        status="optimal",
        cost=1,
        bound=1,
        gap_percent=0,
        improvement_closed_percent=None,
        seconds=0.1,
        policy=PolicyName(name="small", digest="0"),
        inputs={},
        as_of=datetime.date(2026, 9, 14),
        seed=0,
        version="0",
        assignments=(),
        unallocated=(),
        workers=(),
        measures={},
    )

    written = account.model_dump(mode="json", by_alias=True)

    assert written["schema"] == 1
    assert "schema_version" not in written
    assert Account.model_validate(written) == account
