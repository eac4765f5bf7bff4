"""Ways to answer a problem, all behind one function."""
