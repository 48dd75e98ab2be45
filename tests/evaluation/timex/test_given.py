from datetime import date

from evaluation.files import noon
from evaluation.timex.gold import Timex
from evaluation.timex.score import given_times
from schemas import Article

TODAY = date(2024, 5, 15)


def test_expressions_come_with_their_spans_types_and_values() -> None:
    text = "The bridge fell on Monday. It was built in March 2019. Repairs take two years."
    article = Article(article_id="a", publisher="one.example", text=text, published_at=noon(TODAY))
    assert given_times().read(article) == [
        Timex((19, 25), "2024-05-13", "DATE"),
        Timex((43, 53), "2019-03", "DATE"),
        Timex((68, 77), "P2Y", "DURATION"),
    ]
