import pytest

from tests.extract.reading import drafts


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A Russian strike on a market in Izium killed nine people on Sunday.", {"air_strike"}),
        ("A strike on the railways in Spain left people stranded on Sunday.", set()),
        ("Doctors said Israeli strikes killed nine people in Rafah on Sunday.", {"air_strike"}),
        ("Islamist militants took the town of Palma on Sunday.", {"territory_gain"}),
        ("Soldiers took part in a parade in Minsk on Sunday.", set()),
        ("Soldiers took their families to Odesa on Sunday.", set()),
        ("Jets dropped barrel bombs on Douma on Sunday.", {"air_strike"}),
        ("Soldiers marched on Monrovia on Sunday.", {"ground_assault"}),
        ("Students marched on the capital Dhaka on Sunday.", {"protest"}),
        ("Air raid sirens sounded in Odesa on Sunday.", set()),
        ("The guard wore a bomb belt in Izmir on Sunday.", set()),
        ("A company launched a rocket from Florida on Sunday.", set()),
        ("Government forces regained control of Ghazni on Sunday.", {"territory_gain"}),
    ],
)
def test_words_of_combat_are_read_by_who_acts(text: str, wanted: set[str]) -> None:
    assert {draft.event_type for draft in drafts(text)} == wanted


def test_who_only_says_it_does_and_suffers_nothing() -> None:
    [draft] = drafts(
        "Artillery shells struck an estate in Kharkiv on Sunday, killing two people and wounding "
        "nine, the regional governor said."
    )
    assert [actor.name for actor in draft.actors] == ["people"]
