"""Which mentions become one event, and which never do."""

from datetime import date, timedelta

import pytest

from schemas.event import Event
from schemas.mention import Mention
from tests.deduplicate.stories import (
    DAY,
    NOW,
    deduplicator,
    make_city,
    make_mention,
    make_place,
    make_signature,
)


def events_of(*mentions: Mention) -> dict[str, Event]:
    dedup = deduplicator()
    newest = {}
    for mention in mentions:
        for event in dedup.apply(mention, NOW):
            newest[event.event_id] = event
    return newest


def live(*mentions: Mention) -> list[Event]:
    return [event for event in events_of(*mentions).values() if event.n_mentions]


def test_two_outlets_with_one_happening_make_one_confirmed_event() -> None:
    (event,) = live(
        make_mention("a", quote="Mortar rounds hit homes near the bridge."),
        make_mention("b", quote="The quarter came under artillery fire."),
    )
    assert (event.status, event.n_independent, event.n_mentions) == ("confirmed", 2, 2)


def test_two_districts_of_a_city_stay_apart() -> None:
    other = make_place("Southgate", lat=10.02)
    assert len(live(make_mention("a"), make_mention("b", place=other))) == 2


def test_two_entries_of_the_gazetteer_for_one_spot_are_one_place() -> None:
    twin = make_place("North Gate", lat=10.001)
    assert len(live(make_mention("a"), make_mention("b", place=twin))) == 1


def test_another_day_is_another_event() -> None:
    before = DAY - timedelta(days=1)
    assert len(live(make_mention("a"), make_mention("b", date_start=before, date_end=before))) == 2


def test_a_day_taken_from_the_publication_may_be_one_off() -> None:
    after = DAY + timedelta(days=1)
    signature = make_signature("mortar bridge orchard")
    inferred = make_mention(
        "b", date_start=after, date_end=after, date_basis="publication", signature=signature
    )
    assert len(live(make_mention("a", signature=signature), inferred)) == 1


def test_types_that_do_not_go_together_stay_apart() -> None:
    assert len(live(make_mention("a"), make_mention("b", event_type="talks"))) == 2


def test_differing_tolls_are_claims_on_one_event() -> None:
    (event,) = live(make_mention("a", killed=4), make_mention("b", killed=11))
    assert event.casualties.killed is not None
    assert (event.casualties.killed.low, event.casualties.killed.high) == (4, 11)
    claimed = [claim.casualties.killed for claim in event.claims]
    assert [figure and figure.best for figure in claimed] == [4, 11]


def test_agreeing_tolls_join_a_city_and_its_district_across_outlets() -> None:
    words = "Twenty people died when shells hit a bakery queue."
    exact = make_mention("a", killed=20, quote=words)
    coarse = make_mention(
        "b", killed=20, quote="Shells killed twenty at a bakery.", place=make_city()
    )
    (event,) = live(exact, coarse)
    assert event.place is not None
    assert event.place.name == "Northgate"


def test_clashes_in_a_city_do_not_swallow_the_shelling_of_its_district() -> None:
    clashes = make_mention("a", event_type="armed_clash", place=make_city(), article_id="x")
    shelling = make_mention("b", quote="A tower came down.", article_id="x")
    assert len(live(clashes, shelling)) == 2


def test_one_article_goes_on_about_one_happening() -> None:
    first = make_mention("a", event_type="ground_assault", article_id="x", quote="Troops moved in.")
    then = make_mention(
        "b", event_type="territory_gain", article_id="x", quote="They took the area.", killed=20
    )
    last = make_mention(
        "c",
        event_type="attack_on_civilians",
        article_id="x",
        quote="Men were shot against a wall.",
        killed=(20, 20, None),
    )
    (event,) = live(first, then, last)
    assert event.casualties.killed is not None
    assert event.casualties.killed.best == 20


@pytest.mark.parametrize(
    ("days", "killed", "events"),
    [(1, None, 1), (2, None, 1), (3, None, 2), (1, 4, 1), (1, 9, 2)],
)
def test_the_day_of_the_investigation_parts_no_happening_of_an_article(
    days: int, killed: int | None, events: int
) -> None:
    later = DAY + timedelta(days=days)
    first = make_mention("m1", article_id="a", killed=4)
    again = make_mention("m2", article_id="a", killed=killed, date_start=later, date_end=later)
    assert len(live(first, again)) == events


def test_another_attack_in_the_same_article_is_another_event() -> None:
    first = make_mention("a", killed=12, article_id="x", place=make_city(), event_type="bombing")
    second = make_mention(
        "b",
        killed=5,
        article_id="x",
        place=make_city(),
        event_type="bombing",
        quote="Another bomb went off by the port.",
        trigger_start=8,
        trigger_end=12,
    )
    assert len(live(first, second)) == 2


def test_a_raid_makes_no_arrest_one_with_a_clash() -> None:
    mentions = [
        make_mention(kind, article_id=article, place=make_city(), event_type=kind)
        for article, kind in [("x", "arrest"), ("x", "armed_clash"), ("y", "raid")]
    ]
    assert len(live(*mentions)) == 2


@pytest.mark.parametrize(("killed", "events"), [(None, 1), (12, 2)])
def test_the_outline_of_an_article_is_no_event_beside_its_details(
    killed: int | None, events: int
) -> None:
    outline = make_mention(
        "a",
        article_id="x",
        place=make_city(),
        event_type="armed_clash",
        killed=(killed, killed, killed) if killed else None,
        date_basis="publication",
        date_precision=2,
        date_end=DAY + timedelta(days=1),
        quote="Troops have struck back in the capital.",
    )
    detail = make_mention("b", article_id="x", event_type="ground_assault")
    assert len(live(outline, detail)) == events


@pytest.mark.parametrize(("article", "events"), [("x", 1), ("y", 2)])
def test_without_a_place_only_the_article_ties_mentions(article: str, events: int) -> None:
    first = make_mention("a", place=None, article_id="x")
    second = make_mention("b", place=None, article_id=article)
    assert len(live(first, second)) == events


def test_a_plan_does_not_join_what_happened() -> None:
    plan = make_mention("b", modality="future", event_type="shelling")
    happened, planned = live(make_mention("a"), plan)
    assert happened.counts
    assert not planned.counts


def test_a_running_toll_never_counts() -> None:
    (event,) = live(
        make_mention("a", temporal_role="cumulative", killed=19000, date_start=date(2030, 3, 1))
    )
    assert not event.counts


def test_history_supports_an_event_but_shapes_nothing() -> None:
    retold = make_mention("b", temporal_role="background", killed=99, quote="Shells had hit homes.")
    (event,) = live(make_mention("a", killed=3, quote="Shells hit homes."), retold)
    assert event.casualties.killed is not None
    assert event.casualties.killed.high == 3
    assert (event.n_mentions, event.n_independent) == (2, 1)


def test_a_toll_reported_for_the_district_and_of_its_city_counts_once() -> None:
    words = "The attack in the city left 31 dead, the ministry said."
    first = make_mention("a", event_type="bombing", killed=31, article_id="x")
    again = make_mention(
        "b",
        event_type="targeted_killing",
        killed=31,
        article_id="x",
        place=make_city(),
        quote=words,
    )
    (event,) = live(first, again)
    assert event.casualties.killed is not None
    assert event.casualties.killed.high == 31


def test_history_without_a_date_is_not_taken_for_the_news_of_the_day() -> None:
    retold = make_mention(
        "b",
        temporal_role="background",
        article_id="article-a",
        date_basis="publication",
        quote="Shells had fallen there before.",
    )
    assert len(live(make_mention("a"), retold)) == 2


def test_a_third_victim_is_no_third_attack() -> None:
    words = "The third victim died after the shelling of the quarter."
    start = words.index("shelling")
    later = make_mention(
        "b", article_id="x", quote=words, trigger_start=start, trigger_end=start + 8
    )
    (event,) = live(make_mention("a", article_id="x"), later)
    assert "told as another happening" not in event.merge_explain[1].reasons


@pytest.mark.parametrize(
    ("later_toll", "days", "events"),
    [(9, 7, 1), (4, 7, 2), (13, 7, 2), (4, 2, 1), (None, 7, 1)],
)
def test_attacks_of_two_weeks_in_the_same_words_stay_apart_by_their_tolls(
    later_toll: int | None, days: int, events: int
) -> None:
    """Without another toll the day may have been misread in one of two reports."""
    signature = make_signature("bazaar parked hatchback orchard mortuary boulevard")
    week = timedelta(days=days)
    first = make_mention("a", killed=9, signature=signature, publisher="north.example")
    later = make_mention(
        "b",
        killed=later_toll,
        signature=signature,
        publisher="south.example",
        published_at=first.published_at + week,
        date_start=DAY + week,
        date_end=DAY + week,
    )
    assert len(live(first, later)) == events
