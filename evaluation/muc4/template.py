"""An answer key of MUC-4: one template for each incident, read into what is scored."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from evaluation.files import broken, read_text
from streams.errors import UsageError

Interval = tuple[date | None, date]
"""First day (None: unknown) and last day."""

Levels = tuple[tuple[str, ...], ...]
"""A place from the country down; each level has the names that are right for it."""

_SLOT = re.compile(
    r"\d+\.\s+(?P<slot>[A-Z]+(?: [A-Z]+)*: [A-Z]+(?: [A-Z]+)*)(?:\s{2,}(?P<value>\S.*))?\s*$"
)
_QUOTED = re.compile(r'"((?:\\.|[^"\\])*)"')
_MONTH = re.compile(r"\b(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)")
_KIND = re.compile(r"\s*\([^()]*\)\s*$")
_EMPTY = frozenset({"-", "*", ""})

ID, NUMBER = "MESSAGE: ID", "MESSAGE: TEMPLATE"
DATE, LOCATION, TYPE = "INCIDENT: DATE", "INCIDENT: LOCATION", "INCIDENT: TYPE"
PERPETRATORS = ("PERP: INDIVIDUAL ID", "PERP: ORGANIZATION ID")
TARGETS = ("HUM TGT: DESCRIPTION", "HUM TGT: NAME")


@dataclass(frozen=True)
class Entity:
    """Somebody by all names that are right; ``optional`` ones need not be found."""

    names: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True)
class Template:
    """One incident of a document. Several dates, places or types are alternatives."""

    message: str
    number: str
    optional: bool
    types: tuple[str, ...]
    dates: tuple[Interval, ...]
    places: tuple[Levels, ...]
    perpetrators: tuple[Entity, ...]
    targets: tuple[Entity, ...]


@dataclass
class _Raw:
    """The lines of a template by slot, and the line where it starts."""

    line: int
    slots: dict[str, list[str]] = field(default_factory=dict)


def read_key(path: Path) -> list[Template]:
    """Read an answer key; documents without an incident yield no template.

    Raises:
        UsageError: if the file is missing or a line is not what a key has; it names the line.
    """
    return [_template(path, raw) for raw in _raw(path) if not raw.slots[NUMBER][0].startswith("*")]


def _raw(path: Path) -> Iterator[_Raw]:
    raw, last = _Raw(0), ""
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip() or line.startswith(";"):
            continue
        if match := _SLOT.match(line):
            last, value = match["slot"], (match["value"] or "").strip()
            if last == ID:
                if raw.slots:
                    yield _complete(path, raw)
                raw = _Raw(number)
            raw.slots.setdefault(last, []).append(value)
        elif line[0].isspace() and raw.slots:
            raw.slots[last].append(line.strip())
        else:
            raise broken(path, number, f"no slot of an answer key: {line.strip()[:40]!r}")
    if raw.slots:
        yield _complete(path, raw)


def _complete(path: Path, raw: _Raw) -> _Raw:
    missing = [slot for slot in (ID, NUMBER, DATE, LOCATION, TYPE) if slot not in raw.slots]
    if missing:
        raise broken(path, raw.line, f"the template lacks {', '.join(missing)}")
    return raw


def _template(path: Path, raw: _Raw) -> Template:
    number = raw.slots[NUMBER][0]
    try:
        return Template(
            message=raw.slots[ID][0].split()[0],
            number=number.split()[0],
            optional="OPTIONAL" in number,
            types=tuple(_alternatives(raw.slots[TYPE])),
            dates=tuple(_intervals(_alternatives(raw.slots[DATE]))),
            places=tuple(_path(told) for told in _alternatives(raw.slots[LOCATION])),
            perpetrators=_entities(raw, PERPETRATORS),
            targets=_entities(raw, TARGETS),
        )
    except (ValueError, IndexError) as error:
        raise broken(path, raw.line, f"the template is damaged: {error}") from error


def _alternatives(values: list[str]) -> list[str]:
    """Split what may stand in a slot: "(A) / (B)" and "A / B", over one or several lines."""
    parts = (part.strip().removeprefix("?").strip() for v in values for part in v.split(" / "))
    bare = (part[1:-1] if part.startswith("(") and part.endswith(")") else part for part in parts)
    return [part.strip() for part in bare if part not in _EMPTY]


def _intervals(values: list[str]) -> Iterator[Interval]:
    """Read dates; one that no calendar has ("31 NOV 89") or without a year cannot be scored."""
    for told in values:
        try:
            yield _interval(told)
        except ValueError:
            if not _MONTH.search(told):
                raise


def _interval(told: str) -> Interval:
    """Read "30 DEC 89", "31 MAR 90 - 01 APR 90" and "- 29 DEC 89" (that day or before)."""
    first, dash, last = told.rpartition("-")
    day = _day(last)
    if not dash:
        return day, day
    return (_day(first) if first.strip() else None), day


def _day(told: str) -> date:
    day, month, year = told.split()
    # Some keys write a month in full.
    return datetime.strptime(f"{day} {month[:3]} {year}", "%d %b %y").date()  # noqa: DTZ007


def _path(told: str) -> Levels:
    """Read "COUNTRY: PROVINCE (DEPARTMENT): TOWN (TOWN) - OTHER (TOWN)"."""
    return tuple(
        tuple(_KIND.sub("", name).strip() for name in level.split(" - "))
        for level in told.split(": ")
    )


def _entities(raw: _Raw, slots: tuple[str, ...]) -> tuple[Entity, ...]:
    """Read one entity from each line; a line that shares a name with an earlier one is the same."""
    found: list[Entity] = []
    for line in (line for slot in slots for line in raw.slots.get(slot, ())):
        names = tuple(name.replace('\\"', '"') for name in _QUOTED.findall(line))
        same = next((at for at, old in enumerate(found) if set(old.names) & set(names)), None)
        if same is not None:
            old = found[same]
            both = tuple(dict.fromkeys((*old.names, *names)))
            found[same] = Entity(both, old.optional and line.startswith("?"))
        elif names:
            found.append(Entity(names, line.startswith("?")))
    return tuple(found)


def written(levels: Levels) -> str:
    """Return a place as a key writes it, without the kinds."""
    return ": ".join(" - ".join(names) for names in levels)


def check_messages(templates: list[Template], known: set[str], path: Path) -> None:
    """Raise ``UsageError`` when a key is about documents that no text file has."""
    strange = sorted({template.message for template in templates} - known)
    if strange:
        msg = f"{path} has answers to {', '.join(strange[:3])}, which no text file beside it holds"
        raise UsageError(msg)
