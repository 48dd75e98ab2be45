"""Rules of the ledger, on mentions that need no gazetteer."""

from schemas import Mention, Withdrawal
from schemas.mention import MentionCore
from schemas.place import Place
from streams.geocode.place.article_ledger import ArticleLedger, advance
from tests.geocode.make import draft, extraction


def place(admin1_code: str) -> Place:
    return Place(
        gazetteer_id="geonames:1",
        name_as_written="X",
        name="X",
        lat=1.0,
        lon=1.0,
        feature_class="city",
        country=admin1_code[:2],
        country_iso3=None,
        admin1=None,
        admin1_code=admin1_code,
        admin2=None,
        city_id=None,
        city=None,
        precision=2,
        is_centroid=False,
        uncertainty_km=1.0,
        confidence=0.9,
    )


def mention(name: str, admin1_code: str) -> Mention:
    fields = {field: getattr(draft(name), field) for field in MentionCore.model_fields}
    return Mention.model_validate(fields | {"place": place(admin1_code), "gazetteer_version": "1"})


def summary(messages: list[Mention | Withdrawal]) -> list[tuple[str, str, str]]:
    return [(item.record, item.mention_id, item.block) for item in messages]


A, B, MOVED = mention("a", "SY.09"), mention("b", "SY.09"), mention("a", "SY.13")


def test_a_first_version_sends_its_mentions() -> None:
    ledger, messages = advance(None, extraction(), [A, B])
    assert summary(messages) == [("mention", "a", "SY.09"), ("mention", "b", "SY.09")]
    assert ledger.version == 1


def test_a_correction_takes_back_what_is_gone_before_it_sends() -> None:
    ledger, _ = advance(None, extraction(), [A, B])
    _, messages = advance(ledger, extraction(version=2), [A])
    assert summary(messages) == [("withdrawal", "b", "SY.09"), ("mention", "a", "SY.09")]
    withdrawal = messages[0]
    assert isinstance(withdrawal, Withdrawal)
    assert withdrawal.article_version == 2


def test_a_mention_that_moves_leaves_its_old_block() -> None:
    ledger, _ = advance(None, extraction(), [A])
    _, messages = advance(ledger, extraction(version=2), [MOVED])
    assert summary(messages) == [("withdrawal", "a", "SY.09"), ("mention", "a", "SY.13")]


def test_an_older_version_sends_nothing() -> None:
    ledger, _ = advance(None, extraction(version=3), [A])
    assert advance(ledger, extraction(version=2), [B]) == (ledger, [])


def test_a_redelivery_sends_the_same_again() -> None:
    first, _ = advance(None, extraction(), [A, B])
    second, messages = advance(first, extraction(version=2), [MOVED])
    again, repeated = advance(second, extraction(version=2), [MOVED])
    assert (again, repeated) == (second, messages)


def test_the_next_version_forgets_what_the_last_one_took_back() -> None:
    first, _ = advance(None, extraction(), [A, B])
    second, _ = advance(first, extraction(version=2), [A])
    _, messages = advance(second, extraction(version=3), [A])
    assert summary(messages) == [("mention", "a", "SY.09")]


def test_a_retracted_version_takes_back_everything() -> None:
    ledger, _ = advance(None, extraction(), [A, B])
    after, messages = advance(ledger, extraction(version=2, withdrawn=True), [])
    assert summary(messages) == [("withdrawal", "a", "SY.09"), ("withdrawal", "b", "SY.09")]
    assert after.withdrawn
    assert after.mentions == {}


def test_a_tombstone_takes_back_everything_twice_the_same() -> None:
    ledger, _ = advance(None, extraction(version=4), [A])
    tombstone = extraction(version=None, withdrawn=True)
    after, messages = advance(ledger, tombstone, [])
    assert summary(messages) == [("withdrawal", "a", "SY.09")]
    assert advance(after, tombstone, []) == (after, messages)
    assert after.version == 4


def test_a_tombstone_of_an_unknown_article_sends_nothing() -> None:
    ledger, messages = advance(None, extraction(version=None, withdrawn=True), [])
    assert messages == []
    assert ledger.withdrawn


def test_an_article_may_come_back_after_its_tombstone() -> None:
    ledger, _ = advance(None, extraction(), [A])
    ledger, _ = advance(ledger, extraction(version=None, withdrawn=True), [])
    ledger, messages = advance(ledger, extraction(), [A])
    assert summary(messages) == [("mention", "a", "SY.09")]
    assert not ledger.withdrawn


def test_a_ledger_survives_json() -> None:
    ledger, _ = advance(None, extraction(), [A, B])
    ledger, _ = advance(ledger, extraction(version=2), [A])
    assert ArticleLedger.model_validate_json(ledger.model_dump_json()) == ledger
