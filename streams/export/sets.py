"""The column sets that ``--columns`` takes."""

from streams.export.acled_columns import ACLED
from streams.export.columns import Column
from streams.export.dateline_columns import DATELINE
from streams.export.plover_columns import PLOVER

COLUMN_SETS: dict[str, tuple[Column, ...]] = {
    "dateline": DATELINE,
    "acled": ACLED,
    "plover": PLOVER,
}
