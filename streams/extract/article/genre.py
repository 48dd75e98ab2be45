"""What kind of story an article is: news, a retelling of what is past, or about something else."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from streams.extract.article.tables import EVIDENCE_WORDS, RETELLING, TOPICS, KeptEvents
from streams.extract.document.event import EventCandidate
from streams.extract.document.sentence import Sentence, normal, split_words
from streams.extract.document.tables import Family
from streams.extract.vocabulary.phrases import Phrases

HAPPENINGS: frozenset[Family] = frozenset(
    {"violence", "unrest", "disaster", "effect", "seizure", "control"}
)
"""Families of what a retelling tells again; talks and sanctions are news of their own."""

DISTINCT_WORDS = 2
"""Different words of a topic that it takes to be about it: one may be a figure of speech."""
LEAST_SENTENCES = 2
"""Sentences and titles with a word of the topic that even a short article needs."""
TOPIC_SHARE = 0.34
"""Share of its sentences (0-1) that must have a word of the topic."""
LEAD = 2
"""Sentences that make the lead."""


@dataclass(frozen=True, slots=True)
class Genre:
    """The kind of an article.

    ``keeps`` says which of its events are taken for real; ``retold``: what it tells without a
    date is past.
    """

    keeps: KeptEvents = "all"
    retold: bool = False


class GenreReader:
    """Reads the genre of an article from its words and its lead, and judges its events by it."""

    def __init__(self) -> None:
        self._keeps: dict[str, KeptEvents] = {row.topic: row.keeps for row in TOPICS.rows()}
        topics: dict[str, set[str]] = {}
        for row in TOPICS.rows():
            for word in row.words:
                topics.setdefault(word, set()).add(row.topic)
        self._words = Phrases((word, (word, frozenset(of))) for word, of in topics.items())
        self._evidence = Phrases((word, word) for word in EVIDENCE_WORDS.entries())
        phrases = [(row.where, row.phrase) for row in RETELLING.rows()]
        self._openers = Phrases((phrase, phrase) for where, phrase in phrases if where == "title")
        self._leads = Phrases((phrase, phrase) for where, phrase in phrases if where == "lead")

    def read(self, title: str | None, sentences: Sequence[Sentence]) -> Genre:
        """Return the genre of an article."""
        words = [normal(word) for word in split_words(title or "", 0, len(title or ""))[0]]
        return Genre(self._kept_events(words, sentences), self._is_retold(words, sentences))

    def real(self, genre: Genre, candidate: EventCandidate) -> EventCandidate | None:
        """Return an event as an article of a genre means it; None if it is not real.

        "Critics attacked the film" is no attack. What a retelling tells becomes background.
        """
        s, undated = candidate.context.sentence, candidate.when is None
        past = genre.retold and (undated or bool(self._leads.find(s.lower)))
        if past and candidate.family in HAPPENINGS and candidate.role == "current":
            candidate = replace(candidate, role="background")
        if genre.keeps == "all":
            return candidate
        kept = self._has_evidence(candidate) and (genre.keeps == "evidence" or not undated)
        return candidate if kept else None

    def _has_evidence(self, candidate: EventCandidate) -> bool:
        """Whether a sentence has a word of real violence beside the trigger itself."""
        trigger = candidate.trigger
        return any(
            hit.end <= trigger.start or hit.start >= trigger.end
            for hit in self._evidence.find(candidate.context.sentence.lower)
        )

    def _kept_events(self, title: Sequence[str], sentences: Sequence[Sentence]) -> KeptEvents:
        """Return what the topic with most words keeps; a topic needs words all over the text."""
        words: dict[str, set[str]] = {}
        held: Counter[str] = Counter()
        texts = [title, *(s.lower for s in sentences)]
        for lower in texts:
            found = [hit.value for hit in self._words.find(lower)]
            held.update(frozenset().union(*(topics for _, topics in found)))
            for word, topics in found:
                for topic in topics:
                    words.setdefault(topic, set()).add(word)
        least = max(LEAST_SENTENCES, TOPIC_SHARE * len(texts))
        about = [
            topic
            for topic, distinct in words.items()
            if len(distinct) >= DISTINCT_WORDS and held[topic] >= least
        ]
        best = max(about, key=lambda topic: (len(words[topic]), topic), default=None)
        return self._keeps[best] if best else "all"

    def _is_retold(self, title: Sequence[str], sentences: Sequence[Sentence]) -> bool:
        if title and self._openers.at(title, 0):
            return True
        return any(
            self._leads.find(words) for words in (title, *(s.lower for s in sentences[:LEAD]))
        )
