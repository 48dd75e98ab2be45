"""Which mention messages a new version of an article sends, and which it takes back."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from schemas import Extraction, Mention, Withdrawal


class Taken(BaseModel):
    """A mention that was taken back from a block."""

    model_config = ConfigDict(frozen=True)

    mention_id: str
    block: str


class ArticleLedger(BaseModel):
    """What is out for an article: its mentions by block, and what its version took back.

    The latter stays until the next version, so that a redelivery sends the same messages again.
    """

    model_config = ConfigDict(frozen=True)

    version: int = Field(ge=0, description="Newest version seen; 0 before the first.")
    withdrawn: bool = False
    mentions: dict[str, str] = Field(default_factory=dict, description="Block by mention id.")
    taken_back: tuple[Taken, ...] = Field(default=(), description="By the present version.")


def advance(
    previous: ArticleLedger | None, extraction: Extraction, mentions: Sequence[Mention]
) -> tuple[ArticleLedger, list[Mention | Withdrawal]]:
    """Return the ledger after an extraction, and its messages: withdrawals first, then mentions.

    A version older than the ledger's changes nothing and sends nothing. A withdrawn article, or a
    tombstone (no version), takes back everything.
    """
    before = previous or ArticleLedger(version=0)
    version = before.version if extraction.article_version is None else extraction.article_version
    if version < before.version:
        return before, []
    standing = [] if extraction.withdrawn or extraction.article_version is None else list(mentions)
    blocks = {mention.mention_id: mention.block for mention in standing}
    ledger = ArticleLedger(
        version=version,
        withdrawn=extraction.withdrawn or extraction.article_version is None,
        mentions=blocks,
        taken_back=_taken_back(before, version, blocks),
    )
    return ledger, [*_withdrawals(ledger, extraction.article_id), *standing]


def _taken_back(before: ArticleLedger, version: int, blocks: dict[str, str]) -> tuple[Taken, ...]:
    gone = {(taken.mention_id, taken.block) for taken in before.taken_back}
    if version > before.version:
        gone = set()
    gone |= set(before.mentions.items())
    gone -= set(blocks.items())
    return tuple(Taken(mention_id=name, block=block) for name, block in sorted(gone))


def _withdrawals(ledger: ArticleLedger, article_id: str) -> list[Withdrawal]:
    return [
        Withdrawal(
            mention_id=taken.mention_id,
            article_id=article_id,
            article_version=max(1, ledger.version),
            block=taken.block,
        )
        for taken in ledger.taken_back
    ]
