"""A study as one page that needs nothing else: no script, no network, for screen and paper."""

from allocator.report.rendering import render
from allocator.report.study import Study


def html(study: Study) -> str:
    """The whole page; the same study gives the same text."""
    return render("study.html", study=study)
