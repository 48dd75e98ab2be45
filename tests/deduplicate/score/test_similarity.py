"""Similar articles report one happening, whatever their sentences leave open."""

from datetime import timedelta

from schemas.event import Event
from schemas.mention import Mention
from tests.deduplicate.stories import (
    DAY,
    NOW,
    PUBLISHED,
    deduplicator,
    make_city,
    make_mention,
    make_signature,
)

CITY = make_city(uncertainty_km=8.0)
BAKER = make_signature("baker flour oven orla tamsin kiln", "orla tamsin", "kiln lane", ages=(43,))
TAXI = make_signature("taxi driver fare bram vost airport", "bram vost", "airport road", ages=(29,))


def killing(name: str, **changes: object) -> Mention:
    base: dict[str, object] = {
        "event_type": "shooting",
        "place": CITY,
        "killed": 1,
        "signature": BAKER,
    }
    return make_mention(name, **{**base, **changes})


def standing(*mentions: Mention) -> list[Event]:
    dedup = deduplicator()
    newest = {e.event_id: e for mention in mentions for e in dedup.apply(mention, NOW)}
    return [event for event in newest.values() if event.stands]


def test_two_killings_in_one_city_on_one_day_stay_two() -> None:
    baker = killing("a", quote="The owner of a bakery was shot dead.")
    driver = killing("b", quote="A cabbie was killed by gunfire.", signature=TAXI)
    assert len(standing(baker, driver)) == 2


def test_a_killing_reported_on_three_days_is_one() -> None:
    first = killing("a", quote="The owner of a bakery was shot dead.")
    later = [
        killing(
            f"b{days}",
            quote="She was shot in her shop.",
            date_start=None,
            date_end=DAY + timedelta(days=days),
            date_basis="publication",
            published_at=PUBLISHED + timedelta(days=days),
        )
        for days in (1, 3)
    ]
    (event,) = standing(first, *later)
    assert (event.n_articles, event.date_start, event.date_end) == (3, DAY, DAY)


def test_a_follow_up_weeks_later_without_a_place_finds_its_story() -> None:
    first = killing("a", quote="The owner of a bakery was shot dead.")
    trial = killing(
        "b",
        quote="The baker was killed in her shop.",
        place=None,
        region="XA.01",
        date_start=None,
        date_end=DAY + timedelta(days=40),
        date_basis="publication",
        published_at=PUBLISHED + timedelta(days=40),
    )
    assert len(standing(first, trial)) == 1
    assert len(standing(first, trial.model_copy(update={"signature": TAXI}))) == 2


def test_history_of_another_year_in_a_copy_is_not_the_news_of_the_day() -> None:
    years_ago = DAY - timedelta(days=3000)
    history = killing(
        "a",
        quote="A baker had been shot in that March, too.",
        temporal_role="background",
        date_start=years_ago,
        date_end=years_ago + timedelta(days=30),
        date_precision=4,
        date_basis="explicit",
    )
    copy = killing("b", quote="A baker was shot dead.", date_basis="publication")
    assert len(standing(history, copy)) == 2


def test_the_name_of_the_city_makes_no_two_stories_similar() -> None:
    one = make_signature("arden baker", "arden police")
    other = make_signature("arden taxi", "arden police", ages=(29,))
    late = DAY + timedelta(days=30)
    apart = killing(
        "b",
        signature=other,
        quote="A cabbie was killed.",
        date_start=late,
        date_end=late,
        published_at=PUBLISHED + timedelta(days=30),
    )
    assert len(standing(killing("a", signature=one, quote="Shots were fired."), apart)) == 2


def test_what_a_mention_did_not_join_is_listed_with_its_step() -> None:
    driver = killing("b", quote="A cabbie was killed by gunfire.", signature=TAXI)
    *_, event = standing(killing("a", quote="The owner of a bakery was shot dead."), driver)
    (step,) = event.merge_explain
    (rejected,) = step.rejected
    assert rejected.score is not None
    assert rejected.reason.startswith("not alike enough")
