from allocator.report.skills_responses import csv, text
from allocator.skills.responding import responses
from tests.builders import worker
from tests.skills.audits import answer, pairs
from tests.skills.small import framework

PEOPLE = [
    worker("M", team="East"),
    worker("W1", team="East", supervisor_id="M"),
    worker("W2", team="West", supervisor_id="M"),
]
ANSWERS = [*pairs("W1", (2, 2), (1, 1), (0, 0), (3, 3)), answer("W2", "law", 2)]


def test_every_form_has_its_state() -> None:
    """Complete, in part, missing; nobody is asked about someone without a supervisor."""
    found = responses(PEOPLE, ANSWERS, framework())

    assert [(one.worker.worker_id, one.rater, one.state) for one in found] == [
        ("M", "self", "none"),
        ("M", "supervisor", "nobody"),
        ("W1", "self", "complete"),
        ("W1", "supervisor", "complete"),
        ("W2", "self", "part"),
        ("W2", "supervisor", "none"),
    ]


def test_answering_twice_is_answering_once() -> None:
    """A question answered anew is not two questions answered."""
    again = [answer("W2", "law", day, day=day) for day in range(1, 5)]

    found = responses(PEOPLE, again, framework())

    assert [one.answered for one in found if one.worker.worker_id == "W2"] == [1, 0]


def test_whom_to_remind_is_told() -> None:
    """By name of the one who has to answer, with how much is open."""
    told = text(responses(PEOPLE, ANSWERS, framework()))

    assert told.startswith("2 of 5 forms complete (40%).\n")
    assert "Own forms: M and W2 (3 open)." in told
    assert "M about W2." in told
    assert "No supervisor is named for M," in told


def test_the_table_has_a_row_for_each_form() -> None:
    """Six forms, with what was answered of how many."""
    rows = csv(responses(PEOPLE, ANSWERS, framework())).splitlines()

    assert len(rows) == 7
    assert rows[5] == "W2,,West,self,W2,1,4,part"
