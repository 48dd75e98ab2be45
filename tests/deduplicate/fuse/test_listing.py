"""What an event of very many mentions lists."""

from datetime import timedelta

from schemas.event import MergeStep
from schemas.mention import Claim, Mention
from schemas.ontology import load_ontology
from streams.deduplicate.fuse.fusion import LISTED_MENTIONS, EventHeader, fuse
from streams.deduplicate.settings import load_rules
from tests.deduplicate.stories import NOW, PUBLISHED, make_mention

MANY = LISTED_MENTIONS + 60


def many_mentions() -> list[Mention]:
    denial = Claim(source="the ministry", stance="denies")
    return [
        make_mention(
            f"m{index:03}",
            published_at=PUBLISHED + timedelta(minutes=index),
            killed=7 if index == 120 else None,
            claim=denial if index == 130 else Claim(),
        )
        for index in range(MANY)
    ]


def test_counts_are_of_all_and_lists_keep_what_matters() -> None:
    mentions = many_mentions()
    steps = [MergeStep(mention_id=m.mention_id, score=1.0, reasons=()) for m in mentions]
    event = fuse(EventHeader("e", 1, NOW, "test"), mentions, steps, load_ontology(), load_rules())
    listed = [item.mention_id for item in event.evidence]
    assert (event.n_mentions, event.n_articles) == (MANY, MANY)
    assert len(listed) == len(event.claims) == len(event.merge_explain) == LISTED_MENTIONS
    assert {"m000", "m120", "m130", f"m{MANY - 1}"} <= set(listed)
    assert listed == sorted(listed)
    assert len(event.to_json()) < 512 * 1024
