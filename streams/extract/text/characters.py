"""Characters that mean the same get one form: spaces, quotes, accents, signs that nobody sees.

UTF-8 that was read as Windows-1252 on its way is repaired: "\u00e2\u20ac\u2122" for an apostrophe.
"""

import html
import re
import unicodedata
from collections.abc import Callable

from streams.extract.text.clean_text import CleanText, Edit
from streams.extract.text.tables import CHARACTERS

MAX_MARKS = 4
"""Accents on a letter that are read; languages need two, and sorting them takes their square."""

_ACCENTED = rf"[^\W\d_][\u0300-\u036f]{{1,{MAX_MARKS}}}"
_ENTITY = r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});"

_MARKUP = (
    r"(?m:^[ \t]{0,4}(?:\#{1,6}|[\u2022\u2023\u25aa\u25cf*])[ \t]{1,3})"
    r"|(?<![\w*])\*{2,3}(?=\w)|(?<=[\w.!?,)\]])\*{2,3}(?![\w*])"
    r"|(?<![\w*])\*(?=\w[^*\n]{0,80}\*)|(?<=\w)\*(?![\w*])"
    r"| ?\[(?:\d{1,3}|note \d{1,2}|citation needed)\](?:\(https?:[^\s()]{1,500}\))?"
    r"|\[(?=[^\[\]\n]{1,200}\]\(https?:)|\]\(https?:[^\s()]{1,500}\)"
)
"""Signs of Markdown: of headings, bullets, strong words, and links, of which the words stay.

The number of a note in brackets goes whole, or it would count people: "killed civilians [46]".
"""
_HINT = re.compile(r"[#*\[\u2022\u2023\u25aa\u25cf\u00c2-\u00c5\u00e2\u00f0]")
"""A text without any of these holds neither Markdown nor misread bytes, and takes half the time."""

_AGE_DASHES = re.compile(r"(?<=\d)[\u2010-\u2015](years?)[-\u2010-\u2015](?=old)")
"""The dashes of an age that is set with others than hyphens: "16\u2013year\u2013old"."""
_DASHES = re.compile(r"[\u2010-\u2015]year")

UNDEFINED = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})
"""Bytes without a character in Windows-1252, which decoders let through or drop."""


def _sign(byte: int) -> str:
    return chr(byte) if byte in UNDEFINED else bytes([byte]).decode("cp1252")


_BYTES = {_sign(byte): byte for byte in range(0x80, 0x100)}
_FOLLOWING = "".join(re.escape(_sign(byte)) for byte in range(0x80, 0xC0))
_PUNCTUATION = "".join(re.escape(_sign(byte)) for byte in range(0x80, 0x85))
_LOST_QUOTE = "\u00e2\u20ac"
"""A closing quote whose last byte, which is undefined, was dropped."""
GARBLED = (
    rf"[\u00c2-\u00c5][{_FOLLOWING}]"
    rf"|\u00e2[{_PUNCTUATION}][{_FOLLOWING}]"
    rf"|\u00f0\u0178[{_FOLLOWING}]{{2}}"
    rf"|{_LOST_QUOTE}"
)
"""Misread letters of the Latin alphabets, general punctuation and emoji. Other scripts are left
alone: real text may hold the same signs."""
_GARBLED = re.compile(GARBLED)


class CharacterCleaner:
    """Rewrites characters as ``rules/characters.tsv`` says, and repairs what was misread."""

    def __init__(self) -> None:
        table = {row.character: row.replacement for row in CHARACTERS.rows()}
        one = {sign: new for sign, new in table.items() if len(new) == 1 and sign != "\r"}
        self._same_length = str.maketrans(one)
        self._other = {sign: new for sign, new in table.items() if len(new) != 1}
        # A class of single characters and three patterns with bounded repeats: linear.
        signs = "".join(re.escape(sign) for sign in self._other)
        odd = rf"\r\n?|{_ACCENTED}|{_ENTITY}|''|[{signs}\u0300-\u036f]"
        self._odd = re.compile(odd)
        self._rare = re.compile(rf"(?P<markup>{_MARKUP})|(?P<garbled>{GARBLED})|{odd}")

    def clean(self, text: str) -> CleanText:
        """Return a text with every character rewritten that needs it."""
        # What is garbled must be read before any sign of it is rewritten.
        plain = _outside_garbled(text, lambda part: part.translate(self._same_length))
        if _DASHES.search(plain):
            plain = _AGE_DASHES.sub(r"-\1-", plain)
        parts: list[str] = []
        edits: list[Edit] = []
        at, length = 0, 0
        for match in (self._rare if _HINT.search(text) else self._odd).finditer(plain):
            start, end = match.span()
            new = self._replacement(match)
            if new == match.group():
                continue
            parts += plain[at:start], new
            length += start - at
            edits.append(Edit(length, length + len(new), start, end))
            length += len(new)
            at = end
        parts.append(plain[at:])
        return CleanText("".join(parts), edits)

    def _replacement(self, match: re.Match[str]) -> str:
        if match.lastgroup == "markup":
            return ""
        if match.lastgroup == "garbled":
            return _ungarbled(match.group()).translate(self._same_length)
        return self._rewritten(match.group())

    def _rewritten(self, written: str) -> str:
        if written[0] == "\r":
            return "\n"
        if written in self._other:
            return self._other[written]
        if written[0] == "&":
            return html.unescape(written).translate(self._same_length)
        if written == "''":
            return '"'
        composed = unicodedata.normalize("NFC", written)
        # A mark that makes no letter of its own with its base is no part of English.
        return "".join(sign for sign in composed if not unicodedata.combining(sign))


def _ungarbled(written: str) -> str:
    """Return what a match of ``GARBLED`` was before it was misread."""
    if written == _LOST_QUOTE:
        return "\u201d"
    return bytes(_BYTES[sign] for sign in written).decode("utf-8")


def _outside_garbled(text: str, rewrite: Callable[[str], str]) -> str:
    """Return a text rewritten, except where it is garbled."""
    parts: list[str] = []
    at = 0
    for match in _GARBLED.finditer(text):
        parts += rewrite(text[at : match.start()]), match.group()
        at = match.end()
    return "".join([*parts, rewrite(text[at:])])
