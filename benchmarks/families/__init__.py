"""Instances of our own making: random shapes of team, adversarial ones, and whole fictional batches."""
