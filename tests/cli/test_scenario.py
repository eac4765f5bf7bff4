"""``allocator scenario``: what planners see before they simulate."""

from pathlib import Path

from tests.cli.command import run


def test_the_list_has_every_question() -> None:
    """Each shipped scenario is listed with what it asks."""
    ran = run("scenario", "list")

    assert ran.code == 0
    names = [line for line in ran.out.splitlines() if not line.startswith(" ")]
    assert "winter-surge" in names
    assert ran.out.count("?") == len(names) == 10


def test_a_scenario_is_shown_in_words() -> None:
    """What a file says is told without its keys."""
    ran = run("scenario", "show", "two-leave")

    assert ran.code == 0
    assert "A social worker leaves: in week 5, 1 (social worker), replaced." in ran.out


def test_a_scenario_is_checked_with_all_it_names() -> None:
    """Its team and policies are read as well."""
    ran = run("scenario", "check", "winter-surge")

    assert ran.code == 0
    assert "Winter surge: no faults. 13 people and 160 cases at the start" in ran.out


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    """A file with several faults is told all of them, with the nearest known key, in one go."""
    file = tmp_path / "ours.toml"
    file.write_text(
        'title = "Ours"\nquestion = "?"\nsource = "us"\nbased_on = "steady-state"\n'
        "[run]\nweaks = 3\nwork = 0\n[intake]\nvariance_to_mean = 0.5\n",
        encoding="utf-8",
    )

    ran = run("scenario", "check", file)

    assert ran.code == 2
    assert "ours.toml, run.weaks: is not a known key. Did you mean 'weeks'?" in ran.err
    assert "ours.toml, run.work: is 0; it must be more than 0." in ran.err
    assert "ours.toml, intake.variance_to_mean" in ran.err
    assert "Traceback" not in ran.err


def test_a_scenario_like_an_authority_is_written_once(tmp_path: Path) -> None:
    """The file can be checked as it is, and is never overwritten."""
    file = tmp_path / "ours.toml"

    ran = run("scenario", "from-profile", "Leeds", "--workers", 8, "--out", file)

    assert ran.code == 0
    assert run("scenario", "check", file).code == 0
    written = file.read_bytes()
    again = run("scenario", "from-profile", "York", "--out", file)
    assert again.code == 2
    assert "exists; name another file" in again.err
    assert file.read_bytes() == written


def test_without_a_file_the_scenario_is_printed() -> None:
    """It can be read first, or sent on."""
    ran = run("scenario", "from-profile", "Leeds", "--seed", 5)

    assert ran.code == 0
    assert 'authority = "Leeds"' in ran.out
    assert "seed = 5 " in ran.out


def test_a_mistyped_authority_is_answered_with_the_nearest() -> None:
    """A wrong name is told together with the right one, in one line."""
    ran = run("scenario", "from-profile", "Leads")

    assert ran.code == 2
    assert ran.err == "No authority is called 'Leads'. Did you mean 'Leeds'?\n"
