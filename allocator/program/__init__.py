"""The constraint program: what may be chosen, what must hold, what is wanted."""
