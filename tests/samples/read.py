"""The sample articles, as every test of them reads them."""

from datetime import datetime
from pathlib import Path

from evaluation.gold import Expected, load_expected
from evaluation.seed import read_articles
from schemas import Article

FOLDER = Path(__file__).parents[2] / "samples"


def articles() -> list[Article]:
    return read_articles(FOLDER / "articles.jsonl")


def expectations() -> Expected:
    return load_expected(FOLDER / "expected.json")


def arrival(article: Article) -> datetime:
    return article.modified_at or article.published_at
