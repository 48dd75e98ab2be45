"""Characters that say the same written one way: spaces, quotes, accents, what nobody sees."""

import html
import re
import unicodedata

from streams.extract.text.clean_text import CleanText, Edit
from streams.extract.text.mojibake import GARBLED, outside_garbled, ungarbled
from streams.extract.vocabulary.phrases import rows

MARKS = 4
"""Accents on a letter that are read; languages need two, and sorting them takes their square."""

_ACCENTED = rf"[^\W\d_][\u0300-\u036f]{{1,{MARKS}}}"
_ENTITY = r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});"

_MARKUP = (
    r"(?m:^[ \t]{0,4}(?:\#{1,6}|[\u2022\u2023\u25aa\u25cf*])[ \t]{1,3})"
    r"|(?<![\w*])\*{2,3}(?=\w)|(?<=[\w.!?,)\]])\*{2,3}(?![\w*])"
    r"|(?<![\w*])\*(?=\w[^*\n]{0,80}\*)|(?<=\w)\*(?![\w*])"
    r"|\[(?=[^\[\]\n]{1,200}\]\(https?:)|\]\(https?:[^\s()]{1,500}\)"
)
"""Signs of Markdown: of headings, bullets, strong words, and links, of which the words stay."""
_HINT = re.compile(r"[#*\[\u2022\u2023\u25aa\u25cf\u00c2-\u00c5\u00e2\u00f0]")
"""A text without any of these holds neither Markdown nor misread bytes, and takes half the time."""


class Surface:
    """Rewrites characters; ``data/characters.tsv`` says which become what."""

    def __init__(self) -> None:
        table = {chr(int(row[0], 16)): _meant(row[1]) for row in rows("text/characters.tsv")}
        one = {sign: meant for sign, meant in table.items() if len(meant) == 1 and sign != "\r"}
        self._same_length = str.maketrans(one)
        self._other = {sign: meant for sign, meant in table.items() if len(meant) != 1}
        # A class of single characters and three patterns with bounded repeats: linear.
        signs = "".join(re.escape(sign) for sign in self._other)
        odd = rf"\r\n?|{_ACCENTED}|{_ENTITY}|''|[{signs}\u0300-\u036f]"
        self._odd = re.compile(odd)
        self._rare = re.compile(rf"(?P<markup>{_MARKUP})|(?P<garbled>{GARBLED})|{odd}")

    def clean(self, text: str) -> CleanText:
        """Return a text with every character rewritten that needs it."""
        # What is garbled must be read before any sign of it is rewritten.
        plain = outside_garbled(text, lambda part: part.translate(self._same_length))
        parts: list[str] = []
        edits: list[Edit] = []
        at, length = 0, 0
        for match in (self._rare if _HINT.search(text) else self._odd).finditer(plain):
            start, end = match.span()
            meant = self._meaning(match)
            if meant == match.group():
                continue
            parts += plain[at:start], meant
            length += start - at
            edits.append(Edit(length, length + len(meant), start, end))
            length += len(meant)
            at = end
        parts.append(plain[at:])
        return CleanText("".join(parts), edits)

    def _meaning(self, match: re.Match[str]) -> str:
        if match.lastgroup == "markup":
            return ""
        if match.lastgroup == "garbled":
            return ungarbled(match.group()).translate(self._same_length)
        return self._written(match.group())

    def _written(self, written: str) -> str:
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


def _meant(field: str) -> str:
    if field == "-":
        return ""
    return {"space": " ", "line": "\n", "hyphen": "-"}.get(field, field)
