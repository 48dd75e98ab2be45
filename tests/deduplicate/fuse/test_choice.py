"""One type, place and cast of actors out of many."""

from schemas.mention import Mention, MentionConfidence
from schemas.ontology import load_ontology
from schemas.place import Place
from streams.deduplicate.fuse.choice import choose_actors, choose_facets, choose_place, choose_type
from streams.deduplicate.settings import load_rules
from tests.deduplicate.stories import agent, make_city, make_mention, make_place


def sources(mentions: list[Mention]) -> dict[str, str]:
    return {mention.publisher: mention.publisher for mention in mentions}


def type_of(*types: str, article: str | None = None) -> str:
    mentions = [
        make_mention(f"m{index}", event_type=name, article_id=article or f"a{index}")
        for index, name in enumerate(types)
    ]
    return choose_type(mentions, sources(mentions), load_rules())[0]


def test_the_act_outvotes_its_consequence() -> None:
    assert type_of("property_destruction", "shelling") == "shelling"


def test_a_narrower_type_wins_once_enough_say_it() -> None:
    assert type_of("bombing", "bombing", "bombing", "suicide_attack") == "suicide_attack"


def test_a_narrower_type_that_few_say_does_not_win() -> None:
    assert type_of(*["bombing"] * 9, "suicide_attack") == "bombing"


def test_an_outlet_that_repeats_itself_does_not_outvote_two_others() -> None:
    mentions = [make_mention(f"r{i}", event_type="air_strike", article_id="x") for i in range(3)]
    mentions += [make_mention("a"), make_mention("b"), make_mention("c")]
    assert choose_type(mentions, sources(mentions), load_rules())[0] == "shelling"


def test_the_precise_place_wins_unless_it_is_doubtful() -> None:
    city = make_mention("a", place=make_city())
    sure = make_mention("b")
    doubtful = make_mention(
        "b", confidence=MentionConfidence(type=0.8, date=0.9, place=0.2, overall=0.3)
    )
    for district, name in ((sure, "Northgate"), (doubtful, "Arden")):
        place, _ = choose_place([city, district], sources([city, district]))
        assert place is not None
        assert place.name == name


def test_equally_precise_places_are_decided_by_sources() -> None:
    twin = make_place("North Gate", confidence=0.95)
    mentions = [make_mention("a"), make_mention("b"), make_mention("c", place=twin)]
    place, _ = choose_place(mentions, sources(mentions))
    assert place is not None
    assert place.name == "Northgate"


def area(name: str, feature_class: str, precision: int, **changes: object) -> Place:
    changes = {"city_id": None, "city": None, "admin1_code": None} | changes
    return make_place(name, feature_class=feature_class, precision=precision, **changes)


def test_a_country_that_one_article_names_does_not_outvote_the_sea_of_the_others() -> None:
    sea, land = area("Gulf", "sea", 7, country=None), area("Land", "country", 6)
    mentions = [make_mention("x", article_id=f"a{n}", place=sea) for n in range(3)]
    mentions.append(make_mention("x", article_id="b", place=land))
    place, _ = choose_place(mentions, sources(mentions))
    assert place is not None
    assert place.name == "Gulf"


def test_a_division_wins_over_the_country_that_contains_it() -> None:
    land, province = area("Land", "country", 6), area("North", "admin1", 4, admin1_code="XA.02")
    mentions = [make_mention(name, place=land) for name in "abc"]
    mentions.append(make_mention("d", place=province))
    place, _ = choose_place(mentions, sources(mentions))
    assert place is not None
    assert place.name == "North"


def test_an_actor_is_listed_once_however_it_is_cased() -> None:
    mentions = [
        make_mention("a", actors=(agent("The Army"),)),
        make_mention("b", actors=(agent("the army"), agent("a militia"))),
    ]
    assert [actor.name for actor in choose_actors(mentions)] == ["The Army", "a militia"]


def facets_of(*facets: tuple[str, ...]) -> tuple[str, ...]:
    mentions = [
        make_mention(f"m{index}", event_type="attack_on_civilians", facets=held)
        for index, held in enumerate(facets)
    ]
    return choose_facets(mentions, "attack_on_civilians", load_ontology())


def test_a_facet_stands_that_a_quarter_of_the_mentions_have() -> None:
    assert facets_of(("stabbing",), (), (), ()) == ("stabbing",)
    assert facets_of(("stabbing",), *[()] * 8) == ()


def test_facets_of_other_types_fall() -> None:
    assert facets_of(("drone", "stabbing")) == ("stabbing",)


def test_facets_have_the_order_of_the_ontology() -> None:
    assert facets_of(("beating",), ("mob_violence",)) == ("mob_violence", "beating")
