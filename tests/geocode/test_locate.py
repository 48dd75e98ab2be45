from streams.geocode.core import Geocoder
from tests.geocode.make import draft, extraction, toponym

NAMES = (
    toponym("Kharkiv", cue="in"),
    toponym("Kyiv", metonym=True),
    toponym("Zzubele Brigade"),
)


def test_a_draft_takes_the_first_place_that_resolves(geocoder: Geocoder) -> None:
    (mention,) = geocoder.locate(extraction(draft("m1", 2, 0), toponyms=NAMES))
    assert mention.place is not None
    assert mention.place.name == "Kharkiv"
    assert mention.block == mention.place.admin1_code
    assert mention.confidence.place is not None
    assert mention.confidence.overall < 0.8


def test_a_government_that_speaks_is_no_event_place(geocoder: Geocoder) -> None:
    (mention,) = geocoder.locate(extraction(draft("m1", 1), toponyms=NAMES))
    assert mention.place is None
    assert mention.confidence.place is None
    assert mention.block == mention.region == "UA.07"


def test_what_lies_in_a_country_is_of_the_division_of_the_other_events(geocoder: Geocoder) -> None:
    names = (
        toponym("Kyiv", cue="in"),
        toponym("Kyiv", cue="in"),
        toponym("Kharkiv", cue="in"),
        toponym("Ukraine", cue="in"),
    )
    whole, city = geocoder.locate(extraction(draft("m1", 3), draft("m2", 2), toponyms=names))
    assert whole.place is not None
    assert whole.place.feature_class == "country"
    assert whole.block == city.block == "UA.07"


def test_drafts_keep_their_order_and_fields(geocoder: Geocoder) -> None:
    mentions = geocoder.locate(extraction(draft("m2", 0), draft("m1"), toponyms=NAMES))
    assert [mention.mention_id for mention in mentions] == ["m2", "m1"]
    assert mentions[0].quote == "Boom"
    assert mentions[0].gazetteer_version


def test_a_link_to_nothing_is_passed_over(geocoder: Geocoder) -> None:
    (mention,) = geocoder.locate(extraction(draft("m1", 99, 0), toponyms=NAMES))
    assert mention.place is not None


def test_a_withdrawn_article_has_no_mentions(geocoder: Geocoder) -> None:
    assert geocoder.locate(extraction(withdrawn=True)) == []


def test_an_event_at_an_unknown_name_is_not_put_where_officials_speak(geocoder: Geocoder) -> None:
    names = (toponym("Zzubele", feature_hint="area", cue="hill of"), toponym("Kyiv", cue="in"))
    bombing = draft("m1", 0, 1, scores=(0.9, 0.3))
    (mention,) = geocoder.locate(extraction(bombing, toponyms=names))
    assert mention.place is not None
    assert (mention.place.name_as_written, mention.place.country) == ("Zzubele", "UA")
    assert (mention.place.precision, mention.place.is_centroid) == (6, True)
    assert mention.place.confidence < 0.4


def test_a_district_takes_the_event_from_its_city(geocoder: Geocoder) -> None:
    names = (toponym("Baghdad", cue="in"), toponym("Sadr City", cue="district of"))
    (mention,) = geocoder.locate(extraction(draft("m1", 0, 1), toponyms=names))
    assert mention.place is not None
    assert (mention.place.name, mention.place.city) == ("Sadr City", "Baghdad")


def test_a_river_is_no_country(geocoder: Geocoder) -> None:
    names = (toponym("Niger", feature_hint="water", cue="water"), toponym("Gao", cue="in"))
    places = geocoder.resolve(names)
    assert places[0] is None or places[0].feature_class != "country"


def test_an_unknown_name_lies_in_the_province_named_beside_it(geocoder: Geocoder) -> None:
    names = (
        toponym("Zzubele", cue="in"),
        toponym("Kaduna State", feature_hint="admin1"),
    )
    bombing = draft("m1", 0, 1, scores=(0.9, 0.1))
    (mention,) = geocoder.locate(extraction(bombing, toponyms=names))
    assert mention.place is not None
    assert (mention.place.name_as_written, mention.place.precision) == ("Zzubele", 4)


def test_what_is_liberated_is_a_place_of_a_country_in_play(geocoder: Geocoder) -> None:
    names = (toponym("Kupiansk"), toponym("Ukrainian", feature_hint="demonym", metonym=True))
    (mention,) = geocoder.locate(extraction(draft("m1", 0), toponyms=names))
    assert mention.place is not None
    assert mention.place.name == "Kupyansk"
    assert mention.place.confidence < 0.5
    (alone,) = geocoder.locate(extraction(draft("m1", 0), toponyms=names[:1]))
    assert alone.place is None


def test_who_acts_does_not_say_where(geocoder: Geocoder) -> None:
    names = (toponym("Zzubele", cue="in"), toponym("US", feature_hint="country", metonym=True))
    (mention,) = geocoder.locate(extraction(draft("m1", 0), toponyms=names))
    assert mention.place is None


def test_an_island_that_nobody_knows_lies_in_no_city(geocoder: Geocoder) -> None:
    island = toponym("Zzubele", cue="on", feature_hint="region")
    names = (island, toponym("Kharkiv", cue="in"))
    (mention,) = geocoder.locate(extraction(draft("m1", 0), toponyms=names))
    assert mention.place is not None
    assert (mention.place.city_id, mention.place.country) == (None, "UA")
    bar = (toponym("Zzubele", cue="at"), names[1])
    (mention,) = geocoder.locate(extraction(draft("m1", 0), toponyms=bar))
    assert mention.place is not None
    assert mention.place.city == "Kharkiv"
