"""DATE: expressions that name a quarter, a half-year, a year or longer."""

from collections.abc import Mapping
from dataclasses import replace

from streams.extract.time.timex.expression import Days, TimexValue
from streams.extract.time.timex.match import Match, Resolver, words_of
from streams.extract.time.timex.values import covering, quarter_of
from streams.extract.vocabulary.lexicon import person_nouns

_OLDEST = 1800
"""Earlier years are taken for such only behind "in" and the like: news seldom names them, and
four digits are often a number."""
_CENTURIES = (18, 19, 20)
"""First halves of spoken years that news names: "eighteen", "nineteen", "twenty"."""
_TEN, _HUNDRED, _MILLENNIUM = 10, 100, 2000
_QUARTERS = 4
_FAR = 2
"""A quarter that would lie so many quarters ahead is one of the year before."""


def rules() -> Mapping[str, Resolver]:
    """Return the resolvers of this module by the rule of the grammar that each reads."""
    return {
        "year": _year,
        "spoken_year": _spoken_year,
        "quarter": _quarter,
        "half": _half,
        "decade": _decade,
        "century": _century,
    }


def _year(m: Match) -> TimexValue | None:
    year = m.number("year")
    # "In 2011 people ...": a year opens the sentence though a counted noun follows.
    opens = m.start == 1 and m.before() == "in" and _OLDEST <= year <= m.anchors.today.year
    if m.before() in words_of("no_year") or (m.after() in words_of("counted") and not opens):
        return None
    if not _is_year(m, year):
        return None
    if m.has("period") and m.anchors.quarter:
        return covering(f"{year:04}{m.anchors.quarter[4:]}")
    return _of_year(m, year)


def _is_year(m: Match, year: int) -> bool:
    """Whether four digits are a year and no number of a house: "1760 Oak Street"."""
    before, capital = m.before(), m.tokens.sentence.capital
    if before == ",":
        return not m.after() or m.after() in words_of("follows_year_behind_comma")
    if before in words_of("opens_year"):
        return True
    named = m.end < len(capital) and capital[m.end] and before in words_of("opens_address")
    return _OLDEST <= year <= m.anchors.today.year + 1 and not named


def _of_year(m: Match, year: int) -> TimexValue | None:
    """Return a year; the days of the present one end today."""
    today = m.anchors.today
    timex = covering(f"{year:04}")
    if timex and timex.days and year == today.year:
        return replace(timex, days=Days(timex.days.first, today, 5))
    return timex


def year_of_words(m: Match) -> int | None:
    """Return the year of "nineteen ninety-six", "two thousand"."""
    head, tens, ones = m.number("n"), m.number("tens"), m.number("ones")
    if head in _CENTURIES and _TEN <= tens < _HUNDRED and ones < _TEN:
        return head * _HUNDRED + tens + ones
    return _MILLENNIUM + ones if head * tens == _MILLENNIUM else None


def _spoken_year(m: Match) -> TimexValue | None:
    year = year_of_words(m)
    if m.value("unit") is None and _counts(m):
        return None
    return covering(f"{year:04}") if year and m.value("unit") in {None, "Y"} else None


def _counts(m: Match) -> bool:
    """Whether number words count what stands behind them: "two thousand soldiers"."""
    s = m.tokens.sentence
    if m.before() in words_of("opens_year"):
        return False
    if m.after() in words_of("counted") or m.after() in person_nouns():
        return True
    if s.parse is None or m.end >= len(s):
        return False
    last = m.end - 1
    return s.parse.deps[last] in {"nummod", "compound", "amod"} and s.parse.heads[last] >= m.end


def _quarter(m: Match) -> TimexValue | None:
    """Read "the third quarter": of the year that lies nearest."""
    number, today = m.number("ord"), m.anchors.today
    if m.value("unit") != "Q" or not 1 <= number <= _QUARTERS:
        return None
    year = today.year
    if m.has("year"):
        year = m.number("year")
    elif m.has("rel"):
        year += m.number("rel")
    elif number - int(quarter_of(today)[-1]) >= _FAR and not m.points_ahead:
        year -= 1
    return covering(f"{year:04}-Q{number}")


def _half(m: Match) -> TimexValue | None:
    number = 2 if m.word("ord") in words_of("second_half") else 1
    if m.has("year"):
        return covering(f"{m.number('year'):04}-H{number}")
    if m.value("unit") != "Y":
        return None
    rel = m.value("rel")
    year = m.anchors.today.year + (rel if isinstance(rel, int) else 0)
    return covering(f"{year:04}-H{number}")


def _decade(m: Match) -> TimexValue | None:
    """Read "the 1990s", "the '80s": the last such decade; "his 20s" are an age."""
    value = str(m.value("decade"))
    if len(value) > 1:
        return covering(value)
    if m.opening not in words_of("opens_decade") and m.before() != "'":
        return None
    decade = m.anchors.today.year // _TEN
    return covering(str(decade - (decade - int(value)) % _TEN))


def _century(m: Match) -> TimexValue | None:
    return covering(f"{m.number('ord') - 1:02}") if m.value("unit") == "C" else None
