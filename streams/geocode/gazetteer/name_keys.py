"""How a place name is written: one key for its spellings, one key for its transliterations.

The rules are data (``data/spelling.json``), compiled when a name is first looked up.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from streams.geocode.tables import spelling

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_LETTER_CLASS = re.compile(r"\[[a-z]+\]")
_LITERAL = re.compile(r"[A-Za-z ]+")
KNOWN_KEYS = 10_000
"""Names whose keys are kept: those of a few articles, which are compared with each other."""
MIN_SOUND = 4
"""Letters of the shortest transliteration key in use; shorter ones fit hundreds of villages."""


class Form(NamedTuple):
    """One way to look a written name up.

    ``feature_class`` is what words of the name say it is ("Homs province"), ``part`` the compass
    word that was left out ("northern Aleppo").
    """

    key: str
    feature_class: str | None = None
    part: str | None = None


class SoundRule(NamedTuple):
    """One replacement of a transliteration key; it changes no text without ``needs``."""

    needs: str
    apply: Callable[[str], str]


class _Rules:
    """The rules of spelling in the form in which they are applied, for every new name."""

    def __init__(self) -> None:
        rules = spelling()
        self.letters = str.maketrans(rules.letters)
        self.words = rules.words
        self.articles = frozenset(rules.articles)
        self.sounds = compile_sounds(rules.sounds)
        self.leading = rules.leading
        self.classes_leading = rules.classes_leading
        self.classes_trailing = rules.classes_trailing
        self.any_leading = tuple(rules.classes_leading)
        self.any_trailing = tuple(rules.classes_trailing)
        self.compass = rules.compass
        leading, trailing = "|".join(rules.division_leading), "|".join(rules.division_trailing)
        self.division_words = re.compile(
            rf"^(?:{leading})\b(?: (?:of|de|di|do|da|del|the)\b)*(?: d'|\s)|\s(?:{trailing})$",
            re.IGNORECASE,
        )


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    return _Rules()


def is_latin(name: str) -> bool:
    """Return whether a name is in Latin script, so that ``key_of`` keeps all of its letters."""
    return name.isascii() or _fold(name).isascii()


def _fold(name: str) -> str:
    text = name.casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in text if not unicodedata.combining(char))
    return text.translate(_rules().letters)


@lru_cache(maxsize=KNOWN_KEYS)
def key_of(name: str) -> str:
    """Return the key of a name: case, accents, hyphens, dots and apostrophes do not count.

    "St." is "saint", and an Arabic article between two words is "al" however it is assimilated.
    """
    rules = _rules()
    text = _fold(name)
    if text.isascii() and text.isalnum():
        return rules.words.get(text, text)
    words = _NOT_WORD.sub(" ", text).split()
    last = len(words) - 1
    return " ".join(
        "al" if word in rules.articles and 0 < at < last else rules.words.get(word, word)
        for at, word in enumerate(words)
    )


def bare_key(key: str) -> str:
    """Return a key without a leading article: "al bab" and "el bab" are both "bab"."""
    first, _, rest = key.partition(" ")
    return rest if first in _rules().articles and len(rest) > 1 else key


def sound_of(key: str) -> str | None:
    """Return the transliteration key of a key; None if it is too short to be of use.

    Articles fall out, q, k and g are one letter, as are z and dh, and the vowels are two classes.
    """
    rules = _rules()
    text = key
    if " " in key or key in rules.articles:
        text = " ".join(word for word in key.split() if word not in rules.articles)
    for needs, apply in rules.sounds:
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
    forms += [Form(key.removeprefix(word)) for word in _rules().leading if key.startswith(word)]
    forms += _without_compass(key)
    return tuple({form.key: form for form in reversed(forms) if form.key}.values())[::-1]


def without_class(name: str) -> str:
    """Return the name of a division without what says its class, case kept where it can be.

    "Riley County" is "Riley", "Province of Nueva Vizcaya" is "Nueva Vizcaya".
    """
    bare = _rules().division_words.sub("", name).strip()
    return bare or name


def _without_class(key: str) -> list[Form]:
    rules, forms = _rules(), []
    if key.startswith(rules.any_leading):
        words = rules.classes_leading
        forms += [Form(key.removeprefix(w), words[w]) for w in words if key.startswith(w)]
    if key.endswith(rules.any_trailing):
        words = rules.classes_trailing
        forms += [Form(key.removesuffix(w), words[w]) for w in words if key.endswith(w)]
    return forms


def _without_compass(key: str) -> list[Form]:
    compass = _rules().compass
    found = [word for word in compass if key.startswith(f"{word} ")]
    if not found:
        return []
    longest = max(found, key=len)
    return [Form(key.removeprefix(f"{longest} "), part=compass[longest])]


def compass_words(part: str) -> list[str]:
    """Return the words that name a part of a country: "north" is "north" and "northern"."""
    return [word for word, meaning in _rules().compass.items() if meaning == part]


def compile_sounds(rules: Iterable[Sequence[str]]) -> list[SoundRule]:
    """Return the replacements of rules: a regular expression, its replacement, letters it needs.

    Most are letters or lists of letters, which ``str.replace`` does several times as fast.
    """
    return [part for rule in rules for part in _replacements(*rule)]


def _replacements(pattern: str, text: str, needs: str = "") -> list[SoundRule]:
    listed = pattern[1:-1] if _LETTER_CLASS.fullmatch(pattern) else pattern.split("|")
    if not needs and all(map(_LITERAL.fullmatch, listed)):
        return [SoundRule(old, partial(_replaced, old=old, new=text)) for old in listed]
    return [SoundRule(needs, partial(re.compile(pattern).sub, text))]


def _replaced(text: str, old: str, new: str) -> str:
    return text.replace(old, new)
