"""What an event offers to events of other blocks: its profile, under its rarest words and names."""

from collections.abc import Iterable, Mapping, Sequence

from schemas.mention import Mention
from schemas.story import EventOffer, EventProfile, EventRef, OfferedArticle
from streams.deduplicate.candidates.keys import rarest_terms
from streams.deduplicate.evidence.assertion_class import REPORT, assertion_class_of
from streams.deduplicate.evidence.dates import Interval
from streams.deduplicate.evidence.profile import ComparedArticle, Profile, words_of_places
from streams.deduplicate.settings import Rules
from streams.runtime.topics import partition_of_key

LEAD_SENTENCES = 6
"""An article tells its news in its first sentences: of 954 articles of two labelled sets, 92 % have
a mention of the main event there, and 49 % of what they tell beside it. Only such events offer
themselves, as sidelines and background share their article's words with the news."""
POSTED_TERMS = 8
"""Terms under which an event offers itself: each is a message."""
POSTED_NAMES = 4
"""Names among them: they are rarer than words, and an article without one has its words."""
OFFERED_ARTICLES = 4
"""Articles of an event that travel with an offer: the first and the newest."""
LISTED = 32
"""Articles and outlets that an offer lists."""


def offers_of(
    event: EventRef,
    merged_into: EventRef | None,
    profile: Profile,
    mentions: Sequence[Mention],
    rules: Rules,
) -> list[EventOffer]:
    """Return the offers of an event, one for each of its terms; none if it is no news.

    Args:
        event: the event.
        merged_into: the event of another block that it has been merged into, if it has.
        profile: its profile.
        mentions: its mentions.
        rules: the settings and tables.
    """
    if not is_news(mentions):
        return []
    weights = rarest_terms(profile, rules)
    posted = posted_terms(weights)
    offered = offered_profile(profile)
    return [
        EventOffer(
            term=term,
            posted=posted,
            terms=tuple(weights),
            event=event,
            merged_into=merged_into,
            profile=offered,
        )
        for term in posted
    ]


def is_news(mentions: Iterable[Mention]) -> bool:
    """Return whether an article tells it among its first sentences: only then it offers itself."""
    return any(_leads(mention) for mention in mentions)


def gathered(offers: Iterable[EventOffer], partitions: int) -> list[EventOffer]:
    """Return offers with those of one event whose terms share a partition as one message.

    Args:
        offers: one for each term of an event.
        partitions: the number of partitions of the topic.
    """
    together: dict[tuple[str, int], list[EventOffer]] = {}
    for offer in offers:
        key = offer.event.event_id, partition_of_key(offer.term.encode(), partitions)
        together.setdefault(key, []).append(offer)
    return [
        first.model_copy(update={"also": tuple(one.term for one in others)})
        for first, *others in together.values()
    ]


def terms_of(offer: EventOffer) -> tuple[str, ...]:
    """Return the terms that an offer is made under."""
    return offer.term, *offer.also


def under_terms(offer: EventOffer, terms: Sequence[str]) -> EventOffer:
    """Return an offer as one under other terms, at least one."""
    return offer.model_copy(update={"term": terms[0], "also": tuple(terms[1:])})


def under_each_term(offer: EventOffer) -> list[EventOffer]:
    """Return an offer as one for each of its terms."""
    return [under_terms(offer, [term]) for term in terms_of(offer)]


def posted_terms(weights: Mapping[str, float]) -> tuple[str, ...]:
    """Return the terms under which an event offers itself: some names, and the rarest words.

    Args:
        weights: words and names (of two words) with their weights, heaviest first.
    """
    names = [term for term in weights if " " in term][:POSTED_NAMES]
    words = [term for term in weights if " " not in term][: POSTED_TERMS - len(names)]
    return tuple(sorted((*names, *words)))


def worth_offering(articles: int) -> int:
    """Return a number that changes whenever an event of so many articles offers itself anew.

    An offer follows the 1st, 2nd, 4th, 8th ... article, so that a long story costs little.

    >>> [worth_offering(n) for n in (1, 2, 3, 4, 7, 8)]
    [1, 2, 2, 3, 3, 4]
    """
    return articles.bit_length()


def offered_profile(profile: Profile) -> EventProfile:
    """Return a profile as a record; the sketches of copies and the quotes stay behind."""
    first, newest = profile.compared[:1], profile.compared[1:][1 - OFFERED_ARTICLES :]
    return EventProfile(
        assertion_class=profile.assertion_class,
        types=dict(profile.types),
        places=tuple(place.model_copy(update={"candidates": ()}) for place in profile.places),
        date_start=profile.interval.start,
        date_end=profile.interval.end,
        date_precision=profile.interval.precision,
        date_basis=profile.interval.basis,
        agents=tuple(sorted(profile.agents)),
        figures=dict(profile.figures),
        compared=tuple(map(_offered, (*first, *newest))),
        articles=tuple(sorted(profile.articles))[:LISTED],
        publishers=tuple(sorted(profile.publishers))[:LISTED],
    )


def profile_from(offered: EventProfile) -> Profile:
    """Return the profile that an offer carries."""
    words, names = words_of_places(offered.places)
    return Profile(
        assertion_class=offered.assertion_class,
        types=offered.types,
        places=offered.places,
        place_words=words,
        place_names=names,
        interval=Interval(
            offered.date_start, offered.date_end, offered.date_precision, offered.date_basis
        ),
        agents=frozenset(offered.agents),
        figures=offered.figures,
        texts=(),
        compared=tuple(
            ComparedArticle(one.article_id, one.signature, one.published_at)
            for one in offered.compared
        ),
        articles=frozenset(offered.articles),
        publishers=frozenset(offered.publishers),
        is_separate=False,
    )


def _leads(mention: Mention) -> bool:
    return assertion_class_of(mention) == REPORT and mention.sentence < LEAD_SENTENCES


def _offered(article: ComparedArticle) -> OfferedArticle:
    signature = article.signature.model_copy(update={"sketch": "", "shingles": 0})
    return OfferedArticle(
        article_id=article.article_id, signature=signature, published_at=article.published_at
    )
