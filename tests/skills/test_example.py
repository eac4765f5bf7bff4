import re
import shlex
from pathlib import Path

import pytest

from allocator import shipped
from allocator.policy.framework_loading import load_framework
from allocator.skills.compiling import compile_audit
from allocator.skills.example import ExampleAudit, draw, draw_pilot
from allocator.tables.audit_reading import AuditBatch, read_audit
from allocator.tables.audit_writing import write_audit

FRAMEWORK = load_framework("children")


def regenerated(name: str) -> ExampleAudit:
    """The audit that the command in the folder's README makes."""
    readme = shipped.folder("scenarios", "audits", name) / "README.md"
    found = re.search(
        r"^allocator skills example (.+)$", readme.read_text("utf-8"), re.M
    )
    assert found, "the README names no command"
    _, *words = shlex.split(found[1])
    given = {word: words[place + 1] for place, word in enumerate(words[:-1])}
    if "--pilot" in words:
        return draw_pilot(FRAMEWORK, int(given["--workers"]), int(given["--seed"]))
    return draw(FRAMEWORK, 36, 30, 4, int(given["--seed"]))


@pytest.mark.parametrize("name", ["children", "pilot"])
def test_the_command_in_the_readme_makes_the_files(name: str, tmp_path: Path) -> None:
    """Whoever runs the command of a shipped audit's README gets its very files."""
    audit = regenerated(name)

    write_audit(audit.team, audit.answers, audit.settled, tmp_path)

    folder = shipped.folder("scenarios", "audits", name)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert {"workers.csv", "ratings.csv"} <= made.keys()
    assert made == {file: (folder / file).read_bytes() for file in made}


def test_the_example_reads_back_as_it_was_drawn(tmp_path: Path) -> None:
    """Writing and reading again gives the same people, answers and agreements."""
    audit = draw(FRAMEWORK, 6, 4, 2, 5)
    write_audit(audit.team, audit.answers, audit.settled, tmp_path)

    found = read_audit(tmp_path, FRAMEWORK)

    assert found.answers == audit.answers
    assert found.settled == audit.settled
    assert [one.worker_id for one in found.workers] == [
        one.worker_id for one in audit.team.workers
    ]


def test_the_example_has_something_of_everything() -> None:
    """Every way to come to a level, and every kind of prompt."""
    folder = shipped.folder("scenarios", "audits", "children")

    audit = compile_audit(read_audit(folder, FRAMEWORK), FRAMEWORK)

    assert set(audit.account.levels) == {
        "same",
        "rule",
        "settled",
        "apart",
        "self_only",
        "supervisor_only",
    }
    assert {one.kind for one in audit.prompts} == {
        "over",
        "under",
        "apart",
        "supervisor",
        "one_level",
    }


def test_more_cases_leave_the_answers_alone() -> None:
    """Chance is split by purpose: what waits changes nobody's skills."""
    few, many = (draw(FRAMEWORK, 6, waiting, 1, 5) for waiting in (2, 9))

    assert few.answers == many.answers


def test_agreement_comes_out_as_it_was_drawn() -> None:
    """Where both say what is so, with a little noise, they agree; someone far too high is found out."""
    audit = draw(FRAMEWORK, 30, 0, 3, 8)

    found = compile_audit(
        AuditBatch(audit.team.workers, audit.answers, audit.settled), FRAMEWORK
    )

    alpha = found.account.agreement.alpha
    assert alpha is not None
    assert alpha > 0.6
    assert any(one.kind == "over" for one in found.prompts)
