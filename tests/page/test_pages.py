"""What the pages show of an event, and that an article cannot put anything else there."""

from datetime import date
from html.parser import HTMLParser

from schemas import Event
from streams.page.event_page import Surroundings, event_page
from streams.page.form import read_form
from streams.page.reads import StoredArticle
from streams.page.search_page import Background, search_page
from streams.search.bodies import MARK_END, MARK_START
from streams.search.query import EventHit, SearchPage
from tests.index.records import NOON, PLACE, TEXT, claim, event, evidence

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"
STORED = StoredArticle("a1", 1, "published", "Shells on the market", TEXT)


class _Elements(HTMLParser):
    """Collects the elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def _elements(text: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Elements()
    parser.feed(text)
    return parser.seen


def _list_page(hit: EventHit, **typed: str) -> str:
    form = read_form(typed, date(2024, 5, 3), lambda _: [])
    return search_page(form, SearchPage(1, (hit,), ()), Background())


def _event_page(shown: Event, articles: dict[str, StoredArticle]) -> str:
    return event_page(shown, articles, Surroundings())


def _evil_event() -> Event:
    place = PLACE.model_copy(update={"name": EVIL, "name_as_written": EVIL})
    quoted = evidence(title=EVIL, quote=EVIL, publisher=EVIL, url=f"javascript:{EVIL}")
    return event(place=place, evidence=(quoted,), claims=(claim(source=EVIL, publisher=EVIL),))


def test_an_article_cannot_put_elements_into_a_page() -> None:
    hit = EventHit(_evil_event(), (f"{MARK_START}{EVIL}{MARK_END}",))
    stored = {"a1": StoredArticle("a1", 1, "published", EVIL, EVIL)}
    for text in (_list_page(hit, text=EVIL, city=EVIL), _event_page(hit.event, stored)):
        seen = _elements(text)
        assert [attrs for tag, attrs in seen if tag == "script" and "src" not in attrs] == []
        assert all(tag != "img" for tag, _ in seen)
        assert all(not name.startswith("on") for _, attrs in seen for name in attrs)
        links = [attrs["href"] or "" for tag, attrs in seen if tag == "a"]
        assert links
        assert not any(link.startswith("javascript") for link in links)


def test_no_page_needs_what_its_policy_forbids() -> None:
    text = _list_page(EventHit(event()))
    for _, attrs in _elements(text):
        assert "style" not in attrs
        for name in ("src", "srcset", "action"):
            assert (attrs.get(name) or "/").startswith("/")


def test_a_list_item_says_when_what_where_killed_outlets_status() -> None:
    text = _list_page(EventHit(event()))
    for part in ("2024-04-30", "Shelling", "Rastóva, Ukraine", "19\N{EN DASH}25", "one.example"):
        assert part in text
    assert 'class="chip confirmed"' in text


def test_the_words_that_matched_are_marked() -> None:
    quote = f"{MARK_START}Shells{MARK_END} fell"
    assert "<mark>Shells</mark> fell" in _list_page(EventHit(event(), (quote,)))


def test_every_control_has_a_label() -> None:
    seen = _elements(_list_page(EventHit(event())))
    labelled = {attrs.get("for") for tag, attrs in seen if tag == "label"}
    controls = [a for tag, a in seen if tag in ("input", "select") and a.get("type") != "checkbox"]
    assert controls
    assert all(attrs["id"] in labelled for attrs in controls)


def test_a_page_has_its_landmarks_and_one_heading() -> None:
    tags = [tag for tag, _ in _elements(_list_page(EventHit(event())))]
    for landmark in ("header", "main", "aside", "footer", "form"):
        assert landmark in tags
    assert tags.count("h1") == 1


def test_contradicting_claims_stand_side_by_side() -> None:
    shown = event(claims=(claim(), claim(source="the army", stance="denies", publisher="two")))
    text = _event_page(shown, {"a1": STORED})
    assert "residents (say)" in text
    assert "the army (say)" in text
    assert "denies it" in text


def test_the_quote_is_marked_in_the_stored_article() -> None:
    text = _event_page(event(), {"a1": STORED})
    assert "<mark>Shells fell on the market" in text
    assert "no longer stored" not in text


def test_a_quote_of_another_version_is_shown_apart() -> None:
    newer = StoredArticle("a1", 2, "published", "Shells", "All is quiet.")
    text = _event_page(event(), {"a1": newer})
    assert "<mark>" not in text
    assert "Not in the stored version 2" in text
    assert "Shells fell on the market" in text


def test_an_article_that_is_gone_leaves_its_quote() -> None:
    assert "no longer stored" in _event_page(event(), {})


def test_reasons_of_the_merge_and_a_successor_are_shown() -> None:
    text = _event_page(event(status="merged", superseded_by="e/9"), {"a1": STORED})
    assert "first mention" in text
    assert 'href="/events/e%2F9"' in text


def test_a_retracted_event_without_evidence_is_a_page_too() -> None:
    bare = event(claims=(), evidence=(), merge_explain=(), status="retracted", indexed_at=NOON)
    assert "No article reports it any more." in _event_page(bare, {})
