import pytest

from evaluation.forbidden import Violation, total_killed, violations
from evaluation.sources import sources_of
from schemas import Article, Casualties, Event, Figure, Mention
from streams.errors import UsageError
from tests.evaluation.make import NOON, event, evidence, expected, gold, killed, mention

TEXT = (
    "A bomb killed about 7 people in Erbil. Since 2019 at least 4,512 people have died. "
    "The raid follows a week in which rebels shelled the airport. Militants vowed to burn the port."
)
ARTICLE = Article(article_id="a1", publisher="one.example", published_at=NOON, text=TEXT)
TOLL = "at least 4,512 people have died"
WEEK = "The raid follows a week in which rebels shelled the airport."


def check(
    events: list[Event], entry: dict[str, object], *mentions: Mention, allowed: object = None
) -> list[Violation]:
    wanted = expected(
        gold(killed={"low": [7, 8], "high": [7, 9]}),
        not_events=[entry],
        total_killed_allowed=allowed,
    )
    return violations(events, wanted, sources_of([ARTICLE], mentions))


def test_a_toll_that_counts_is_a_violation() -> None:
    toll = event(told=(evidence(TEXT, TOLL),))
    found = check([toll], {"quote": TOLL}, mention(TEXT, TOLL, "died"))
    assert [item.event_ids for item in found] == [("e1",)]


@pytest.mark.parametrize("role", ["background", "cumulative"])
def test_what_does_not_count_may_rest_on_the_quote(role: str) -> None:
    toll = event(told=(evidence(TEXT, TOLL),), role=role)  # type: ignore[arg-type]
    assert check([toll], {"quote": TOLL}, mention(TEXT, TOLL, "died")) == []


def test_evidence_told_as_background_does_not_make_its_event_guilty() -> None:
    fused = event(told=(evidence(TEXT, TOLL),))
    assert check([fused], {"quote": TOLL}, mention(TEXT, TOLL, "died", role="background")) == []


def test_the_trigger_decides_not_the_sentence() -> None:
    entry: dict[str, object] = {"quote": "rebels shelled the airport"}
    told = event(told=(evidence(TEXT, WEEK),))
    assert check([told], entry, mention(TEXT, WEEK, "raid")) == []
    assert len(check([told], entry, mention(TEXT, WEEK, "shelled"))) == 1


def test_without_its_mention_all_of_the_evidence_is_the_trigger() -> None:
    told = event(told=(evidence(TEXT, WEEK),))
    assert len(check([told], {"quote": "rebels shelled the airport"})) == 1


def test_evidence_that_begins_with_the_quote_rests_on_it() -> None:
    told = event(told=(evidence(TEXT, WEEK),))
    assert len(check([told], {"quote": "The raid fo"}, mention(TEXT, WEEK, "shelled"))) == 1


def test_evidence_of_the_headline_rests_on_no_quote_of_the_text() -> None:
    item = evidence(TEXT, WEEK).model_copy(update={"quoted_from": "title"})
    assert check([event(told=(item,))], {"quote": "rebels shelled the airport"}) == []


def test_a_vow_is_at_most_a_threat() -> None:
    vow = "Militants vowed to burn the port."
    heard = mention(TEXT, vow, "vowed")
    entry: dict[str, object] = {"quote": "vowed to burn"}
    assert check([event(kind="threat", told=(evidence(TEXT, vow),))], entry, heard) == []
    burnt = event(kind="property_destruction", told=(evidence(TEXT, vow),))
    assert [v.how for v in check([burnt], entry, heard)] == ["counted as property_destruction"]


def test_a_figure_of_an_expected_event_forbids_only_counting_its_dead_twice() -> None:
    entry: dict[str, object] = {"quote": "killed about 7 people"}
    bomb = mention(TEXT, "A bomb killed about 7 people in Erbil.", "killed")
    once = event("e1", casualties=killed(7), told=(evidence(TEXT, bomb.quote),))
    again = event("e2", "shooting", casualties=killed(7))
    assert check([once], entry, bomb, allowed=[7, 9]) == []
    found = check([once, again], entry, bomb, allowed=[7, 9])
    assert [(v.how, v.event_ids) for v in found] == [("14 dead in all, at most 9", ("e1", "e2"))]


def test_too_many_dead_are_told_once_even_without_an_entry() -> None:
    found = check([event(casualties=killed(50))], {"quote": "vowed to burn"}, allowed=[7, 9])
    assert [v.how for v in found] == ["50 dead in all, at most 9"]


def test_an_entry_may_say_what_it_forbids() -> None:
    entry: dict[str, object] = {"quote": "killed about 7 people", "forbids": "event"}
    bomb = event(told=(evidence(TEXT, "A bomb killed about 7 people in Erbil."),))
    assert len(check([bomb], entry)) == 1


def test_the_total_takes_best_figures_and_leaves_out_what_does_not_count() -> None:
    low_only = Casualties(killed=Figure(low=3, best=None, high=None))
    events = [event(casualties=killed(7, 9)), event(casualties=low_only), event()]
    assert total_killed([*events, event(casualties=killed(99), role="cumulative")]) == 10


def test_a_quote_that_no_text_has_is_an_error() -> None:
    with pytest.raises(UsageError, match="no text has: 'xyzzy'"):
        check([], {"quote": "xyzzy"})
