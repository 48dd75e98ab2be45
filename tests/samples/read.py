"""The sample articles, as every test of them reads them."""

from collections.abc import Iterable
from pathlib import Path

from evaluation.gold import Expected, load_expected
from evaluation.seed import read_articles
from schemas import Article
from streams.wiring.pipeline import PipelineResult, arrival, make_pipeline

FOLDER = Path(__file__).parents[2] / "samples"


def articles() -> list[Article]:
    return read_articles(FOLDER / "articles.jsonl")


def expectations() -> Expected:
    return load_expected(FOLDER / "expected.json")


def run(given: Iterable[Article]) -> PipelineResult:
    """Run articles through every stage, in order; each arrives when it was published."""
    pipeline = make_pipeline()
    for article in given:
        pipeline.feed(article.article_id.encode(), article.to_json(), arrival(article))
    return pipeline.result()
