"""The sentences of an article, parsed, with their names and the places that they name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from streams.extract.article.tables import WORDS
from streams.extract.casualties.tables import CASUALTY_WORDS
from streams.extract.document.event import EventCandidate, SentenceContext
from streams.extract.document.mentions import Name, ToponymMention
from streams.extract.document.parse import Parse
from streams.extract.document.sentence import Sentence
from streams.extract.names.capitals import Capitals, arabic_articles
from streams.extract.names.finder import NameFinder
from streams.extract.names.truecase import Truecaser
from streams.extract.participants.responsibility import HINTS
from streams.extract.places.attributive import AttributivePlaces
from streams.extract.places.containment import Containment
from streams.extract.places.inheritance import OutsideToponyms
from streams.extract.places.toponyms import ToponymFinder
from streams.extract.syntax.reader import LanguageReader
from streams.extract.triggers.finder import TriggerFinder
from streams.extract.triggers.tables import TRIGGERS
from streams.extract.vocabulary.inflection import phrase_forms
from streams.extract.vocabulary.known_names import knowledge
from streams.extract.vocabulary.lexicon import locatives

HEADLINE = "headline"
"""The cue of a place that only the article's title names."""


@dataclass(frozen=True, slots=True)
class Headline:
    """A title that does not stand in the text."""

    text: str
    sentences: Sequence[Sentence]


NO_HEADLINE = Headline("", ())


@dataclass(frozen=True)
class ArticleAnalysis:
    """The sentences of an article with their names, and all its toponyms in order.

    The toponyms of the sentences come first, then those that no event can be at, then those of a
    ``headline`` that does not stand in the text.
    """

    contexts: tuple[SentenceContext, ...]
    toponyms: tuple[ToponymMention, ...]
    headline: tuple[SentenceContext, ...] = ()
    headline_toponyms: tuple[ToponymMention, ...] = ()
    """Those of the headline, with their offsets in the title."""

    @cached_property
    def outside(self) -> OutsideToponyms:
        """The places that stand in no sentence."""
        cues = [toponym.cue for toponym in self.toponyms]
        headline = tuple(i for i, cue in enumerate(cues) if cue == HEADLINE)
        return OutsideToponyms(headline, cues.index("dateline") if "dateline" in cues else None)

    def with_headline(self, headline: "ArticleAnalysis") -> "ArticleAnalysis":
        """Return the analysis with the places of a headline, which have no offsets in the text."""
        base = len(self.toponyms)
        added = [_of_headline(toponym, base) for toponym in headline.toponyms]
        return ArticleAnalysis(
            self.contexts, (*self.toponyms, *added), headline.contexts, headline.toponyms
        )

    def of_headline(self) -> "ArticleAnalysis":
        """Return the analysis of the headline alone, with offsets in the title."""
        return ArticleAnalysis(self.headline, self.headline_toponyms)

    def linked_to_article(self, candidate: EventCandidate) -> EventCandidate:
        """Return a candidate of the headline alone with links to the article's toponyms."""
        base = len(self.toponyms) - len(self.headline_toponyms)
        links = [
            link.model_copy(update={"toponym": link.toponym + base}) for link in candidate.links
        ]
        return replace(candidate, links=tuple(links))


def _surnames(name: str) -> Iterator[str]:
    """Yield how a person is named again: "al-Assad", and "Assad" without the article."""
    surname = name.rsplit(maxsplit=1)[-1].lower()
    article, dash, bare = surname.partition("-")
    yield surname
    if dash and article in arabic_articles():
        yield bare


def _of_headline(toponym: ToponymMention, base: int) -> ToponymMention:
    """Take a toponym out of its sentence; one without a cue that nobody knows is no place."""
    likely = not toponym.metonym and (toponym.known or toponym.cue is not None)
    within = None if toponym.within is None else toponym.within + base
    return replace(
        toponym,
        sentence=0,
        start=0,
        end=0,
        char_start=0,
        char_end=0,
        cue=HEADLINE,
        within=within,
        metonym=not likely,
    )


class SentenceParser:
    """Parses the sentences that may hold an event."""

    def __init__(self, pipeline: str | None = None) -> None:
        self._triggers = TriggerFinder()
        self._truecaser = Truecaser(knowledge())
        self._reader = LanguageReader(pipeline)

    def parse(
        self,
        sentences: Sequence[Sentence],
        title: Sequence[Sentence] = (),
        *,
        everything: bool = False,
    ) -> tuple[list[Sentence], list[Sentence]]:
        """Return text and title, with parses where the first pass lets a sentence through.

        The capitals must have been marked. Text and title go through the pipeline together, which
        is most of the cost of a short article, but each decides for itself how it writes its words.
        """
        held = [s for s in sentences if len(s) and (everything or self._might_tell(s))]
        above = [s for s in title if len(s) and self._triggers.might_hold(s)]
        passages = self._truecaser.passages(held, sentences)
        passages += self._truecaser.passages(above, title)
        parses = self._reader.read(passages)
        return _with_parses(sentences, held, parses), _with_parses(title, above, parses)

    def _might_tell(self, s: Sentence) -> bool:
        """Whether a sentence may tell an event, or who did one told before."""
        return self._triggers.might_hold(s) or not HINTS.isdisjoint(s.lower)


def _with_parses(
    sentences: Sequence[Sentence], held: Sequence[Sentence], parses: Iterator[Parse]
) -> list[Sentence]:
    """Return sentences in order, those held with the next parses; both share one iterator."""
    parsed = {s.index: replace(s, parse=next(parses)) for s in held}
    return [parsed.get(s.index, s) for s in sentences]


class ArticleAnalyzer:
    """Finds names and places before any event is looked for."""

    def __init__(self, pipeline: str | None = None, *, parsed: bool = True) -> None:
        self._parsed = parsed
        known = knowledge()
        self._capitals = Capitals(known, event_words())
        self._parser = SentenceParser(pipeline)
        self._names = NameFinder(known)
        self._toponyms = ToponymFinder(known)
        self._mentioned = AttributivePlaces(known)
        self._locatives = locatives() - WORDS["no_place_of_a_person"]
        self._containment = Containment(known)

    def read(
        self,
        text: str,
        sentences: Sequence[Sentence],
        headline: Headline = NO_HEADLINE,
        *,
        parse_all: bool = False,
    ) -> ArticleAnalysis:
        """Return the analysis of an article; ``parse_all``: sentences without an event as well."""
        marked = [self._capitals.mark(sentence) for sentence in sentences]
        title = [self._capitals.mark(sentence) for sentence in headline.sentences]
        if self._parsed:
            marked, title = self._parser.parse(marked, title, everything=parse_all)
        analysis = self._analyze(text, marked)
        return analysis.with_headline(self._analyze(headline.text, title))

    def _analyze(self, text: str, sentences: Sequence[Sentence]) -> ArticleAnalysis:
        named = self._named(sentences)
        found = [
            toponym
            for context in named
            for toponym in (
                *self._toponyms.dateline(text, context.sentence),
                *self._toponyms.find(context.sentence, context.names),
            )
        ]
        toponyms = self._containment.link(sentences, found)
        mentioned = tuple(self._only_mentioned(_with_toponyms(named, toponyms)))
        toponyms = self._containment.into_peoples(sentences, toponyms, mentioned)
        return ArticleAnalysis(_with_toponyms(named, toponyms), (*toponyms, *mentioned))

    def _named(self, sentences: Sequence[Sentence]) -> list[SentenceContext]:
        """Return the sentences with their names."""
        found = [SentenceContext(s, tuple(self._names.find(s))) for s in sentences]
        persons = {
            surname
            for context in found
            for name in context.names
            if name.kind == "person" and " " in name.text
            for surname in _surnames(name.text)
        }
        return [
            replace(
                context, names=tuple(self._as_person(n, persons, context) for n in context.names)
            )
            for context in found
        ]

    def _only_mentioned(self, contexts: Sequence[SentenceContext]) -> Iterator[ToponymMention]:
        """Yield the places that no event can be at: they belong to no context."""
        for context in contexts:
            yield from self._mentioned.find(context.sentence, context.names, context.toponyms)

    def _as_person(self, name: Name, persons: set[str], context: SentenceContext) -> Name:
        """Take a bare surname for the person whom the article has named in full."""
        if name.kind != "place" or name.known or name.text.lower() not in persons:
            return name
        before = context.sentence.lower[name.start - 1] if name.start else ""
        return name if before in self._locatives else replace(name, kind="person")


def event_words() -> frozenset[str]:
    """Return the words of triggers and casualties, which are no names for being capitalised."""
    triggers = (form for row in TRIGGERS.rows() for form in phrase_forms(row.phrase, row.pos))
    casualties = (row.form for row in CASUALTY_WORDS.rows())
    return frozenset(word for phrase in (*triggers, *casualties) for word in phrase.split())


def _with_toponyms(
    named: Sequence[SentenceContext], toponyms: Sequence[ToponymMention]
) -> tuple[SentenceContext, ...]:
    """Return the sentences with their toponyms, each with its place among those of the article."""
    indexes: dict[int, list[int]] = {}
    for index, toponym in enumerate(toponyms):
        indexes.setdefault(toponym.sentence, []).append(index)
    return tuple(
        replace(
            context,
            toponyms=tuple(toponyms[index] for index in indexes.get(at, ())),
            toponym_indexes=tuple(indexes.get(at, ())),
        )
        for at, context in enumerate(named)
    )
