from evaluation.sources import sources_of
from schemas.ontology import load_ontology
from tests.samples.read import articles, expectations


def test_every_type_is_in_the_ontology() -> None:
    known = set(load_ontology().types)
    assert [e.id for e in expectations().events if not e.types <= known] == []


def test_every_quote_stands_in_its_article() -> None:
    sources = sources_of(articles(), [])
    for entry in expectations().not_events:
        assert sources.spans(entry.quote, entry.article_id), entry.quote


def test_every_article_is_there_and_those_told_by_many_differ() -> None:
    ids = {article.article_id for article in articles()}
    told = [set(event.articles) for event in expectations().events]
    assert set().union(*told) <= ids
    assert sum(len(names) > 1 for names in told) >= 5


def test_every_event_was_told_after_it_began() -> None:
    published = {a.article_id: a.published_at.date() for a in reversed(articles())}
    for event in expectations().events:
        for name in event.articles:
            assert event.date_start is not None
            assert event.date_start <= published[name], event.id


def test_the_dead_add_up() -> None:
    wanted = expectations()
    ranges = [(e.killed.low, e.killed.high) for e in wanted.events if e.killed and not e.optional]
    assert wanted.total_killed_allowed is not None
    assert sum(low[0] for low, _ in ranges if low) == wanted.total_killed_allowed[0]
    assert sum(high[1] for _, high in ranges if high) == wanted.total_killed_allowed[1]
