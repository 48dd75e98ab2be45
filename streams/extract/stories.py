"""What kind of story an article is: news, a retelling of what is past, or about something else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from streams.extract.lexicon import Phrases, entries, rows
from streams.extract.text import Sentence, normal, split_words

HAPPENS = frozenset({"violence", "unrest", "disaster", "effect", "seizure", "control"})
"""Families of what a retelling tells again; talks and sanctions are news of their own."""

DISTINCT = 2
"""Different words of a topic that an article needs to be about it."""
SHARE = 0.34
"""Share of its sentences that must have one."""
LEAD = 2
"""Sentences that make the lead."""

Keeps = Literal["all", "evidence", "dated"]


@dataclass(frozen=True, slots=True)
class Story:
    """``keeps`` says which events of it are taken for real; ``retold`` are undated events past."""

    keeps: Keeps = "all"
    retold: bool = False


class StoryReader:
    """Reads the kind of a story from its words and its lead."""

    def __init__(self) -> None:
        kinds: dict[str, Keeps] = {"evidence": "evidence", "dated": "dated"}
        topics = rows("topics.tsv")
        self._keeps = {row[0]: kinds[row[1]] for row in topics}
        self._words = {
            row[0]: Phrases((word, word) for word in row[2].split("|")) for row in topics
        }
        self._evidence = Phrases((word, word) for word in entries("evidence.txt"))
        retelling = rows("retelling.tsv")
        self._openers = Phrases((row[1], row[1]) for row in retelling if row[0] == "title")
        self._leads = Phrases((row[1], row[1]) for row in retelling if row[0] == "lead")

    def read(self, title: str | None, sentences: Sequence[Sentence]) -> Story:
        """Return the kind of an article's story."""
        words = [normal(word) for word in split_words(title or "", 0, len(title or ""))[0]]
        return Story(self._topic(words, sentences), self._is_retold(words, sentences))

    def has_evidence(self, s: Sentence) -> bool:
        """Whether a sentence has a word of real violence."""
        return bool(self._evidence.find(s.lower))

    def is_retold(self, s: Sentence) -> bool:
        """Whether a sentence itself speaks of a court or a memorial."""
        return bool(self._leads.find(s.lower))

    def _topic(self, title: Sequence[str], sentences: Sequence[Sentence]) -> Keeps:
        """Return what the topic with most words keeps; a topic needs words all over the text."""
        best: tuple[int, str] = (0, "")
        texts = [title, *(s.lower for s in sentences)]
        for topic, phrases in self._words.items():
            found = [{hit.value for hit in phrases.find(words)} for words in texts]
            distinct, held = len(frozenset().union(*found)), sum(map(bool, found))
            if distinct >= DISTINCT and held >= max(2, SHARE * len(texts)):
                best = max(best, (distinct, topic))
        return self._keeps[best[1]] if best[1] else "all"

    def _is_retold(self, title: Sequence[str], sentences: Sequence[Sentence]) -> bool:
        if title and self._openers.at(title, 0):
            return True
        return any(
            self._leads.find(words) for words in (title, *(s.lower for s in sentences[:LEAD]))
        )
