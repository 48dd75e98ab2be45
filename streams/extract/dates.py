"""Dates in a sentence, resolved against the publication day in the outlet's time zone."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from schemas.article import Article
from streams.extract.lexicon import Phrases, rows
from streams.extract.numbers import NumberReader
from streams.extract.spans import When, merged_spans
from streams.extract.text import Sentence

__all__ = ["Clock", "DateReader", "When", "history"]

OLD = timedelta(days=31)
"""A dated happening further back is told as history."""

_SATURDAY = 5
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_BEFORE_YEAR = frozenset({"in", "since", "from", "during", "of", "about"})
_DESCRIBED = frozenset({"the", "a", "'s", "his", "her", "their", "for"})
_COUNTED = frozenset({"people", "others", "soldiers", "dead", "men", "women", "and", "to", "or"})
"""Words behind four digits that make a count of them."""
_UNITS = {
    "day": 1,
    "days": 1,
    "week": 7,
    "weeks": 7,
    "month": 30,
    "months": 30,
    "year": 365,
    "years": 365,
}


class Clock:
    """The article's own time: its publication moment in the outlet's zone."""

    def __init__(self, article: Article) -> None:
        zone = ZoneInfo(article.timezone) if article.timezone else article.published_at.tzinfo
        self.zone: tzinfo = zone or UTC
        self.moment = article.published_at.astimezone(self.zone)
        self.today = self.moment.date()

    def hour_utc(self, day: date, hour: int) -> datetime:
        """Return an hour of a local day in UTC."""
        return datetime(day.year, day.month, day.day, hour, tzinfo=self.zone).astimezone(UTC)


class DateReader:
    """Reads the dates of a sentence."""

    def __init__(self) -> None:
        calendar = rows("calendar.tsv")
        self._weekdays = {row[0]: int(row[2]) for row in calendar if row[1] == "weekday"}
        self._months = {row[0]: int(row[2]) for row in calendar if row[1] == "month"}
        self._relative = Phrases(
            (row[0], (int(row[1]), int(row[2]), int(row[3]))) for row in rows("relative_dates.tsv")
        )
        self._dayparts = Phrases((row[0], int(row[1])) for row in rows("dayparts.tsv"))
        self._numbers = NumberReader()
        relative = {row[0].split(" ")[0] for row in rows("relative_dates.tsv")}
        self._openers = {*self._weekdays, *self._months, *relative, "last", "previous", "weekend"}

    def find(self, s: Sentence, today: date) -> list[When]:
        """Return the dates of a sentence in order; ``today`` is the publication day."""
        found: list[When] = []
        if not self._may_hold(s):
            return found
        at, ago = 0, "ago" in s.lower
        while at < len(s):
            opens = ago or s.lower[at] in self._openers or s.lower[at][0].isdigit()
            when = self._at(s, at, today) if opens else None
            if when is None:
                at += 1
                continue
            found.append(self._with_hour(s, when))
            at = when.end
        return merged_spans(s, found)

    def _may_hold(self, s: Sentence) -> bool:
        """Whether any word of a sentence can open a date: the cheap first pass."""
        return "ago" in s.lower or not self._openers.isdisjoint(s.lower) or _has_digit(s)

    def day_of(self, told: str, today: date) -> date | None:
        """Read the day of a dateline: "3 JAN 90", "July 14"."""
        words = told.replace(".", "").lower().split()
        month = next((self._months[w] for w in words if w in self._months), None)
        day = next((int(w) for w in words if w.isdigit() and int(w) <= 31), None)
        if month is None or day is None:
            return None
        return _latest(today, month, day)

    def _at(self, s: Sentence, at: int, today: date) -> When | None:
        word = s.lower[at]
        if word in self._weekdays or word == "weekend":
            return (_weekend if word == "weekend" else self._weekday)(s, at, today)
        if relative := self._relative.at(s.lower, at):
            first, last, precision = relative.value
            days = today + timedelta(days=first), today + timedelta(days=last)
            return When(at, relative.end, *days, precision, "relative")
        if word in self._months and (s.capital[at] or word != "may"):
            return self._month_first(s, at, today)
        if (match := _DAY.match(word)) and (when := self._day_first(s, at, int(match[1]), today)):
            return when
        if _YEAR.match(word) and self._is_year(s, at):
            return self._year(s, at, today)
        return ("ago" in s.lower and self._ago(s, at, today)) or self._last_unit(s, at, today)

    def _weekday(self, s: Sentence, at: int, today: date) -> When:
        back = (today.weekday() - self._weekdays[s.lower[at]]) % 7
        before = s.lower[at - 1] if at else ""
        if before == "last" and back == 0:
            back = 7
        if before == "next" or (before == "on" and at > 1 and s.lower[at - 2] == "later"):
            back -= 7
        day = today - timedelta(days=back)
        return When(at, at + 1, day, day, 1, "relative")

    def _month_first(self, s: Sentence, at: int, today: date) -> When | None:
        """Read "July 14, 2012", "July 14", "July 2012", "in July"."""
        end, day = at + 1, None
        if end < len(s) and s.lower[end] == ".":
            end += 1
        if end < len(s) and (match := _DAY.match(s.lower[end])) and 0 < int(match[1]) <= 31:
            day, end = int(match[1]), end + 1
        return self._with_year(s, (at, end), self._months[s.lower[at]], day, today)

    def _day_first(self, s: Sentence, at: int, day: int, today: date) -> When | None:
        """Read "14 July 2012", "the 14th of July"."""
        month_at = at + 2 if s.lower[at + 1 : at + 2] == ["of"] else at + 1
        if month_at >= len(s) or s.lower[month_at] not in self._months or not 0 < day <= 31:
            return None
        return self._with_year(s, (at, month_at + 1), self._months[s.lower[month_at]], day, today)

    def _with_year(
        self, s: Sentence, span: tuple[int, int], month: int, day: int | None, today: date
    ) -> When | None:
        start, end = span
        year_at = end + 1 if s.lower[end : end + 1] == [","] else end
        year = None
        if year_at < len(s) and _YEAR.match(s.lower[year_at]):
            year, end = int(s.lower[year_at]), year_at + 1
        since = start > 0 and s.lower[start - 1] == "since"
        if day is not None:
            told = _day(year, month, day) if year else _latest(today, month, day)
            return When(start, end, told, told, 1, "explicit", since=since) if told else None
        if (
            year is None
            and s.lower[start] == "may"
            and s.lower[start - 1] not in {"in", "since", "last", "of"}
        ):
            return None
        year = year or (today.year if month <= today.month else today.year - 1)
        first = date(year, month, 1)
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return When(start, end, first, last, 4, "explicit", since=since)

    def _is_year(self, s: Sentence, at: int) -> bool:
        """Whether four digits are a year: "in 2019", "the 2019 killing"."""
        before = s.lower[at - 1] if at else "in"
        after = s.lower[at + 1] if at + 1 < len(s) else "."
        described = after.isalpha() and not s.capital[at + 1] and after not in _COUNTED
        return before in _BEFORE_YEAR or (before in _DESCRIBED and described)

    def _year(self, s: Sentence, at: int, today: date) -> When | None:
        year = int(s.lower[at])
        if year > today.year:
            return None
        last = min(date(year, 12, 31), today)
        since = s.lower[at - 1] == "since"
        return When(at, at + 1, date(year, 1, 1), last, 5, "explicit", since=since)

    def _ago(self, s: Sentence, at: int, today: date) -> When | None:
        """Read "two days ago", "a week earlier"."""
        for unit_at in (at + 1, at + 2):
            if (
                unit_at + 1 < len(s)
                and s.lower[unit_at] in _UNITS
                and s.lower[unit_at + 1] == "ago"
            ):
                number = self._numbers.find(s.lower[at:unit_at])
                one = s.lower[at] in {"a", "an"}
                amount = 1 if one else (number[0].best or 0) if number else 0
                if amount and amount < 2000:
                    return _back(at, unit_at + 2, amount, s.lower[unit_at], today)
        return None

    def _last_unit(self, s: Sentence, at: int, today: date) -> When | None:
        """Read "last week", "last month", "last year", "earlier this month"."""
        if s.lower[at] not in {"last", "previous"} or at + 1 >= len(s):
            return None
        unit = s.lower[at + 1]
        if unit == "week":
            monday = today - timedelta(days=today.weekday() + 7)
            return When(at, at + 2, monday, monday + timedelta(days=6), 3, "relative")
        if unit == "month":
            last = today.replace(day=1) - timedelta(days=1)
            return When(at, at + 2, last.replace(day=1), last, 4, "relative")
        if unit == "year":
            return When(
                at, at + 2, date(today.year - 1, 1, 1), date(today.year - 1, 12, 31), 5, "relative"
            )
        if unit in self._months:
            return None
        return None

    def _with_hour(self, s: Sentence, when: When) -> When:
        """Add the hour when the part of the day is told beside the date."""
        if when.precision > 2:
            return when
        window = (max(0, when.start - 3), min(len(s), when.end + 2))
        parts = self._dayparts.find(s.lower, *window)
        told = next((p.value for p in parts if not s.capital[p.start]), None)
        return When(
            when.start,
            when.end,
            when.first,
            when.last,
            when.precision,
            when.basis,
            told,
            when.since,
        )


def _weekend(s: Sentence, at: int, today: date) -> When:
    """Return the Saturday and Sunday that have begun last; "last weekend" is never today's."""
    before = s.lower[max(0, at - 2) : at]
    saturday = today - timedelta(days=(today.weekday() - _SATURDAY) % 7)
    if today.weekday() >= _SATURDAY and not {"last", "previous"}.isdisjoint(before):
        saturday -= timedelta(days=7)
    if not {"next", "coming"}.isdisjoint(before):
        saturday += timedelta(days=7)
    return When(at, at + 1, saturday, saturday + timedelta(days=1), 2, "relative")


def _has_digit(s: Sentence) -> bool:
    return any(word[0].isdigit() for word in s.lower)


def _back(start: int, end: int, amount: int, unit: str, today: date) -> When:
    span = _UNITS[unit]
    day = today - timedelta(days=amount * span)
    if span == 1:
        return When(start, end, day, day, 1, "relative")
    slack = timedelta(days=span // 2)
    precision = {7: 3, 30: 4}.get(span, 5)
    return When(start, end, day - slack, min(day + slack, today), precision, "relative")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _latest(today: date, month: int, day: int) -> date | None:
    """Return the last such day up to a week after publication; a year is seldom told."""
    for year in (today.year, today.year - 1):
        found = _day(year, month, day)
        if found and found <= today + timedelta(days=7):
            return found
    return _day(today.year - 1, month, day)


def history(when: When, today: date) -> bool:
    """Whether a date is so far back that what it dates is told for context."""
    return when.last < today - OLD
