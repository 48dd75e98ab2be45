"""The feeds to follow, and how far each was read: a list that people write, and a state file."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from streams.errors import UsageError

MAX_SEEN = 2000
"""Ids of items that are remembered of a feed: ten times the longest feeds."""


@dataclass
class Subscription:
    """A feed: its address, what its server said last, and when to ask again.

    ``address`` is where the feed has moved to for good. ``due`` is in Unix seconds. ``failures``
    counts the failed requests since the last good one. ``gone``: the server says that the feed has
    ended. ``seen`` are the ids of its items, oldest first.
    """

    url: str
    address: str = ""
    etag: str | None = None
    modified: str | None = None
    due: float = 0.0
    failures: int = 0
    gone: bool = False
    seen: list[str] = field(default_factory=list)

    def note_seen(self, identities: list[str]) -> None:
        """Remember ids of items, and forget the oldest ones beyond ``MAX_SEEN``."""
        known = dict.fromkeys([*self.seen, *identities])
        self.seen = list(known)[-MAX_SEEN:]


def read_list(path: Path) -> list[str]:
    """Return the addresses of an OPML file, or of a text with one address on a line.

    Lines that begin with ``#`` are comments. An address that stands twice counts once.

    Raises:
        UsageError: if the file cannot be read, or has something else; the message names the line.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        msg = f"cannot read {path}: {error.strerror}"
        raise UsageError(msg) from error
    found = _of_opml(raw, path) if raw.lstrip().startswith(b"<") else _of_text(raw, path)
    if not found:
        msg = f"{path} names no feed"
        raise UsageError(msg)
    return list(dict.fromkeys(found))


def _of_opml(raw: bytes, path: Path) -> list[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        tree = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        msg = f"{path} is no OPML: {error}"
        raise UsageError(msg) from error
    found = [str(one) for one in tree.xpath("//outline/@xmlUrl")]
    return [_checked(one, f"{path}: outline {n}") for n, one in enumerate(found, 1)]


def _of_text(raw: bytes, path: Path) -> list[str]:
    lines = raw.decode("utf-8-sig", "replace").splitlines()
    return [
        _checked(line.strip(), f"{path}:{number}")
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]


def _checked(url: str, where: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        msg = f"{where}: {url!r} is no address of a feed: it begins with http:// or https://"
        raise UsageError(msg)
    return url


class StateFile:
    """The subscriptions in a file, or in memory alone without a path."""

    def __init__(self, path: Path | None) -> None:
        """Read the file; one that does not exist yet is the state before the first request.

        Raises:
            UsageError: if the file is something else.
        """
        self._path = path
        self._known: dict[str, Subscription] = {}
        if path is None or not path.exists():
            return
        try:
            feeds = json.loads(path.read_text(encoding="utf-8"))["feeds"]
            self._known = {one["url"]: Subscription(**one) for one in feeds}
        except (OSError, ValueError, KeyError, TypeError) as error:
            msg = f"{path} is no state of `dateline feeds`; name a new file for --state"
            raise UsageError(msg) from error

    def subscriptions(self, urls: list[str]) -> list[Subscription]:
        """Return the subscriptions of the addresses; the others of the file are kept in it."""
        return [self._known.setdefault(url, Subscription(url)) for url in urls]

    def save(self) -> None:
        """Write the file, whole or not at all.

        Raises:
            UsageError: if it cannot be written.
        """
        if self._path is None:
            return
        text = json.dumps({"feeds": [asdict(one) for one in self._known.values()]}, indent=1)
        part = self._path.with_name(self._path.name + ".part")
        try:
            part.write_text(text + "\n", encoding="utf-8")
            part.replace(self._path)
        except OSError as error:
            msg = f"cannot write {self._path}: {error.strerror}"
            raise UsageError(msg) from error
