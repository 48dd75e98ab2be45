"""`python -m benchmarks.first_pass`: what the first pass costs in recall, and what it saves.

Every article is extracted twice: with the parse of all its sentences, and of those alone in which
the phrase of a trigger stands.
"""

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from benchmarks.measure import SAMPLES, read_articles
from schemas import Article, Extraction
from streams.extract.core import Extractor
from streams.settings import load_settings


@dataclass(frozen=True)
class FirstPass:
    """The two ways compared; seconds are CPU time of one core."""

    articles: int
    words: int
    seconds_all: float
    seconds_passed: float
    drafts: int
    drafts_lost: int
    toponyms: int
    toponyms_lost: int


def compare(articles: Sequence[Article], pipeline: str | None) -> FirstPass:
    """Extract articles both ways and count what the first pass loses."""
    every, seconds_all = _extract(Extractor(pipeline, parse_all=True), articles)
    passed, seconds_passed = _extract(Extractor(pipeline), articles)
    return FirstPass(
        articles=len(articles),
        words=sum(len(article.text.split()) for article in articles),
        seconds_all=round(seconds_all, 2),
        seconds_passed=round(seconds_passed, 2),
        drafts=sum(len(one.drafts) for one in every),
        drafts_lost=sum(_lost(_drafts(a), _drafts(b)) for a, b in zip(every, passed, strict=True)),
        toponyms=sum(len(one.toponyms) for one in every),
        toponyms_lost=sum(_lost(_names(a), _names(b)) for a, b in zip(every, passed, strict=True)),
    )


def _extract(extractor: Extractor, articles: Sequence[Article]) -> tuple[list[Extraction], float]:
    extractor.warm()
    started = time.process_time()
    found = [extractor.extract(article) for article in articles]
    return found, time.process_time() - started


def _drafts(extraction: Extraction) -> set[object]:
    return {(d.event_type, d.trigger_start, d.date_end) for d in extraction.drafts}


def _names(extraction: Extraction) -> set[object]:
    return {(t.char_start, t.char_end) for t in extraction.toponyms if not t.metonym}


def _lost(before: set[object], after: set[object]) -> int:
    return len(before - after)


@click.command()
@click.argument("source", type=click.Path(path_type=Path), default=SAMPLES)
def main(source: Path) -> None:
    """Measure the first pass on the articles in SOURCE (JSONL, JSON, text); default: samples."""
    found = compare(read_articles(source), load_settings().language_pipeline)
    click.echo(json.dumps(asdict(found)))


if __name__ == "__main__":
    main()
