"""Policy as data: how work is weighed, what people may hold, and what matters most."""
