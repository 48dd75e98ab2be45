"""One address for the variants of a page: trackers, mobile and AMP versions, caches of them."""

import re
from urllib.parse import parse_qsl, urldefrag, urlencode, urlsplit, urlunsplit

from courlan import clean_url

_VARIANT_HOST = re.compile(r"^(?:(?:www\d?|m|mobile|amp|touch)\.)+(?=[^.]+\.)")
_CACHES = (
    re.compile(r"^https?://[^/]+\.cdn\.ampproject\.org/[cv]/(?P<secure>s/)?(?P<rest>.+)$"),
    re.compile(r"^https?://(?:www\.)?google\.[a-z.]+/amp/(?P<secure>s/)?(?P<rest>.+)$"),
)
_AMP_PATH = re.compile(r"(?:/amp)+(?=/?$)|^/amp(?=/)|\.amp(?=\.html?$|$)")
_AMP_PARAMETERS = frozenset({"amp", "outputtype", "amp_js_v", "usqp", "amp_gsa"})


def canonical_url(url: str) -> str:
    """Return the address that all variants of a page share; what is no URL stays as it is.

    Case of the host, trackers, fragments, the order of parameters, ``www``, mobile and AMP hosts,
    AMP paths and parameters, and the AMP caches make no difference.
    """
    address, _ = urldefrag(url.strip())
    for cache in _CACHES:
        if match := cache.match(address):
            address = ("https://" if match["secure"] else "http://") + match["rest"]
    cleaned: str = clean_url(address) or address
    parts = urlsplit(cleaned)
    if not parts.netloc:
        return cleaned
    kept = [
        pair
        for pair in parse_qsl(parts.query, keep_blank_values=True)
        if pair[0].lower() not in _AMP_PARAMETERS
    ]
    query = urlencode(kept) if len(kept) != len(parse_qsl(parts.query, True)) else parts.query
    path = _AMP_PATH.sub("", parts.path)
    return urlunsplit((parts.scheme, outlet_of(parts.netloc), path, query, ""))


def outlet_of(publisher: str) -> str:
    """Return the outlet behind a publisher: its mobile and AMP hosts are the same one."""
    return _VARIANT_HOST.sub("", publisher.strip().casefold()) or publisher
