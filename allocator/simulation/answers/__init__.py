"""Answers a scenario's question from the history of its runs, with how sure they make us."""
