"""Made news sentences with labelled names, from ``data/news_grammar.txt``."""

import json
import random
import re
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from training.wordlists import DATA, cities, countries, lines, regions, words

INNER = re.compile(r"\{([^{}]*)\}")
OPEN, CLOSE = "\ue000", "\ue001"
GPE_SLOTS = ("PLACE", "DISTRICT", "COUNTRY", "REGION", "ABBR")
LABELS = dict.fromkeys(GPE_SLOTS, "GPE") | {"LAND": "LOC", "SITE": "FAC", "N": "CARDINAL"}
"""The label of each slot whose name is not its label already."""
FORMS: dict[str, list[str]] = json.loads((DATA / "name_forms.json").read_text(encoding="utf-8"))
DATELINE = 0.2
"""Share of documents that begin as agency copy does: the town in capitals."""
LIKELIHOOD_OF_SIZE = 0.35
"""Exponent of a city's population as its chance: large cities are in the news more often, yet
small ones must be seen too."""


def document(rng: random.Random, nlp: Language) -> Doc:
    """Return one to three sentences with every name marked."""
    text = rng.choice((" ", " ", "\n\n")).join(sentence(rng) for _ in range(rng.randint(1, 3)))
    if rng.random() < DATELINE:
        town, sign = (
            place(rng).upper(),
            rng.choice((" - ", " \u2014 ", f" ({_marks('ORG', 'Reuters')}) - ", ": ")),
        )
        text = f"{_marks('GPE', town)}{sign}{text}"
    return _marked(text, nlp) or document(rng, nlp)


def sentence(rng: random.Random) -> str:
    """Return a sentence in which each name stands between marks, after its label."""
    text = rng.choice([line for line in lines("news_grammar.txt") if line])
    while match := INNER.search(text):
        text = text[: match.start()] + _fill(match.group(1), rng) + text[match.end() :]
    return re.sub(r" +", " ", text)


def _fill(slot: str, rng: random.Random) -> str:
    if not slot.isupper():
        return rng.choice(slot.split("|"))
    value = name(slot, rng)
    article = next((a for a in ("a ", "the ") if value.startswith(a)), "")
    return article + _marks(LABELS.get(slot, slot), value.removeprefix(article))


def _marks(label: str, value: str) -> str:
    return f"{OPEN}{label}:{value}{CLOSE}"


def _marked(text: str, nlp: Language) -> Doc | None:
    """Take the marks out of a text and put them on the document; None if one splits a word."""
    plain, spans = "", []
    for piece in re.split(f"({OPEN}.*?{CLOSE})", text):
        if piece.startswith(OPEN):
            label, _, value = piece[1:-1].partition(":")
            spans.append((len(plain), len(plain) + len(value), label))
            plain += value
        else:
            plain += piece
    doc = nlp.make_doc(plain)
    found = [doc.char_span(start, end, label=label) for start, end, label in spans]
    known = [span for span in found if span is not None]
    doc.set_ents(known)
    return doc if len(known) == len(found) else None


def name(slot: str, rng: random.Random) -> str:
    """Return a name for a slot."""
    if slot == "PLACE":
        return place(rng)
    if slot == "COUNTRY":
        return _country(rng)
    if slot == "PERSON":
        return _person(rng)
    if slot == "ABBR":
        return rng.choice(sorted(words("abbreviations.txt")))
    if slot == "NORP":
        return rng.choice(sorted(words("demonyms.txt")))
    return rng.choice(FORMS[slot]).format(**_parts(rng))


def _parts(rng: random.Random) -> dict[str, str | int]:
    return {
        "place": place(rng),
        "country": _country(rng),
        "region": rng.choice(regions()),
        "letters": "".join(rng.choices("ABCDFGHILMNPRSTU", k=rng.randint(3, 4))),
        "weekday": rng.choice(FORMS["weekday"]),
        "month": rng.choice(FORMS["month"]),
        "word": rng.choice(FORMS["word"]),
        "day": rng.randint(1, 28),
        "year": rng.randint(1985, 2026),
        "hour": rng.randint(1, 12),
        "minute": rng.randint(10, 23),
        "large": rng.randint(10, 320),
        "hundreds": rng.randint(100, 999),
    }


@lru_cache(maxsize=1)
def _weighted() -> tuple[list[str], list[float]]:
    names, people = zip(*cities(15_000), strict=True)
    return list(names), [float(population) ** LIKELIHOOD_OF_SIZE for population in people]


def place(rng: random.Random) -> str:
    """Return the name of a city, larger ones more often."""
    names, weights = _weighted()
    return rng.choices(names, weights)[0]


def _country(rng: random.Random) -> str:
    """Return a country; those with long names ("... and the ... Islands") seldom."""
    drawn = rng.choice(countries())
    return drawn if len(drawn.split()) < 3 or rng.random() < 0.3 else rng.choice(countries())


@lru_cache(maxsize=1)
def _people() -> tuple[list[str], list[str]]:
    rows = lines("person_names.txt")
    cut = rows.index("")
    return " ".join(rows[:cut]).split(), " ".join(rows[cut:]).split()


def _person(rng: random.Random) -> str:
    given, family = _people()
    return f"{rng.choice(given)} {rng.choice(family)}" if rng.random() < 0.8 else rng.choice(family)
