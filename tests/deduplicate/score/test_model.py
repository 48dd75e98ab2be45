"""What the features of the score say of two reports."""

from datetime import timedelta

import pytest

from streams.deduplicate.evidence.profile import profile_of
from streams.deduplicate.score.model import features
from streams.deduplicate.settings import load_rules
from tests.deduplicate.stories import PUBLISHED, make_mention

RULES = load_rules()


@pytest.mark.parametrize(
    ("hours", "toll", "differs"),
    [(5, 60, False), (-5, 20, False), (5, 20, True), (-5, 60, True), (0, 60, True)],
)
def test_a_toll_that_rises_with_time_contradicts_nothing(
    hours: int, toll: int, differs: bool
) -> None:
    first = make_mention("a", killed=40)
    other = make_mention("b", killed=toll, published_at=PUBLISHED + timedelta(hours=hours))
    for one, two in ((first, other), (other, first)):
        values = features(profile_of([one], RULES), profile_of([two], RULES), RULES)
        assert (values["figures_differ"] > 0) is differs


def test_tolls_of_one_article_do_not_rise() -> None:
    first = make_mention("a", killed=40)
    other = make_mention("b", killed=60, article_id=first.article_id)
    values = features(profile_of([first], RULES), profile_of([other], RULES), RULES)
    assert values["figures_differ"] == pytest.approx(1 / 3)
