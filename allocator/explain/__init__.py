"""Why this worker, why not that one, why nobody, and what would change it."""
