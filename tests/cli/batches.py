"""Small batches under the policy ``caseload-count``, where a case is a point and sums can be done in the head."""

from pathlib import Path

POLICY = ("--policy", "caseload-count")

WORKERS = """\
worker_id,contracted_hours,name,skills,languages,max_cases,carries_cases,seniority
W1,37,Ana Zoë,court_work:3,Polish,,yes,social_worker
W2,37,Ben Łuk,court_work:1,,,yes,social_worker
W3,18.5,Cyd Okä,,,1,yes,social_worker
M1,37,Dee Managër,,,,no,manager
"""
CASES = """\
case_id,type,worker_id,urgency,skills_required,known_worker_ids,languages
H1,assessment,W1,,,,
H2,assessment,W2,,,,
C1,assessment,,urgent,court_work:2,,
C2,assessment,,high,,W2,
C3,assessment,,low,,,Polish
"""


def write(folder: Path, **tables: str) -> Path:
    """A batch of four workers, two held and three waiting cases; a table given by name replaces or joins them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"workers": WORKERS, "cases": CASES, **tables}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder
