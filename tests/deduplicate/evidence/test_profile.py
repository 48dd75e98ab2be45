"""What a profile says of a mention."""

import pytest

from schemas.mention import Casualties, Figure
from streams.deduplicate.evidence.profile import profile_of
from streams.deduplicate.settings import load_rules
from tests.deduplicate.stories import make_mention


@pytest.mark.parametrize(
    ("quote", "separate"),
    [
        ("The raid was the third such shelling since spring.", False),
        ("It was at least the second shelling of the month.", False),
        ("A third shelling was heard in the evening.", True),
        ("There was also a second shelling.", True),
    ],
)
def test_an_ordinal_that_counts_what_was_reported_begins_no_other_happening(
    quote: str, separate: bool
) -> None:
    at = quote.index("shelling")
    mention = make_mention("b", quote=quote, trigger_start=at, trigger_end=at + 8)
    assert profile_of([mention], load_rules()).is_separate is separate


@pytest.mark.parametrize(
    ("quote", "separate"),
    [
        ("Another 20 people were hurt by the shelling.", False),
        ("Another twenty people were hurt by the shelling.", False),
        ("Another shelling hurt 20 people.", True),
    ],
)
def test_further_victims_begin_no_other_happening(quote: str, separate: bool) -> None:
    at = quote.index("hurt")
    hurt = Casualties(injured=Figure(low=20, best=20, high=20, group="people"))
    mention = make_mention("b", quote=quote, trigger_start=at, trigger_end=at + 4, casualties=hurt)
    assert profile_of([mention], load_rules()).is_separate is separate
