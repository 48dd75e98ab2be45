"""Dates of a sentence as days, spans of days, and distances from another event."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from schemas.article import Article
from streams.extract.document.mentions import DateMention, Offset, Trigger
from streams.extract.document.sentence import Sentence
from streams.extract.time.tables import DAY_PART_PHRASES
from streams.extract.time.timex.expression import Expression, TimeAnchors
from streams.extract.time.timex.match import words_of
from streams.extract.time.timex.tagger import Tagger
from streams.extract.time.timex.values import day_of, spread
from streams.extract.vocabulary.phrases import Phrases
from streams.extract.vocabulary.tables import TIME_WORDS

MAX_FILED = timedelta(days=3)
"""How long before publication an agency's dateline may lie for its day to be the one of "today"."""
HISTORY = timedelta(days=31)
"""How long ago a happening must be to be told as history: longer than the news of a month."""

_WORDS_BEFORE_HOUR = 3
_WORDS_BEHIND_HOUR = 2
"""Words around a date in which the part of the day may stand: "in the morning of ..."."""
_FEW_DAYS = 2
"""Precision of a date (a few days) up to which an hour means something."""
_DAY = timedelta(days=1)


class PublicationClock:
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
        self._tagger = Tagger()
        self._months = {
            row.word: int(row.value)
            for row in TIME_WORDS.rows()
            if row.word_class in {"MONTH", "MAYBE_MONTH"}
        }
        self._parts = Phrases((row.phrase, row.hour) for row in DAY_PART_PHRASES.rows())

    def read(self, s: Sentence, anchors: TimeAnchors) -> tuple[list[DateMention], list[Offset]]:
        """Return the dates of a sentence and the distances from another event, both in order.

        ``anchors`` hold the publication day and are set to the times that the sentence mentions.
        """
        expressions = self._tagger.find(s, anchors)
        dates = [self._with_hour(s, when) for one in expressions if (when := _date(s, one))]
        offsets = [
            Offset(one.start, one.end + one.timex.tail, *one.timex.distance)
            for one in expressions
            if one.timex.distance is not None
        ]
        return merged_spans(s, dates), offsets

    def filed(self, sentences: Iterable[Sentence], today: date) -> date:
        """Return the day of the dateline ("ADEN, July 3 -"), else that of publication.

        "Today" and "Monday" are said on that day; an older or later one is not believed.
        """
        written = next((s.dateline.day for s in sentences if s.dateline and s.dateline.day), "")
        words = written.replace(".", "").lower().split()
        month = next((self._months[word] for word in words if word in self._months), 0)
        number = next((int(word) for word in words if word.isdigit()), 0)
        for year in (today.year, today.year - 1):
            day = day_of(year, month, number)
            if day and today - MAX_FILED <= day <= today:
                return day
        return today

    def _with_hour(self, s: Sentence, when: DateMention) -> DateMention:
        """Add the hour when a part of the day is named beside the date."""
        if when.precision > _FEW_DAYS or when.hour is not None:
            return when
        first = max(0, when.start - _WORDS_BEFORE_HOUR)
        parts = self._parts.find(s.lower, first, min(len(s), when.end + _WORDS_BEHIND_HOUR))
        hour = next((part.value for part in parts if not s.capital[part.start]), None)
        return when if hour is None else replace(when, hour=hour)


def _date(s: Sentence, one: Expression) -> DateMention | None:
    """Return the days of an expression; a length, a set or "now" names none."""
    timex, days = one.timex, one.timex.days
    if days is None or timex.distance is not None:
        return None
    return DateMention(
        one.start,
        one.end,
        days.first,
        days.last,
        days.precision,
        timex.basis,
        timex.hour,
        "since" in s.lower[max(0, one.start - 1) : one.start + 1],
        timex.cycle,
    )


def history(when: DateMention, today: date) -> bool:
    """Return whether a date is so far back that what it dates is told as context."""
    return when.last < today - HISTORY


def merged_spans(s: Sentence, found: Sequence[DateMention]) -> list[DateMention]:
    """Join "from Saturday to Sunday" and "late Thursday or early Friday" into one span of days."""
    made: list[DateMention] = []
    for when in found:
        if made and s.lower[made[-1].start] == "overnight" and when.start - made[-1].end <= 1:
            made.pop()
        joined = _joined(s, made[-1], when) if made else None
        if joined is not None:
            made[-1] = joined
        else:
            made.append(when)
    return made


def _joined(s: Sentence, last: DateMention, when: DateMention) -> DateMention | None:
    """Return the span from one date to another when the words between say so."""
    if last.first is None or when.first is None or last.first > when.last:
        return None
    gap = " ".join(s.lower[last.end : when.start])
    opened = last.start > 0 and s.lower[last.start - 1] in words_of("opens_span")
    either = gap == "or" and when.first - last.last == _DAY
    if gap not in words_of("joins_span") and not either and not (opened and gap == "and"):
        return None
    days = spread(last.first, when.last)
    return replace(
        when, start=last.start, first=days.first, precision=days.precision, hour=last.hour
    )


def governing_offset(offsets: Sequence[Offset], s: Sentence, trigger: Trigger) -> Offset | None:
    """Return the distance that dates a trigger: "two days later", "a day after X withdrew".

    It is the last before the trigger, unless the verb of another clause stands between.
    """
    before = [one for one in offsets if one.end <= trigger.start]
    if not before:
        return None
    last = before[-1]
    opens = s.lower[last.end - 1] in words_of("opens_other_event")
    return last if opens or trigger.clause[0] <= last.end or last.start <= 1 else None


def shifted(anchor: DateMention, offset: Offset) -> DateMention:
    """Return the date that lies a distance from another."""
    last = anchor.last + timedelta(days=offset.last)
    first = (anchor.first or anchor.last) + timedelta(days=offset.first)
    precision = 1 if first == last else 2
    return DateMention(offset.start, offset.end, first, last, precision, "relative")
