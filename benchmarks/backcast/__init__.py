"""How near the simulation comes to what is published, and where it does not: ``python -m benchmarks.backcast``."""
