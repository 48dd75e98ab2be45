"""Expressions that name a part of a day or a time on the clock."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from streams.extract.time.timex.contexts import words_of
from streams.extract.time.timex.expression import Days, TimexValue
from streams.extract.time.timex.grammar import Match, Resolver
from streams.extract.vocabulary.phrases import rows

_HOURS = {row[0]: int(row[1]) for row in rows("time/timex_parts.tsv")}
_EARLY_LATE = {"early": 0, "late": 20}
_TOLD_DAY = frozenset({"that", "same", "following", "next"})
_NOON = 12
_MIDNIGHT = 24


def rules() -> Mapping[str, Resolver]:
    """Return the rules of the grammar that are read here."""
    return {"tonight": _tonight, "part": _part, "the_part": _the_part, "clock": _clock}


def part_of(told: TimexValue, part: str) -> TimexValue:
    """Return a part of a day: "Monday morning"."""
    return replace(told, kind="TIME", value=f"{told.value}T{part}", hour=_HOURS[part])


def with_hour(m: Match, told: TimexValue) -> TimexValue:
    """Add the hour of "early Monday", "late on Monday"."""
    mod = m.word("mod") or m.before(1 + (m.before() == "on"))
    return replace(told, hour=_EARLY_LATE.get(mod, told.hour))


def _on(m: Match, days: int) -> TimexValue:
    day = m.memory.today + timedelta(days=days)
    return TimexValue("DATE", day.isoformat(), Days(day, day, 1))


def _tonight(m: Match) -> TimexValue | None:
    """Read "tonight"; "overnight" is the night before publication."""
    if m.word("part") == "tonight":
        return part_of(_on(m, 0), "NI")
    night = m.memory.today - timedelta(days=1)
    return TimexValue("TIME", f"{night.isoformat()}TNI", Days(night, m.memory.today, 2))


def _part(m: Match) -> TimexValue | None:
    """Read "this morning", "last night", "that evening"."""
    part, rel = str(m.value("part")), m.number("rel")
    if m.word("rel") in _TOLD_DAY:
        return _that_part(m, part)
    return part_of(_on(m, rel), part)


def _that_part(m: Match, part: str) -> TimexValue | None:
    """Read "that night" of the day told last."""
    if m.memory.day is None:
        return None
    rel = m.number("rel")
    day = (m.memory.day + timedelta(days=rel)).isoformat()
    return TimexValue("TIME", f"{day}T{part}", distance=(rel, rel), hour=_HOURS[part])


def _the_part(m: Match) -> TimexValue | None:
    """Read "in the morning" of the day told last; it names no day of its own."""
    day = m.memory.day
    if m.before() not in {"in", "during", "by"} or m.after() in {"of", "hours"} or day is None:
        return None
    part = str(m.value("part"))
    return TimexValue("TIME", f"{day.isoformat()}T{part}", hour=_HOURS[part])


def _clock(m: Match) -> TimexValue | None:
    """Read a time of the day; its day is that told last, unless one stands beside it."""
    clock = _read(m)
    if clock is None or int(clock[:2]) > _MIDNIGHT:
        return None
    day = m.memory.day or m.memory.today
    return TimexValue("TIME", f"{day.isoformat()}T{clock}", hour=_local_hour(m, int(clock[:2])))


def _read(m: Match) -> str | None:
    """Return the clock time in 24 hours; a bare "7:15" may be a score or a verse."""
    if m.has("military"):
        told = f"{m.value('military'):0>4}"
        return f"{told[:2]}:{told[2:]}"
    clock = str(m.value("clock") or f"{m.number('hour'):02}")
    if not m.has("half"):
        last = m.pieces.sentence.lower[m.end - 1]
        marked = m.before() in words_of("opens_clock") or last in words_of("clocked")
        return clock if marked or last.endswith("m") else None
    hour = int(clock[:2]) % _NOON + m.number("half")
    return f"{hour:02}{clock[2:]}"


def _local_hour(m: Match, hour: int) -> int | None:
    """Return the hour of the outlet's day; None for a time of another zone."""
    if m.pieces.sentence.lower[m.end - 1] in {"gmt", "utc"}:
        return None
    if hour == _MIDNIGHT:
        return 0 if m.before() == "after" else _MIDNIGHT - 1
    return hour
