"""The rule tables of cleaning: page furniture, characters, function words, word sets."""

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator

from streams.rules.cells import NOTHING
from streams.rules.table import RuleRow, RuleTable, WordList, WordSets

FOLDER = "extract/text"
FurnitureAction = Literal["line", "prefix", "marker"]
_NAMED = {NOTHING: "", "space": " ", "line": "\n", "hyphen": "-"}


def _character(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    try:
        return chr(int(cell, 16))
    except (ValueError, OverflowError) as error:
        msg = "expected a code point in hexadecimal digits, such as 00A0"
        raise ValueError(msg) from error


def _replacement(cell: object) -> object:
    return _NAMED.get(cell, cell) if isinstance(cell, str) else cell


class FurnitureRow(RuleRow):
    """A pattern of page furniture, and what is done where it matches a paragraph.

    ``line`` drops the paragraph, ``prefix`` drops its start and makes it a caption, and ``marker``
    drops the match alone. Patterns have no nested repeats, so that they stay linear.
    """

    action: FurnitureAction
    pattern: re.Pattern[str]


class CharacterRow(RuleRow):
    """A character and the text that it is read as: a sign, a named one, or nothing ("-").

    Names are "space", "line" (the end of one) and "hyphen".
    """

    character: Annotated[str, BeforeValidator(_character)]
    replacement: Annotated[str, BeforeValidator(_replacement)]


FURNITURE = RuleTable(FOLDER, "furniture.tsv", FurnitureRow)
CHARACTERS = RuleTable(FOLDER, "characters.tsv", CharacterRow, shared=True)
STOP_WORDS = WordList(FOLDER, "stop_words.txt", several=True)
"""The most frequent function words, by whose share a text is taken for English."""
WORDS = WordSets(FOLDER)
