"""What only several rows of the casualty tables together can show: for ``dateline rules check``."""

from collections.abc import Iterator, Sequence

from streams.extract.casualties.tables import (
    CASUALTY_WORDS,
    NOT_PEOPLE,
    NUMBERS,
    QUANTIFIERS,
    SCALES,
    CasualtyWordRow,
    NumberRow,
)
from streams.extract.vocabulary.lexicon import person_nouns
from streams.extract.vocabulary.phrases import shadowed
from streams.rules.cells import GAP
from streams.rules.table import RuleError


def check() -> Iterator[RuleError]:
    """Yield the faults of the casualty tables."""
    words, numbers = CASUALTY_WORDS.numbered(), NUMBERS.numbered()
    yield from shadowed_rows(CASUALTY_WORDS.path, "form", [(n, row.form) for n, row in words])
    yield from shadowed_rows(NUMBERS.path, "form", [(n, row.form) for n, row in numbers])
    quantifiers = [(n, row.form) for n, row in QUANTIFIERS.numbered()]
    yield from shadowed_rows(QUANTIFIERS.path, "form", quantifiers)
    scales = [(n, row.word) for n, row in SCALES.numbered()]
    yield from shadowed_rows(SCALES.path, "word", scales)
    yield from unfit_voices(words)
    yield from crossed_ranges(numbers)
    yield from listed_people(NOT_PEOPLE.numbered())


def shadowed_rows(path: str, column: str, forms: Sequence[tuple[int, str]]) -> Iterator[RuleError]:
    """Yield an error for each row that never matches, as another row is found in its place."""
    for at, winner in shadowed([form for _, form in forms]):
        number, form = forms[at]
        line, found = forms[winner]
        yield RuleError(path, number, column, f"{form!r} never matches: line {line} has {found!r}")


def unfit_voices(words: Sequence[tuple[int, CasualtyWordRow]]) -> Iterator[RuleError]:
    """Yield an error for each voice that does not fit its form or kind."""
    for number, row in words:
        if row.voice.name == "inside" and GAP not in row.form.split(" "):
            problem = f"the voice 'inside' needs a gap {GAP!r} in the form"
            yield RuleError(CASUALTY_WORDS.path, number, "form", problem)
        if (row.kind is None) != (row.voice.name == "-"):
            problem = (
                "'-' stands for no casualty: in both of the columns kind and voice, or in none"
            )
            yield RuleError(CASUALTY_WORDS.path, number, "voice", problem)


def crossed_ranges(numbers: Sequence[tuple[int, NumberRow]]) -> Iterator[RuleError]:
    """Yield an error for each number whose low, best and high values are out of order."""
    for number, row in numbers:
        known = [value for value in (row.low, row.best, row.high) if value is not None]
        if known != sorted(known):
            yield RuleError(NUMBERS.path, number, "low", "the values fall from low to high")


def listed_people(not_people: Sequence[tuple[int, str]]) -> Iterator[RuleError]:
    """Yield an error for each noun that is listed both as people and as no people."""
    for number, noun in not_people:
        if noun in person_nouns():
            problem = f"{noun!r} is a noun for people in person_nouns.tsv, which is asked first"
            yield RuleError(NOT_PEOPLE.path, number, "", problem)
