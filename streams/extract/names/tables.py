"""The word lists by which names are found and written."""

from streams.rules.table import WordList, WordSets

FOLDER = "extract/names"

ACRONYMS = WordList(FOLDER, "acronyms.txt")
"""Abbreviations that could be read as words, and stay in capitals in prose."""
OF_HEADS = WordList(FOLDER, "of_heads.txt")
"""Words after which "of" carries a name on: "Gulf of Aden"."""
WORDS = WordSets(FOLDER)
