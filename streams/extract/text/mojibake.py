"""UTF-8 that was read as Windows-1252 on its way: "\u00e2\u20ac\u2122" for an apostrophe."""

import re
from collections.abc import Callable

UNDEFINED = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})
"""Bytes without a character in Windows-1252, which decoders let through or drop."""


def _sign(byte: int) -> str:
    return chr(byte) if byte in UNDEFINED else bytes([byte]).decode("cp1252")


_BYTES = {_sign(byte): byte for byte in range(0x80, 0x100)}
_FOLLOWING = "".join(re.escape(_sign(byte)) for byte in range(0x80, 0xC0))
_PUNCTUATION = "".join(re.escape(_sign(byte)) for byte in range(0x80, 0x85))

GARBLED = (
    rf"[\u00c2-\u00c5][{_FOLLOWING}]"
    rf"|\u00e2[{_PUNCTUATION}][{_FOLLOWING}]"
    rf"|\u00f0\u0178[{_FOLLOWING}]{{2}}"
    r"|\u00e2\u20ac"
)
"""Letters of the Latin alphabets, general punctuation and emoji; the last is a closing quote that
lost its undefined byte. Other scripts are left, of which real text may hold the same signs."""
_GARBLED = re.compile(GARBLED)


def ungarbled(written: str) -> str:
    """Return what a match of ``GARBLED`` was before it was misread."""
    data = bytes(_BYTES[sign] for sign in written)
    return data.decode("utf-8") if len(data) > 2 or written[0] != "\u00e2" else "\u201d"


def outside_garbled(text: str, rewrite: Callable[[str], str]) -> str:
    """Return a text rewritten, except where it is garbled."""
    parts: list[str] = []
    at = 0
    for match in _GARBLED.finditer(text):
        parts += rewrite(text[at : match.start()]), match.group()
        at = match.end()
    return "".join([*parts, rewrite(text[at:])])
