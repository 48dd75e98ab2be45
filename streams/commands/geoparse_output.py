"""What ``dateline geoparse`` writes: JSON Lines, a table for a terminal, or GeoJSON for a map."""

import json
from collections.abc import Callable
from typing import Any, Literal, TextIO, get_args

from rich.console import Console
from rich.text import Text

from streams.search.fitted import Column, FittedTable
from streams.search.words import DASH, where_text, without_controls
from streams.wiring.geoparse import Geoparsed, Located

Format = Literal["jsonl", "table", "geojson"]
FORMATS: tuple[Format, ...] = get_args(Format)
Identity = str | int | None
_COLUMNS = (
    Column("text", style="dim"),
    Column("characters", style="dim", right=True),
    Column("name", style="bold", wraps=True),
    Column("place", wraps=True),
    Column("latitude, longitude", right=True),
    Column("sure", right=True),
)


class Answers:
    """Writes the place names of texts, in their order, as JSON Lines."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def add(self, identity: Identity, parsed: Geoparsed) -> None:
        """Write the place names of one text."""
        record = {"id": identity, "toponyms": [one.record() for one in parsed.toponyms]}
        if parsed.skipped:
            record["skipped"] = parsed.skipped
        self._out.write(json.dumps(record, ensure_ascii=False) + "\n")
        self._out.flush()

    def close(self) -> None:
        """Write what stands at the end."""


class GeoJson(Answers):
    """Writes a feature for each place name; the geometry of one without a place is null."""

    def __init__(self, out: TextIO) -> None:
        super().__init__(out)
        self._separator = ""
        out.write('{"type": "FeatureCollection", "features": [')

    def add(self, identity: Identity, parsed: Geoparsed) -> None:
        """Write the features of one text."""
        for one in parsed.toponyms:
            feature = json.dumps(_feature(identity, one), ensure_ascii=False)
            self._out.write(f"{self._separator}\n{feature}")
            self._separator = ","

    def close(self) -> None:
        """Close the collection."""
        self._out.write("\n]}\n")


class Rows(Answers):
    """Keeps a row for each place name, and prints the table at the end."""

    def __init__(self, out: TextIO) -> None:
        super().__init__(out)
        self._rows: list[list[Text]] = []

    def add(self, identity: Identity, parsed: Geoparsed) -> None:
        """Keep the rows of one text."""
        self._rows += [_cells(identity, one) for one in parsed.toponyms]

    def close(self) -> None:
        """Print the table."""
        if self._rows:
            Console(file=self._out).print(self.table())

    def table(self) -> FittedTable:
        """Return the table of all rows so far."""
        return FittedTable(lambda: (_COLUMNS, self._rows), self._narrow)

    def _narrow(self) -> tuple[tuple[Column, ...], list[list[Text]]]:
        """Return the table without the columns that only programs need."""
        kept = (2, 3, 4)
        return tuple(_COLUMNS[i] for i in kept), [[row[i] for i in kept] for row in self._rows]


WRITERS: dict[Format, Callable[[TextIO], Answers]] = {
    "jsonl": Answers,
    "table": Rows,
    "geojson": GeoJson,
}


def _feature(identity: Identity, one: Located) -> dict[str, Any]:
    record = one.record()
    lat, lon = record.pop("lat"), record.pop("lon")
    del record["candidates"]
    gazetteer_id = record.pop("id")
    point = {"type": "Point", "coordinates": [lon, lat]} if one.place else None
    properties = {"text": identity, "gazetteer_id": gazetteer_id, **record}
    if one.place:
        properties["place"] = one.place.name
    return {"type": "Feature", "geometry": point, "properties": properties}


def _cells(identity: Identity, one: Located) -> list[Text]:
    place = one.place
    texts = (
        "" if identity is None else str(identity),
        f"{one.toponym.char_start}-{one.toponym.char_end}",
        one.toponym.name,
        where_text(place) if place else DASH,
        f"{place.lat:.4f}, {place.lon:.4f}" if place else "",
        f"{place.confidence:.0%}" if place else "",
    )
    return [Text(without_controls(text)) for text in texts]
