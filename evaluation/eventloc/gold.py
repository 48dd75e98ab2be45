"""Sentences with an event verb and the places that belong to it: one JSON object to a line."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from evaluation.files import broken, noon, read_lines
from evaluation.sources import Span
from schemas import Article

TEST_EVERY = 5
"""Every fifth sentence is for reporting, the others are for work on the system."""
UNMARKED = frozenset({"Masdar_RA"})
"""Sources of which most sentences name a place for their verb and have none marked."""
_PUBLISHED = noon(date(2015, 1, 1))


class _Mark(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    label: Literal["VERB", "LOCATION"]


class AnnotatedSentence(BaseModel):
    """A line of the file."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    text: str = Field(min_length=1)
    spans: tuple[_Mark, ...]
    answer: Literal["accept", "reject", "ignore"] | None
    source: str = ""


@dataclass(frozen=True)
class Sentence:
    """One sentence, its verb, and the places of the verb's event (perhaps none)."""

    article: Article
    verb: Span
    places: tuple[Span, ...]
    source: str = ""


@dataclass(frozen=True)
class Gold:
    """The sentences of a part, and how many of it were left out for damaged spans."""

    sentences: list[Sentence]
    damaged: int


def read_folder(folder: Path, part: str) -> Gold:
    """Read ``sentences.jsonl``; what the annotators rejected or passed over is left out.

    A sentence with a span that covers no whole word cannot be scored, and is left out too.

    Raises:
        UsageError: if the file is missing or a line is damaged or has no verb.
    """
    path = folder / "sentences.jsonl"
    sentences: list[Sentence] = []
    damaged = 0
    for number, line in read_lines(path, AnnotatedSentence):
        verbs = [mark for mark in line.spans if mark.label == "VERB"]
        if not verbs:
            raise broken(path, number, "no span is labelled VERB")
        if line.answer in {"reject", "ignore"} or (number % TEST_EVERY == 0) != (part == "test"):
            continue
        if not all(_is_whole(line.text, mark) for mark in line.spans):
            damaged += 1
            continue
        places = [(mark.start, mark.end) for mark in line.spans if mark.label == "LOCATION"]
        article = Article(
            article_id=f"line-{number}",
            publisher="eventloc.example",
            text=line.text,
            published_at=_PUBLISHED,
        )
        verb = verbs[0].start, verbs[0].end
        sentences.append(Sentence(article, verb, tuple(places), line.source))
    return Gold(sentences, damaged)


def _is_whole(text: str, mark: _Mark) -> bool:
    """Whether a span covers words that neither begin before it nor go on behind it."""
    word = text[mark.start : mark.end]
    if not word.strip() or mark.end > len(text):
        return False
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    return not (before.isalnum() and word[0].isalnum()) and not (
        after.isalnum() and word[-1].isalnum()
    )
