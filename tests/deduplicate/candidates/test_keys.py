"""Events are found by keys, not by a scan."""

from datetime import timedelta

import pytest

from schemas.mention import Mention
from streams.deduplicate.candidates.keys import area_keys, index_keys, lookup_keys
from streams.deduplicate.evidence.profile import profile_of
from streams.deduplicate.settings import load_rules
from tests.deduplicate.stories import DAY, make_city, make_mention, make_place

RULES = load_rules()


def meet(event: Mention, mention: Mention) -> bool:
    kept = index_keys(profile_of([event], RULES), RULES)
    return not kept.isdisjoint(lookup_keys(profile_of([mention], RULES), RULES))


def moved(days: int) -> Mention:
    day = DAY + timedelta(days=days)
    return make_mention("b", date_start=day, date_end=day)


@pytest.mark.parametrize(
    ("days", "found"), [(-3, False), (-2, True), (0, True), (2, True), (3, False)]
)
def test_two_days_around(days: int, found: bool) -> None:
    assert meet(make_mention("a"), moved(days)) is found


def test_a_city_and_its_district_meet_across_a_cell_border() -> None:
    city = make_city(lat=9.99, lon=19.99)
    assert meet(make_mention("a"), make_mention("b", place=city))


def test_the_date_line_is_no_border() -> None:
    west, east = make_place("W", lon=-179.99), make_place("E", lon=179.99)
    assert meet(make_mention("a", place=west), make_mention("b", place=east))


def test_far_places_and_other_families_do_not_meet() -> None:
    assert not meet(make_mention("a"), make_mention("b", place=make_place("Far", lat=11.0)))
    assert not meet(make_mention("a"), make_mention("b", event_type="talks"))


def test_an_area_meets_what_may_lie_in_it_on_its_day() -> None:
    area = make_place("Province", feature_class="admin1", precision=4, lat=19.0)
    whole, spot = make_mention("a", place=area), make_mention("b")
    for event, mention in ((whole, spot), (spot, whole), (whole, whole)):
        kept = index_keys(profile_of([event], RULES), RULES)
        assert not kept.isdisjoint(area_keys(profile_of([mention], RULES), RULES))
    kept = index_keys(profile_of([spot], RULES), RULES)
    assert kept.isdisjoint(area_keys(profile_of([spot], RULES), RULES))
    later = make_mention(
        "c", place=area, date_start=DAY + timedelta(1), date_end=DAY + timedelta(1)
    )
    assert kept.isdisjoint(area_keys(profile_of([later], RULES), RULES))


def test_one_article_always_meets_itself() -> None:
    far = make_place("Far", lat=11.0)
    assert meet(make_mention("a", article_id="x"), make_mention("b", article_id="x", place=far))


def test_a_span_of_months_has_few_keys() -> None:
    years = make_mention("a", date_start=DAY - timedelta(days=900), date_precision=5)
    assert len(lookup_keys(profile_of([years], RULES), RULES)) < 20
