"""The extract stage on its topic: raw articles in, extractions out."""

from schemas import Article, Extraction
from streams.errors import MalformedRecord, TooSlow
from streams.extract.core import Extractor
from streams.ingest.articles import read_article
from streams.runtime.delivery import SKIPPED_HEADER, Incoming, Outgoing
from streams.runtime.watchdog import cpu_budget


class ExtractAgent:
    """Extracts messages one by one. Keeps no state: any number of processes can share the work."""

    stage = "extract"
    source = "articles"
    table = None

    def __init__(self, extractor: Extractor, cpu_seconds: float | None = None) -> None:
        """Use an extractor; ``cpu_seconds`` limits the CPU time of a message, None does not."""
        self._extractor = extractor
        self._cpu_seconds = cpu_seconds

    def process(self, message: Incoming) -> list[Outgoing]:
        """Return one extraction for an article, a retraction or a tombstone.

        Raises:
            MalformedRecord: if the message is no article, or a tombstone without a key.
            TooLarge: if the article has too much text, or its batch was not unpacked.
            TooSlow: if it took more than ``cpu_seconds``. If the article could be read, the error
                has an extraction that says so: what an earlier version reported no longer stands,
                and the text that is stored is not taken for one that reports nothing.
        """
        article = None
        try:
            with cpu_budget(self._cpu_seconds, "the extraction"):
                value = message.content
                if value is None:
                    return [_output(_withdrawal(message.key))]
                article = read_article(value, message.timestamp)
                return [_output(self._extractor.extract(article))]
        except TooSlow as error:
            if article is not None:
                error.instead = (_output(_given_up(article, error.reason)),)
            raise

    def extract(
        self, key: bytes | None, value: bytes | None, arrived: float | None = None
    ) -> Extraction:
        """Return the extraction of a message; a null value withdraws the article of its key.

        ``arrived`` is when it came, in Unix seconds, as ``read_article`` takes it.
        """
        if value is None:
            return _withdrawal(key)
        return self._extractor.extract(read_article(value, arrived))


def _output(extraction: Extraction) -> Outgoing:
    skipped = extraction.skipped
    headers = ((SKIPPED_HEADER, skipped.encode()),) if skipped is not None else ()
    key = extraction.article_id.encode()
    return Outgoing("extractions", key, extraction.to_json(), headers)


def _given_up(article: Article, reason: str) -> Extraction:
    return Extraction(
        article_id=article.article_id,
        article_version=article.version,
        withdrawn=article.status == "retracted",
        publisher=article.publisher,
        skipped=reason,
    )


def _withdrawal(key: bytes | None) -> Extraction:
    if not key:
        msg = "a null value withdraws the article of its key, but there is no key"
        raise MalformedRecord(msg)
    return Extraction(
        article_id=key.decode(errors="replace"),
        article_version=None,
        withdrawn=True,
        publisher=None,
    )
