"""One interval out of those that mentions state."""

from datetime import UTC, date, datetime, timedelta

from schemas.mention import Mention
from streams.deduplicate.evidence.dates import choose_dating
from tests.deduplicate.stories import DAY, make_mention


def sources(mentions: list[Mention]) -> dict[str, str]:
    return {mention.publisher: mention.publisher for mention in mentions}


def test_a_stated_day_beats_a_wider_span_and_an_inferred_day() -> None:
    week = make_mention("a", date_start=DAY - timedelta(days=6), date_precision=3)
    inferred = make_mention("b", date_end=DAY + timedelta(days=1), date_basis="publication")
    stated = make_mention("c", hour_start=datetime(2031, 3, 10, 4, tzinfo=UTC))
    dating = choose_dating([week, inferred, stated], sources([week, inferred, stated]))
    assert (dating.interval.start, dating.interval.end) == (DAY, DAY)
    assert dating.hour_start == datetime(2031, 3, 10, 4, tzinfo=UTC)


def test_most_sources_decide_between_two_stated_days() -> None:
    other = date(2031, 3, 9)
    mentions = [
        make_mention("a", date_start=other, date_end=other),
        make_mention("b"),
        make_mention("c"),
    ]
    assert choose_dating(mentions, sources(mentions)).interval.end == DAY
