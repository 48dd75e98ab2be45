import pytest

from streams.extract.casualties.tables import CASUALTY_WORDS, Voice
from streams.rules.table import RuleError


def voice(cell: str) -> Voice:
    return CASUALTY_WORDS.parse(7, f"shot\tinjured\t{cell}").voice


def test_a_voice_says_where_the_victims_stand() -> None:
    assert voice("before") == Voice("before")
    assert not voice("before").is_fixed


def test_a_voice_with_a_number_says_how_many() -> None:
    assert voice("=2") == Voice("=", 2)
    assert voice("~12") == Voice("~", 12)
    assert voice("=0").is_fixed


def test_who_does_it_to_himself_is_one() -> None:
    assert voice("self").count == 1


@pytest.mark.parametrize("cell", ["open_verb", "open_noun", "open_object", "~2"])
def test_the_outcome_of_some_voices_is_open(cell: str) -> None:
    assert voice(cell).is_open


@pytest.mark.parametrize("cell", ["sideways", "=", "~", "=two", "2"])
def test_an_unknown_voice_is_an_error_that_lists_the_allowed_ones(cell: str) -> None:
    with pytest.raises(
        RuleError, match=r"allowed: 'verb', 'before', .*'=' or '~' with a number"
    ) as e:
        voice(cell)
    assert (e.value.line, e.value.column) == (7, "voice")


def test_an_unknown_kind_is_an_error_that_lists_the_allowed_ones() -> None:
    with pytest.raises(RuleError, match="unknown value 'hurt'; allowed: 'killed', 'injured'"):
        CASUALTY_WORDS.parse(7, "shot\thurt\tverb")
