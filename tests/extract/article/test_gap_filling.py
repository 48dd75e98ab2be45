"""What a candidate lacks is taken from the others, and the candidates given stay as they are."""

from datetime import timedelta

from schemas.mention import Claim
from streams.extract.article.discourse import DiscourseContext
from streams.extract.article.gap_filling import (
    doubt_unverified,
    fill_dates,
    fill_places,
    share_day,
)
from streams.extract.attribution.claims import SpeakerContext
from streams.extract.document.event import EventCandidate
from tests.extract.candidates import MONDAY, make_candidate, make_context, make_date, make_link


def shelling(index: int, **changes: object) -> EventCandidate:
    return make_candidate("Rebels shelled a town .", "shelled", "shelling", index=index, **changes)


def fire(text: str, word: str = "fire", **changes: object) -> EventCandidate:
    return make_candidate(text, word, "accident", **changes)


def test_a_place_comes_from_the_next_event_of_the_family() -> None:
    placed = shelling(1, links=(make_link(),), place_name="taiz")
    bare = shelling(0)
    filled = fill_places([bare, placed])
    assert (filled[0].place_name, filled[0].own_place, filled[0].links[0].score) == (
        "taiz",
        False,
        0.4,
    )
    assert bare.links == ()


def test_no_place_comes_from_an_event_of_another_time() -> None:
    past = shelling(1, links=(make_link(),), place_name="taiz", role="background")
    assert fill_places([shelling(0), past])[0].links == ()


def test_a_date_comes_from_a_later_event_of_the_thread_only() -> None:
    dated = shelling(1, when=make_date())
    filled = fill_dates([shelling(0), dated, shelling(2)])
    assert [one.when for one in filled] == [dated.when, dated.when, None]
    assert [one.inherited_date for one in filled] == [True, False, False]


def test_an_inherited_date_is_not_handed_on() -> None:
    assert (
        fill_dates([shelling(0), shelling(1, when=make_date(), inherited_date=True)])[0].when
        is None
    )


def test_a_disaster_shares_its_only_day_unless_it_is_another_one() -> None:
    dated = fire("A fire broke out on Monday .", when=make_date())
    again = fire("The fire killed two .", index=1)
    another = fire("Another fire killed two .", index=2)
    shared = share_day([dated, again, another])
    assert [one.when for one in shared] == [dated.when, dated.when, None]


def test_a_disaster_of_two_days_shares_none() -> None:
    first = fire("A fire broke out .", when=make_date())
    second = fire("A fire broke out .", when=make_date(MONDAY + timedelta(days=1)))
    assert share_day([first, second, fire("The fire killed two .")])[2].when is None


def test_what_the_next_sentence_calls_unverified_is_doubted() -> None:
    claimed = shelling(0, claim=Claim(source="rebels"))
    contexts = [make_context("a"), make_context("b", 1)]
    unverified = SpeakerContext(Claim(stance="cannot_verify"), None, None)
    discourse = DiscourseContext(contexts, 1, unverified, MONDAY)
    doubted = doubt_unverified(
        [claimed, shelling(0), shelling(1, claim=claimed.claim)], [discourse]
    )
    assert [one.claim.stance for one in doubted] == ["cannot_verify", "asserts", "asserts"]
