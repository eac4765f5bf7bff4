"""Measures the engine against the practice and against second opinions, on batches nobody tuned it to."""
