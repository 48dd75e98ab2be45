"""Incidents and articles for tests."""

from datetime import date
from typing import Any

from evaluation.files import noon
from evaluation.gunviolence.gold import Incident, LabelledReport
from schemas import Article, Evidence
from tests.evaluation.make import evidence

DAY = date(2015, 3, 1)


def incident(**changes: Any) -> Incident:
    base = {
        "incident": "i1",
        "date": "March 1, 2015",
        "state": "Ohio",
        "city": "Springfield",
        "ints": [1, 2],
        "latlon": [39.92, -83.81],
    }
    return Incident.model_validate(base | changes)


def told(name: str, text: str, *, about: str = "i1", day: date = DAY) -> LabelledReport:
    article = Article(article_id=name, publisher="one.example", text=text, published_at=noon(day))
    return LabelledReport(article, incident(incident=about))


def quotes(article: str, *at: str) -> tuple[Evidence, ...]:
    text = "Shots were fired. One man died. Police came."
    return tuple(evidence(text, quote, article=article) for quote in at)
