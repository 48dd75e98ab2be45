from datetime import date

import pytest

from schemas import Article
from schemas.mention import DateBasis
from streams.evaluation.files import noon
from streams.evaluation.timex.given import given_dates, value_of
from streams.extract.dates import When

TODAY = date(2024, 5, 15)


@pytest.mark.parametrize(
    ("first", "last", "precision", "basis", "value"),
    [
        (date(2024, 5, 13), date(2024, 5, 13), 1, "relative", "2024-05-13"),
        (date(2024, 5, 10), date(2024, 5, 12), 2, "relative", "2024-05-12"),
        (date(2024, 5, 6), date(2024, 5, 12), 3, "relative", "2024-W19"),
        (date(2024, 5, 9), TODAY, 3, "relative", "2024-W20"),
        (date(2023, 7, 1), date(2023, 7, 31), 4, "explicit", "2023-07"),
        (date(2024, 4, 15), TODAY, 4, "relative", "2024-05"),
        (date(2022, 1, 1), date(2022, 12, 31), 5, "explicit", "2022"),
        (date(2024, 1, 1), TODAY, 5, "explicit", "2024"),
        (date(2023, 5, 16), TODAY, 5, "relative", "2024"),
    ],
)
def test_the_value_of_a_date(
    first: date, last: date, precision: int, basis: DateBasis, value: str
) -> None:
    assert value_of(When(0, 1, first, last, precision, basis), TODAY) == value


def test_dates_come_with_their_spans_in_the_text() -> None:
    text = "The bridge fell on Monday. It was built in March 2019."
    article = Article(article_id="a", publisher="one.example", text=text, published_at=noon(TODAY))
    found = given_dates().read(article)
    told = [(text[slice(*one.span)], one.value) for one in found]
    assert told == [("Monday", "2024-05-13"), ("March 2019", "2019-03")]
