"""Exports of case management systems, turned into batches."""

from allocator.importers.drawing import Asked
from allocator.importers.importing import Imported, Kind, imported

__all__ = ["Asked", "Imported", "Kind", "imported"]
