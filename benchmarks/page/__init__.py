"""The page people read, docs/benchmarks.md, made from rows and never typed."""

from benchmarks.page.write import PAGE, write_page

__all__ = ["PAGE", "write_page"]
