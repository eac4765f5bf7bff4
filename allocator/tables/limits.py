"""How much of a batch is read before it is refused, so that no file takes the machine with it."""

MOST_ROWS = 1_000_000
MOST_COLUMNS = 1_000
LARGEST_CSV_BYTES = 300_000_000

# 300,000 rows of cases are 23 MB of workbook, unpack to 300 MB and take 690 MB to read.
LARGEST_WORKBOOK_BYTES = 50_000_000
LARGEST_UNPACKED_BYTES = 200_000_000
WORKBOOK_MEMORY_BYTES = 1 << 30
WORKBOOK_SECONDS = 120.0
