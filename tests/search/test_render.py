"""Tables on a terminal."""

from datetime import date
from io import StringIO

import pytest
from rich.console import Console, RenderableType

from streams.search.bodies import MARK_END, MARK_START
from streams.search.query import EventHit
from streams.search.render import activity_table, event_line, event_table, hit_table
from tests.index.records import PLACE, activity, event


def shown(table: RenderableType, width: int = 120) -> str:
    """Return what a terminal of some width shows."""
    out = StringIO()
    Console(file=out, width=width).print(table)
    return out.getvalue()


def test_an_event_is_one_row_of_when_what_where_killed_outlets_status() -> None:
    text = shown(event_table([event()]))
    for cell in ("2024-04-30", "shelling", "Rastóva, UA", "19\N{EN DASH}25"):
        assert cell in text
    assert "confirmed" in text


@pytest.mark.parametrize("width", [80, 120, 200])
@pytest.mark.parametrize("numbered", [True, False])
def test_every_word_of_a_table_is_whole(width: int, numbered: bool) -> None:
    places = [
        PLACE.model_copy(update={"name": name, "city": city})
        for name, city in (
            ("A Village of a Very Long Name by the River", None),
            ("Sheikh Maqsoud", "Aleppo"),
            ("Thiruvananthapuram", "Thiruvananthapuram"),
            ("San Cristóbal de las Casas", None),
        )
    ]
    events = [
        event(
            date_start=date(2023, 12, 30),
            place=place,
            n_publishers=12,
            n_independent=11,
            event_type="attack_on_civilians",
        )
        for place in places
    ]
    text = shown(event_table(events, numbered=numbered), width=width)
    assert all(len(line) <= width for line in text.splitlines())
    words = set(text.replace(",", " ").split())
    for place in places:
        assert set(place.name.split()) <= words
    assert {"attack", "civilians", "confirmed", "2023-12-30", events[0].event_id[:8]} <= words
    assert ("12 (11 indep.)" if width == 200 else "12 (11") in text
    areas = shown(activity_table([activity()]), width=width)
    assert {"Rastóva", "2024-04-30", "(event)", "shelling"} <= set(areas.replace(",", " ").split())


def test_markup_in_an_article_is_only_text() -> None:
    place = PLACE.model_copy(update={"name": "[bold]x[/nope]"})
    assert "[bold]x[/nope]" in shown(event_table([event(place=place)]))


def test_a_matching_quote_stands_once_under_its_events_number() -> None:
    quote = f"{MARK_START}Shells{MARK_END} fell"
    text = shown(hit_table([EventHit(event()), EventHit(event(), (quote, quote))]))
    assert [line.split() for line in text.splitlines() if "“" in line] == [
        ["2", "“Shells", "fell”"]
    ]


def test_a_window_is_one_row() -> None:
    text = shown(activity_table([activity()]))
    for cell in ("Rastóva, UA", "day 2024-04-30 (event)", "19\N{EN DASH}25", "shelling 1"):
        assert cell in text


def test_a_revision_is_one_line() -> None:
    assert event_line(event(revision=7)).plain.endswith("confirmed  revision 7")
    assert "\n" not in event_line(event()).plain
