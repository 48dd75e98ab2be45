"""The sample articles, as every test of them reads them."""

from datetime import datetime
from pathlib import Path

from schemas import Article
from streams.evaluation.gold import Expected, load_expected
from streams.evaluation.samples import read_articles

FOLDER = Path(__file__).parents[2] / "samples"


def articles() -> list[Article]:
    return read_articles(FOLDER / "articles.jsonl")


def expectations() -> Expected:
    return load_expected(FOLDER / "expected.json")


def arrival(article: Article) -> datetime:
    return article.modified_at or article.published_at
