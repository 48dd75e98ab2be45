"""One address for all variants of a page, one outlet for all its hosts, and article ids."""

import hashlib
import re
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urldefrag, urlencode, urlsplit, urlunsplit

from courlan import clean_url

_VARIANT_HOST = re.compile(r"^(?:(?:www\d?|m|mobile|amp|touch)\.)+(?=[^.]+\.)")
_AMP_CACHES = (
    re.compile(r"^https?://[^/]+\.cdn\.ampproject\.org/[cv]/(?P<secure>s/)?(?P<rest>.+)$"),
    re.compile(r"^https?://(?:www\.)?google\.[a-z.]+/amp/(?P<secure>s/)?(?P<rest>.+)$"),
)
_AMP_PATH = re.compile(r"(?:/amp)+(?=/?$)|^/amp(?=/)|\.amp(?=\.html?$|$)")
_AMP_PARAMETERS = frozenset({"amp", "outputtype", "amp_js_v", "usqp", "amp_gsa"})

ID_LENGTH = 32
"""Hexadecimal digits (128 bits) of a derived article id: no two addresses share one by chance."""


def article_id_of(url: str) -> str:
    """Derive an article id from a URL: SHA-256 of its canonical form, first 32 hex digits.

    An update under the same address, and its mobile or AMP version, are thus the same article.
    """
    return hashlib.sha256(canonical_url(url).encode(errors="replace")).hexdigest()[:ID_LENGTH]


def article_id_of_text(text: str, publisher: str | None, published_at: datetime | None) -> str:
    """Derive the id of a text without address: SHA-256 of text, publisher and time, 32 hex digits.

    The same text of the same outlet and time is the same article, and any other is another one.
    """
    moment = published_at.astimezone(UTC).isoformat() if published_at else ""
    parts = (outlet_of(publisher) if publisher else "", moment, text.strip())
    raw = "\0".join(parts).encode(errors="surrogateescape")
    return hashlib.sha256(raw).hexdigest()[:ID_LENGTH]


def canonical_url(url: str) -> str:
    """Return the address that all variants of a page share; text that is no URL is kept.

    The following make no difference: case of the host, trackers, fragments, order of parameters,
    ``www``, mobile and AMP hosts, AMP paths and parameters, and the AMP caches.
    """
    try:
        address, _ = urldefrag(url.strip())
    except ValueError:
        return url.strip()
    for cache in _AMP_CACHES:
        if match := cache.match(address):
            address = ("https://" if match["secure"] else "http://") + match["rest"]
    cleaned: str = clean_url(address) or address
    try:
        parts = urlsplit(cleaned)
    except ValueError:  # such as an IPv6 address without its closing bracket
        return cleaned
    if not parts.netloc:
        return cleaned
    path = _AMP_PATH.sub("", parts.path)
    query = _without_amp_parameters(parts.query)
    return urlunsplit((parts.scheme, outlet_of(parts.netloc), path, query, ""))


def _without_amp_parameters(query: str) -> str:
    parameters = parse_qsl(query, keep_blank_values=True)
    kept = [pair for pair in parameters if pair[0].lower() not in _AMP_PARAMETERS]
    return query if len(kept) == len(parameters) else urlencode(kept)


def outlet_of(publisher: str) -> str:
    """Return the outlet of a publisher in lower case, without ``www``, mobile and AMP hosts.

    >>> outlet_of("M.Daily.example")
    'daily.example'
    """
    return _VARIANT_HOST.sub("", publisher.strip().casefold()) or publisher
