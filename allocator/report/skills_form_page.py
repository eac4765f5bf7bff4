"""A questionnaire to print, or to fill in on the screen and print."""

import importlib.metadata

from allocator.report.rendering import render
from allocator.report.skills_form import HEADINGS, Form, how_to_answer, what_for


def html(form: Form) -> str:
    """The whole form; the same form gives the same text."""
    return render(
        "skills_form.html",
        form=form,
        heading=HEADINGS[form.rater],
        how_to_answer=how_to_answer(form),
        version=importlib.metadata.version("case-allocator"),
        what_for=what_for(form),
    )
