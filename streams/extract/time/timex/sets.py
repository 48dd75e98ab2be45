"""SET: what comes round ("every Monday"); also bare units ("a week") and references ("now")."""

from collections.abc import Mapping
from datetime import timedelta

from streams.extract.time.timex.durations import DAYS_OF, TIME_UNITS, length
from streams.extract.time.timex.expression import TimexValue
from streams.extract.time.timex.match import Match, Resolver, words_of
from streams.extract.time.timex.values import spread

_RECENT = timedelta(days=30)
"""How far back "recently" reaches."""
_RATE_REACH = 3
"""Words before "a week" among which "twice" or "times" makes it a rate."""
_SHORT = 2
"""Tokens of "a week"; with more ("an additional year", "nearly a week") it is a length."""


def rules() -> Mapping[str, Resolver]:
    """Return the resolvers of this module by the rule of the grammar that each reads."""
    return {
        "one_unit": _one_unit,
        "bare": _bare,
        "set": _set,
        "set_weekday": _set_weekday,
        "set_month": _set_month,
        "set_adverb": _set_adverb,
        "weekdays": _set_weekday,
        "reference": _reference,
        "past_ref": _past_ref,
        "ahead": _ahead,
    }


def _one_unit(m: Match) -> TimexValue | None:
    """Read "a year": a length behind "for" or "within", a rate behind "twice"."""
    unit = str(m.value("unit"))
    if unit == "WE" or (unit, m.after()) == ("Q", "of"):
        return None
    long = m.has("long") or m.found.end() - m.found.start() > _SHORT
    if long or m.before() in words_of("opens_length"):
        return TimexValue("DURATION", length(1, unit))
    before = m.tokens.sentence.lower[max(0, m.start - _RATE_REACH) : m.start]
    return None if words_of("times").isdisjoint(before) else TimexValue("SET", length(1, unit))


def _bare(m: Match) -> TimexValue | None:
    unit = str(m.value("unit"))
    if m.before() not in words_of("opens_lengths") or unit in {"WE", "NI"}:
        return None
    return TimexValue("DURATION", length(None, unit))


def _set(m: Match) -> TimexValue | None:
    """Read "every two weeks", "each month", "every other day"."""
    unit = {"WE": "W", "NI": "D"}.get(str(m.value("unit")), str(m.value("unit")))
    number = m.number("n") or m.number("other") or 1
    return (
        TimexValue("SET", length(number, unit)) if unit in TIME_UNITS or unit in DAYS_OF else None
    )


def _set_weekday(m: Match) -> TimexValue | None:
    part = f"T{m.value('part')}" if m.has("part") else ""
    return TimexValue("SET", f"XXXX-WXX-{m.number('weekday') + 1}{part}")


def _set_month(m: Match) -> TimexValue | None:
    return TimexValue("SET", f"XXXX-{m.number('month'):02}")


def _is_alone(m: Match) -> bool:
    """Whether no noun follows that the words describe: not "daily flights"."""
    return not m.after().isalpha() or m.after() in words_of("behind_adverb")


def _set_adverb(m: Match) -> TimexValue | None:
    return TimexValue("SET", str(m.value("value"))) if _is_alone(m) else None


def _past_ref(m: Match) -> TimexValue | None:
    """Read "in the past", not "in the past century"."""
    return TimexValue("DATE", "PAST_REF") if m.before() == "in" and _is_alone(m) else None


def _ahead(m: Match) -> TimexValue | None:
    del m
    return TimexValue("DATE", "FUTURE_REF")


def _reference(m: Match) -> TimexValue | None:
    """Read "now", "recently", "soon", "current": what is near without a day."""
    if m.has("current"):
        return TimexValue("DATE", "PRESENT_REF")
    word = m.word("value")
    if word == "soon" and (m.after() in words_of("around_soon") or m.before() == "as"):
        return None
    today = m.anchors.today
    days = spread(today - _RECENT, today) if word in words_of("recently") else None
    return TimexValue("DATE", str(m.value("value")), days)
