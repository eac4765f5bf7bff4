"""``allocator skills``: a skills audit step by step, from the framework to what is due."""

import rich_click as click

from allocator.cli.lazily import Lazily

# In the order of the steps of an audit.
VERBS = {
    "framework": "List, show and check what an audit asks.",
    "form": "Make questionnaires for workers and supervisors.",
    "pilot": "Tell which questions a pilot found wanting, and start the next version.",
    "collect": "Put returned forms together into one ratings table.",
    "check": "Tell every fault in the answers of an audit.",
    "responses": "Tell who has answered and what is still open.",
    "compile": "Agree levels, tell how far raters agree, and compare teams and grades.",
    "gaps": "Tell what is asked and not held, and which skills rest on one person.",
    "unlock": "Tell which missing skill keeps cases from being placed, by proposing again with it.",
    "train": "Choose training within money, days and cover, and set everyone's goals.",
    "plans": "Write everyone's development plan, with a mentor and cases to practise on.",
    "join": "Put agreed levels, grades and goals into a batch that is ready to allocate.",
    "track": "Tell what became of levels and goals since the audit before.",
    "due": "Tell what falls due: old levels, qualifications, goals, remarks to answer.",
    "review": "Look at the framework itself: what tells nobody apart, what nobody lacks.",
    "feedback": "Give each worker their own levels with a form to answer, and read the answers.",
    "example": "Make a fictional audit.",
}


@click.command(cls=Lazily, said=VERBS, package="allocator.cli.skills")
def skills() -> None:
    """Run a skills audit: forms, agreed levels, gaps, plans, and what is due."""
