"""Runs the engine week after week in a world drawn from a scenario."""
