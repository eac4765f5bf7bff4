"""Writes a survey into one folder: a page, a table and JSON, all of them or none."""

import json
from collections.abc import Iterator
from pathlib import Path

from allocator.domain.survey import Survey
from allocator.report.saving import save
from allocator.report.study import Study
from allocator.report.survey import PAGE
from allocator.report.tables import Cell, csv_text

ACCOUNT = "survey.json"


def write(survey: Survey, study: Study, folder: Path) -> list[Path]:
    """Writes the files and returns where they are."""
    from allocator.report import study_page

    contents = {
        PAGE: study_page.html(study),
        "survey.csv": csv(survey),
        ACCOUNT: json_text(survey),
    }
    return save({name: text.encode() for name, text in contents.items()}, folder)


def json_text(survey: Survey) -> str:
    """The account exactly as the contract has it: its names, its order, two spaces deep."""
    content = survey.model_dump(mode="json", by_alias=True)
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def csv(survey: Survey) -> str:
    """One row for every wave, team and topic that may be told; of everyone where the team is blank."""
    heading = (
        "wave", "team", "invited", "answered", "response_percent", "topic", "points", "low", "high",
    )  # fmt: skip
    return csv_text(heading, _rows(survey))


def _rows(survey: Survey) -> Iterator[tuple[Cell, ...]]:
    for wave in survey.waves:
        everyone = ("", wave.invited, wave.answered, wave.response_percent, wave.scores)
        for team, invited, answered, percent, scores in (
            everyone,
            *(
                (t.team, t.invited, t.answered, t.response_percent, t.scores)
                for t in wave.teams
                if t.is_shown
            ),
        ):
            for score in scores:
                yield (
                    wave.wave.isoformat(),
                    team,
                    invited,
                    answered,
                    percent,
                    score.topic,
                    score.points,
                    score.low,
                    score.high,
                )
