"""How large an uploaded workbook may be before nobody opens it."""

from typing import Final

MEGABYTE: Final = 1024 * 1024

FILE_BYTES: Final = 10 * MEGABYTE
CSV_BYTES: Final = 20 * MEGABYTE
CSV_LINE_CHARS: Final = MEGABYTE
MEMBERS: Final = 200
UNPACKED_BYTES: Final = 100 * MEGABYTE
MEMBER_BYTES: Final = 60 * MEGABYTE
RATIO: Final = 200
RATIO_COUNTS_FROM: Final = MEGABYTE
ROWS: Final = 50_000
COLUMNS: Final = 100
CELLS: Final = 1_500_000
CELL_CHARS: Final = 32_767

CHILD_MEMORY: Final = 1024 * MEGABYTE
CHILD_CPU_SECONDS: Final = 60
CHILD_WALL_SECONDS: Final = 120
