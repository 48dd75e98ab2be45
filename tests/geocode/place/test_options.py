"""What speaks for and against the places of an article, for one of its events."""

import pytest

from schemas import MentionDraft, Place, Toponym
from schemas.extraction import Aside, Basis, PlaceLink
from streams.geocode.place.choice import choose
from streams.geocode.place.options import MOST_OPTIONS, StoryOptions, holds
from streams.logistic import LogisticModel
from tests.deduplicate.stories import make_city, make_place
from tests.geocode.make import draft, toponym

CITY = make_city()
OTHER = make_place("Farside", admin1_code="XA.02")
COUNTRY = make_place("Xanadu", feature_class="country", admin1_code=None, precision=6)


def linked(number: int, score: float = 0.8, basis: Basis = "sentence") -> MentionDraft:
    link = PlaceLink(toponym=number, score=score, inherited=basis != "sentence", basis=basis)
    return draft("m1").model_copy(update={"place_links": (link,)})


def features_of(
    number: int, told: MentionDraft, toponyms: list[Toponym], places: list[Place | None]
) -> dict[str, float]:
    numbers, features = StoryOptions(toponyms, places).features(told)
    return dict(features[numbers.index(number)])


def test_a_strong_link_passes_all_bounds_and_a_weak_one_few() -> None:
    names = [toponym("A", cue="in"), toponym("B", cue="in")]
    strong = features_of(0, linked(0, 0.9), names, [CITY, OTHER])
    weak = features_of(0, linked(0, 0.1), names, [CITY, OTHER])
    assert {name for name in strong if name.startswith("own>=")} > {
        name for name in weak if name.startswith("own>=")
    }
    assert "own best" in strong


@pytest.mark.parametrize("aside", ["home", "border", "launch", "court"])
def test_what_a_place_is_beside_the_event_is_a_feature(aside: Aside) -> None:
    names = [toponym("A", cue="in", aside=aside), toponym("B", cue="in")]
    assert f"aside={aside}" in features_of(0, linked(0), names, [CITY, OTHER])
    assert f"aside={aside}" not in features_of(1, linked(0), names, [CITY, OTHER])


def test_a_country_holds_the_city_that_is_linked() -> None:
    names = [toponym("A", cue="in"), toponym("Xanadu", cue="in")]
    assert "holds own" in features_of(1, linked(0), names, [CITY, COUNTRY])
    assert "within own" in features_of(0, linked(1), names, [CITY, COUNTRY])


def test_a_place_of_a_list_is_the_only_option_of_its_event() -> None:
    names = [toponym("A", cue="in"), toponym("B", cue="in")]
    story = StoryOptions(names, [CITY, OTHER])
    assert [one.place for one in story.options(linked(1, basis="list"))] == [OTHER]
    assert len(story.options(linked(1))) == 2


def test_talks_are_only_where_they_are_linked() -> None:
    names = [toponym("A", cue="in"), toponym("B", cue="in")]
    talks = linked(1).model_copy(update={"event_type": "talks"})
    assert [one.place for one in StoryOptions(names, [CITY, OTHER]).options(talks)] == [OTHER]


def test_who_only_acts_says_of_no_place() -> None:
    names = [toponym("A", metonym=True), toponym("B", cue="in")]
    assert StoryOptions(names, [CITY, OTHER]).options(linked(0)) == []


def test_a_long_list_of_places_leaves_few_options() -> None:
    places = [make_place(f"P{n}") for n in range(100)]
    names = [toponym(f"P{n}", cue="in") for n in range(100)]
    assert len(StoryOptions(names, places).options(linked(99))) <= MOST_OPTIONS + 1


def test_the_other_events_of_a_story_speak_for_their_place() -> None:
    names = [toponym("A", cue="in"), toponym("B", cue="in")]
    story = StoryOptions(names, [CITY, OTHER])
    model = LogisticModel({"own>=0.55": 6.0, "bare agree": 6.0}, -3.0)
    silent = draft("m2")
    chosen = choose(story, [linked(0), linked(0), silent], model)
    assert [one.option if one else None for one in chosen] == [0, 0, 0]
    (alone,) = choose(story, [silent], model)
    assert alone is None


def test_a_place_holds_what_its_codes_say() -> None:
    assert holds(COUNTRY, CITY)
    assert not holds(CITY, COUNTRY)
    assert not holds(CITY, CITY)
    assert not holds(make_place("Region", feature_class="admin1", precision=4), OTHER)


def test_a_dateline_in_another_country_than_the_story_is_told_apart() -> None:
    names = [toponym("A", cue="dateline"), toponym("B", cue="in"), toponym("C", cue="in")]
    places: list[Place | None] = [make_city("A", country="XB"), OTHER, CITY]
    assert "abroad dateline" in features_of(0, linked(1), names, places)
    at_home: list[Place | None] = [make_city("A"), OTHER, CITY]
    assert "abroad dateline" not in features_of(0, linked(1), names, at_home)


def test_where_something_is_planned_nothing_has_happened() -> None:
    names = [toponym("A", cue="in", aside="plan"), toponym("B", cue="in")]
    happened = linked(1)
    planned = happened.model_copy(update={"modality": "future"})
    assert "always planned" in features_of(0, happened, names, [CITY, OTHER])
    assert "always planned" not in features_of(1, happened, names, [CITY, OTHER])
    assert "always planned" not in features_of(0, planned, names, [CITY, OTHER])


def test_of_a_river_in_a_town_the_town_is_said_to_be_the_place() -> None:
    river = make_place("Alph", feature_class="water", admin1_code=None, precision=7)
    names = [toponym("Alph", cue="on", within=1), toponym("A", cue="in")]
    told = draft("m1", 0, 1, scores=(0.7, 0.5))
    assert "said within own" in features_of(1, told, names, [river, CITY])
    assert "said within own" not in features_of(0, told, names, [river, CITY])


BESIDE = make_city("Beside")


def located() -> list[Toponym]:
    """ "In A, near B"."""
    return [
        toponym("A", cue="in", char_start=0, char_end=1),
        toponym("B", cue="near", char_start=8, char_end=9),
    ]


def test_a_landmark_is_not_where_it_happened() -> None:
    links = (*linked(0, 0.6).place_links, *linked(1, 0.7).place_links)
    told = draft("m1").model_copy(update={"place_links": links})
    assert "landmark" in features_of(1, told, located(), [CITY, BESIDE])
    assert "landmark" not in features_of(0, told, located(), [CITY, BESIDE])
    assert "landmark" not in features_of(1, told, located(), [None, BESIDE])


def test_what_a_linked_landmark_locates_is_where_it_happened() -> None:
    assert "by landmark" in features_of(0, linked(1), located(), [CITY, BESIDE])
    assert "by landmark" not in features_of(1, linked(0), located(), [CITY, BESIDE])


def test_a_finer_landmark_says_more_than_the_place_around_it() -> None:
    site = make_place("Square", feature_class="facility", admin1_code="XA.02", precision=1)
    assert "landmark" not in features_of(1, linked(1), located(), [COUNTRY, site])
    assert "by landmark" not in features_of(0, linked(1), located(), [COUNTRY, site])
