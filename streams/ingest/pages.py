"""Pages to articles: text, and what their metadata say; nothing is made up."""

from streams.errors import MalformedRecord, UsageError
from streams.ingest.documents import Document, Note, Supplied
from streams.ingest.encodings import decode, encoding_of, known_encoding
from streams.ingest.html import MAX_HTML_CHARACTERS, text_of_html
from streams.ingest.mapping import Mapper, encode
from streams.ingest.page_metadata import PageMetadata, read_metadata
from streams.ingest.shapes import Fields, domain_of
from streams.ingest.warc import Archived


class PageReader:
    """Makes documents of pages. What the operator supplies for one page overrides its metadata."""

    def __init__(self, supplied: Supplied, mapper: Mapper, note: Note) -> None:
        self._supplied = supplied
        self._mapper = mapper
        self._note = note

    def read(self, page: str, where: str) -> Document:
        """Return the document of a page; ``where`` is what errors call it."""
        return self._document(page, where, self._supplied.single())

    def read_archived(self, archived: Archived, where: str) -> Document:
        """Return the document of a page, or text, of a web archive."""
        given = {"url": archived.url} if archived.url else {}
        try:
            text = self._decoded(archived)
        except MalformedRecord as error:
            return Document(where, None, problem=f"not read: {error}")
        if archived.is_page:
            return self._document(text, where, given, keep_address=True)
        title, _, body = text.strip().partition("\n")
        fields = given | {"title": title.strip()[:2000], "text": body.strip() or title}
        return self._finished(fields | {"publisher": domain_of(archived.url)}, where)

    def _decoded(self, archived: Archived) -> str:
        try:
            code = known_encoding(archived.charset) if archived.charset else None
        except UsageError:
            code = None
        return decode(archived.content, code or encoding_of(archived.content, lambda _: None))

    def _document(
        self, page: str, where: str, given: Fields, *, keep_address: bool = False
    ) -> Document:
        if len(page) > MAX_HTML_CHARACTERS:
            problem = f"not read: {len(page)} characters of HTML; at most {MAX_HTML_CHARACTERS}"
            return Document(where, None, problem=problem)
        found = read_metadata(page)
        if keep_address and found.url and domain_of(found.url) == domain_of(given.get("url")):
            given = given | {"url": found.url}
        fields = _fields(found) | given
        fields["text"] = text_of_html(page)
        address = domain_of(fields.get("url"))
        fields["publisher"] = address or self._supplied.publisher or found.site
        if "published_at" not in fields and self._supplied.published_at is None:
            if found.guessed_day is None:
                return Document(where, None, problem=_no_time(found))
            self._note(f"published on {found.guessed_day}, found outside of the metadata")
            fields["published_at"] = f"{found.guessed_day}"
        return self._finished(fields, where)

    def _finished(self, fields: Fields, where: str) -> Document:
        known = {name: value for name, value in fields.items() if value not in (None, "")}
        try:
            article = self._mapper.to_article(known)
        except MalformedRecord as error:
            return Document(where, None, problem=f"not read: {error}")
        if "url" not in article and "article_id" not in article:
            problem = "not read: a page that does not name its address; add --url or --id"
            return Document(where, None, problem=problem)
        if "published_at" not in article:
            return Document(where, None, problem=_no_time(None))
        return Document(where, encode(article | {"content_type": "text/plain"}))


def _fields(found: PageMetadata) -> Fields:
    values = {
        "title": found.title,
        "url": found.url,
        "language": found.language,
        "published_at": found.published_at,
        "modified_at": found.modified_at,
    }
    return {name: value for name, value in values.items() if value is not None}


def _no_time(found: PageMetadata | None) -> str:
    title = f" ({found.title[:60]!r})" if found and found.title else ""
    return f"not read: a page{title} that does not say when it was published; add --published-at"
