"""What kind of story an article is: news, a retelling of what is past, or about something else."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from streams.extract.document.sentence import Sentence, normal, split_words
from streams.extract.vocabulary.phrases import Phrases, entries, rows

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
class Genre:
    """``keeps`` says which events of it are taken for real; ``retold`` are undated events past."""

    keeps: Keeps = "all"
    retold: bool = False


class GenreReader:
    """Reads the kind of a story from its words and its lead."""

    def __init__(self) -> None:
        kinds: dict[str, Keeps] = {"evidence": "evidence", "dated": "dated"}
        topics = rows("article/topics.tsv")
        self._keeps = {row[0]: kinds[row[1]] for row in topics}
        topics_of: dict[str, set[str]] = {}
        for row in topics:
            for word in row[2].split("|"):
                topics_of.setdefault(word, set()).add(row[0])
        self._words = Phrases((word, (word, frozenset(of))) for word, of in topics_of.items())
        self._evidence = Phrases((word, word) for word in entries("article/evidence_words.txt"))
        retelling = rows("article/retelling.tsv")
        self._openers = Phrases((row[1], row[1]) for row in retelling if row[0] == "title")
        self._leads = Phrases((row[1], row[1]) for row in retelling if row[0] == "lead")

    def read(self, title: str | None, sentences: Sequence[Sentence]) -> Genre:
        """Return the kind of an article's story."""
        words = [normal(word) for word in split_words(title or "", 0, len(title or ""))[0]]
        return Genre(self._topic(words, sentences), self._is_retold(words, sentences))

    def has_evidence(self, s: Sentence, trigger: tuple[int, int]) -> bool:
        """Whether a sentence has a word of real violence beside the trigger itself."""
        return any(
            hit.end <= trigger[0] or hit.start >= trigger[1] for hit in self._evidence.find(s.lower)
        )

    def is_retold(self, s: Sentence) -> bool:
        """Whether a sentence itself speaks of a court or a memorial."""
        return bool(self._leads.find(s.lower))

    def _topic(self, title: Sequence[str], sentences: Sequence[Sentence]) -> Keeps:
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
        least = max(2, SHARE * len(texts))
        about = [t for t, said in words.items() if len(said) >= DISTINCT and held[t] >= least]
        best = max(about, key=lambda topic: (len(words[topic]), topic), default=None)
        return self._keeps[best] if best else "all"

    def _is_retold(self, title: Sequence[str], sentences: Sequence[Sentence]) -> bool:
        if title and self._openers.at(title, 0):
            return True
        return any(
            self._leads.find(words) for words in (title, *(s.lower for s in sentences[:LEAD]))
        )
