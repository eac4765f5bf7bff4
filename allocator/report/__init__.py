"""A proposal told to people: on the terminal, as JSON, CSV, a workbook and a page."""
