"""The skills audit: from questionnaires to agreed levels, gaps, plans and what is due."""
