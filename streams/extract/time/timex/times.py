"""TIME: expressions that name a part of a day or a time on the clock."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from streams.extract.time.tables import DAY_PART_PHRASES, DAY_PARTS
from streams.extract.time.timex.expression import Days, TimexValue
from streams.extract.time.timex.match import Match, Resolver, words_of

_NOON = 12
_MIDNIGHT = 24


def rules() -> Mapping[str, Resolver]:
    """Return the resolvers of this module by the rule of the grammar that each reads."""
    return {"tonight": _tonight, "part": _part, "the_part": _the_part, "clock": _clock}


@lru_cache(maxsize=1)
def _hours() -> Mapping[str, int]:
    """Return the hour at which each part of the day begins."""
    return {row.part: row.hour for row in DAY_PARTS.rows()}


@lru_cache(maxsize=1)
def _early_late() -> Mapping[str, int]:
    """Return the hours of "early" and "late"."""
    words = words_of("early_late")
    return {row.phrase: row.hour for row in DAY_PART_PHRASES.rows() if row.phrase in words}


def part_of(day: TimexValue, part: str) -> TimexValue:
    """Return a part of a day: "Monday morning"."""
    return replace(day, type="TIME", value=f"{day.value}T{part}", hour=_hours()[part])


def with_hour(m: Match, day: TimexValue) -> TimexValue:
    """Add the hour of "early Monday", "late on Monday"."""
    modifier = m.word("mod") or m.before(1 + (m.before() == "on"))
    return replace(day, hour=_early_late().get(modifier, day.hour))


def _on(m: Match, days: int) -> TimexValue:
    day = m.anchors.today + timedelta(days=days)
    return TimexValue("DATE", day.isoformat(), Days(day, day, 1))


def _tonight(m: Match) -> TimexValue | None:
    """Read "tonight"; "overnight" is the night before publication."""
    if m.word("part") == "tonight":
        return part_of(_on(m, 0), "NI")
    night = m.anchors.today - timedelta(days=1)
    return TimexValue("TIME", f"{night.isoformat()}TNI", Days(night, m.anchors.today, 2))


def _part(m: Match) -> TimexValue | None:
    """Read "this morning", "last night", "that evening"."""
    part, rel = str(m.value("part")), m.number("rel")
    if m.word("rel") in words_of("of_mentioned_day"):
        return _that_part(m, part)
    return part_of(_on(m, rel), part)


def _that_part(m: Match, part: str) -> TimexValue | None:
    """Read "that night" of the day mentioned last."""
    if m.anchors.day is None:
        return None
    rel = m.number("rel")
    day = (m.anchors.day + timedelta(days=rel)).isoformat()
    return TimexValue("TIME", f"{day}T{part}", distance=(rel, rel), hour=_hours()[part])


def _the_part(m: Match) -> TimexValue | None:
    """Read "in the morning" of the day mentioned last; it names no day itself."""
    day = m.anchors.day
    opened = m.before() in words_of("opens_part_of_day")
    if not opened or m.after() in words_of("behind_no_part_of_day") or day is None:
        return None
    part = str(m.value("part"))
    return TimexValue("TIME", f"{day.isoformat()}T{part}", hour=_hours()[part])


def _clock(m: Match) -> TimexValue | None:
    """Read a time of the day; its day is the one mentioned last, unless one stands beside it."""
    clock = _clock_time(m)
    if clock is None or int(clock[:2]) > _MIDNIGHT:
        return None
    day = m.anchors.day or m.anchors.today
    return TimexValue("TIME", f"{day.isoformat()}T{clock}", hour=_local_hour(m, int(clock[:2])))


def _clock_time(m: Match) -> str | None:
    """Return the clock time in 24 hours; a bare "7:15" may be a score or a verse."""
    if m.has("military"):
        digits = f"{m.value('military'):0>4}"
        return f"{digits[:2]}:{digits[2:]}"
    clock = str(m.value("clock") or f"{m.number('hour'):02}")
    if not m.has("half"):
        marked = m.before() in words_of("opens_clock") or m.closing in words_of("clocked")
        return clock if marked or m.closing.endswith("m") else None
    hour = int(clock[:2]) % _NOON + m.number("half")
    return f"{hour:02}{clock[2:]}"


def _local_hour(m: Match, hour: int) -> int | None:
    """Return the hour of the outlet's day; None for a time of another zone."""
    if m.closing in words_of("universal_time"):
        return None
    if hour == _MIDNIGHT:
        return 0 if m.before() == "after" else _MIDNIGHT - 1
    return hour
