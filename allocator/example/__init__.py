"""Fictional teams with the shape of a real authority's, drawn from published figures."""

from allocator.example.batch import AS_OF, generate

__all__ = ["AS_OF", "generate"]
