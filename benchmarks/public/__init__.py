"""Instances that nobody here wrote, read from wherever they lie and put to the engine as its own problem."""
