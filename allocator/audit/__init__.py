"""The judge: every breach, every measure and the cost of a proposal, from the records alone."""
