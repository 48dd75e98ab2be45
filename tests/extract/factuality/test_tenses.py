from datetime import date

from tests.extract.reading import drafts


def test_a_weekday_of_what_is_to_come_is_the_coming_one() -> None:
    friday = date(2023, 3, 17)
    for text in (
        "Peace talks in Sousse are due to begin on Friday.",
        "Ministers meet in Sousse on Friday to discuss the war.",
        "Rebels and soldiers are expected to exchange prisoners in Kut on Friday.",
        "The withdrawal from Kut begins on Friday.",
        "Protesters gather in Sousse on Friday.",
    ):
        found = drafts(text)[0]
        assert (found.modality, found.date_start, found.date_end) == ("future", friday, friday)


def test_what_began_on_a_weekday_is_not_to_come() -> None:
    (told,) = drafts("The withdrawal from Kut began on Monday.")
    assert (told.modality, told.date_start) == ("asserted", date(2023, 3, 13))
