"""Short stories of many kinds, in words of our own: what counts in them, and what never does."""

import json
from pathlib import Path
from typing import Any

import pytest

from streams.ingest.articles import read_article
from tests.extract.reading import extractor

STORIES = [
    json.loads(line)
    for line in Path(__file__).with_name("news.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["article"]["article_id"])
def test_a_story_tells_its_events_and_no_others(story: dict[str, Any]) -> None:
    extraction = extractor().extract(read_article(json.dumps(story["article"])))
    counted = {
        (d.event_type, extraction.toponyms[d.place_links[0].toponym].name if d.place_links else "")
        for d in extraction.drafts
        if d.counts
    }
    assert {tuple(one) for one in story["counted"]} <= counted
    assert not {kind for kind, _ in counted}.intersection(story["never"])
