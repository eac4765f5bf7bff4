"""Searches for the cheapest staffing that keeps a team from breaking."""
