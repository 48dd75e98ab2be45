"""How a place name is written: one key for its spellings, one key for its transliterations."""

import json
import re
import unicodedata
from importlib.resources import files
from typing import Any, NamedTuple

from streams.geocode.gazetteer.sounds import compile_rules

_RULES: dict[str, Any] = json.loads(
    files("streams.geocode.gazetteer").joinpath("data/spelling.json").read_text(encoding="utf-8")
)
_LETTERS = str.maketrans(_RULES["letters"])
_WORDS: dict[str, str] = _RULES["words"]
_ARTICLES = frozenset(_RULES["articles"])
_SOUNDS = compile_rules(_RULES["sounds"])
_LEADING = tuple(_RULES["classes_leading"])
_TRAILING = tuple(_RULES["classes_trailing"])
_NOT_WORD = re.compile(r"[^a-z0-9]+")
TRANSCRIBED = frozenset(_RULES["transcribed_languages"])
"""Languages (ISO 639-1) whose names reach English in several transcriptions."""
_CLASS_WORDS = re.compile(
    rf"^(?:{'|'.join(_RULES['division_leading'])})\b(?: (?:of|de|di|do|da|del|the)\b)*(?: d'|\s)"
    rf"|\s(?:{'|'.join(_RULES['division_trailing'])})$",
    re.IGNORECASE,
)
MIN_SOUND = 4
"""Shortest transliteration key that says enough; shorter ones fit hundreds of villages."""


class Form(NamedTuple):
    """One way to look a written name up.

    ``feature_class`` is what words of the name say it is ("Homs province"), ``part`` the compass
    word that was left out ("northern Aleppo").
    """

    key: str
    feature_class: str | None = None
    part: str | None = None


def is_latin(name: str) -> bool:
    """Tell whether a name is in Latin script, so that ``key_of`` keeps all of its letters."""
    return name.isascii() or _fold(name).isascii()


def _fold(name: str) -> str:
    text = name.casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in text if not unicodedata.combining(char))
    return text.translate(_LETTERS)


def key_of(name: str) -> str:
    """Return the key of a name: case, accents, hyphens, dots and apostrophes do not count.

    "St." is "saint", and an Arabic article between two words is "al" however it is assimilated.
    """
    text = _fold(name)
    if text.isascii() and text.isalnum():
        return _WORDS.get(text, text)
    words = _NOT_WORD.sub(" ", text).split()
    last = len(words) - 1
    return " ".join(
        "al" if word in _ARTICLES and 0 < spot < last else _WORDS.get(word, word)
        for spot, word in enumerate(words)
    )


def bare_key(key: str) -> str:
    """Return a key without a leading article: "al bab" and "el bab" are both "bab"."""
    first, _, rest = key.partition(" ")
    return rest if first in _ARTICLES and len(rest) > 1 else key


def sound_of(key: str) -> str | None:
    """Return the transliteration key of a key; None when it is too short to say anything.

    Articles fall out, q, k and g are one letter, as are z and dh, and the vowels are two classes.
    """
    text = key
    if " " in key or key in _ARTICLES:
        text = " ".join(word for word in key.split() if word not in _ARTICLES)
    for needs, apply in _SOUNDS:
        if needs in text:
            text = apply(text)
    return text if len(text) >= MIN_SOUND else None


def forms_of(name: str) -> tuple[Form, ...]:
    """Return the ways to look a name up, the most literal first."""
    key = key_of(name)
    if " " not in key:
        return (Form(key),) if key else ()
    forms = [Form(key)]
    if bare_key(key) != key:
        forms.append(Form(bare_key(key)))
    forms += _without_class(key)
    forms += [Form(key.removeprefix(word)) for word in _RULES["leading"] if key.startswith(word)]
    forms += _without_compass(key)
    return tuple({form.key: form for form in reversed(forms) if form.key}.values())[::-1]


def without_class(name: str) -> str:
    """Return the name of a division without what says its class, case kept where it can be.

    "Riley County" is "Riley", "Province of Nueva Vizcaya" is "Nueva Vizcaya".
    """
    found = _CLASS_WORDS.sub("", name).strip()
    return found or name


def _without_class(key: str) -> list[Form]:
    forms = []
    if key.startswith(_LEADING):
        words: dict[str, str] = _RULES["classes_leading"]
        forms += [Form(key.removeprefix(w), words[w]) for w in words if key.startswith(w)]
    if key.endswith(_TRAILING):
        words = _RULES["classes_trailing"]
        forms += [Form(key.removesuffix(w), words[w]) for w in words if key.endswith(w)]
    return forms


def _without_compass(key: str) -> list[Form]:
    compass: dict[str, str] = _RULES["compass"]
    found = [word for word in compass if key.startswith(f"{word} ")]
    if not found:
        return []
    longest = max(found, key=len)
    return [Form(key.removeprefix(f"{longest} "), part=compass[longest])]


def compass_words(part: str) -> list[str]:
    """Return the words that name a part of a country: "north" is "north" and "northern"."""
    return [word for word, meaning in _RULES["compass"].items() if meaning == part]
