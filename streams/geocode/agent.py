"""The geocode stage on its topic: extractions in, located mentions out, by block."""

from schemas import Extraction, Mention
from schemas.mention import SignatureCarriers
from streams.geocode.core import Geocoder
from streams.geocode.place.article_ledger import ArticleLedger, advance
from streams.runtime.delivery import Incoming, Outgoing
from streams.runtime.store import KeyedStore


class GeocodeAgent:
    """Remembers per article which mentions it sent where, to take them back on a correction."""

    stage = "geocode"
    source = "extractions"
    table = "article-ledger"

    def __init__(self, geocoder: Geocoder, store: KeyedStore) -> None:
        self._geocoder = geocoder
        self._store = store

    def process(self, message: Incoming) -> list[Outgoing]:
        """Return the mentions of an extraction, after withdrawals of what no longer stands.

        Raises:
            MalformedRecord: if the message is not an extraction.
        """
        extraction = Extraction.from_json(message.value or b"")
        key = f"{extraction.article_id}|ledger"
        stored = self._store.get(key)
        previous = ArticleLedger.model_validate_json(stored) if stored else None
        mentions = self._geocoder.locate(extraction)
        ledger, messages = advance(previous, extraction, mentions)
        if ledger != previous:
            self._store.put(key, ledger.model_dump_json().encode())
        carriers = SignatureCarriers()
        light = (
            carriers.lighten(item, item.block) if isinstance(item, Mention) else item
            for item in messages
        )
        return [Outgoing("mentions", item.block.encode(), item.to_json()) for item in light]

    def locate(self, extraction: Extraction) -> list[Mention]:
        """Return the located mentions of an extraction, without regard to earlier versions."""
        return self._geocoder.locate(extraction)
