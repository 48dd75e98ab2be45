"""Publishers that run one text are one source: copies are found however outlets edit them."""

import json
import random
from collections.abc import Callable
from itertools import combinations

import pytest

from streams.deduplicate.evidence.independence import (
    ALL_COMPARED,
    TextPrint,
    copies_among,
    independent_sources,
    is_copy,
    print_of,
)
from streams.extract.article.signature import installed_rarity, signature_of
from tests.conftest import ROOT
from tests.deduplicate.stories import make_mention

LEAST_WORDS = 60
FURNITURE = (
    "Sign up for our evening letter. Follow us for more news and weather. "
    "This site uses cookies. Read more stories like this one in our archive."
)


def samples() -> dict[str, str]:
    """One text of each story and outlet of the samples; the copies among them are left out."""
    lines = (ROOT / "samples" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    texts: dict[str, str] = {}
    for line in lines:
        try:
            article = json.loads(line)
            text = article["text"]
        except (ValueError, KeyError, TypeError):
            continue
        if isinstance(text, str) and len(text.split()) >= LEAST_WORDS:
            print_ = print_for(text)
            if not any(is_copy(print_, print_for(other)) for other in texts.values()):
                texts[str(article.get("article_id"))] = text
    return texts


def print_for(text: str, title: str | None = None) -> TextPrint:
    signature = signature_of(title, [text], installed_rarity())
    return print_of(make_mention("m", signature=signature))


def shortened(text: str, share: float) -> str:
    words = text.split()
    return " ".join(words[: max(30, int(len(words) * share))])


def edited(text: str, share: float) -> str:
    words = text.split()
    chance = random.Random(7)
    return " ".join(f"x{word}" if chance.random() < share else word for word in words)


EDITS: dict[str, Callable[[str], str]] = {
    "syndicated with a credit": lambda text: f"By our correspondent. {text} (Agency)",
    "cut to three fifths": lambda text: shortened(text, 0.6),
    "cut to two fifths": lambda text: shortened(text, 0.4),
    "one word in twenty edited": lambda text: edited(text, 0.05),
    "one word in ten edited": lambda text: edited(text, 0.1),
    "furniture around it": lambda text: f"{FURNITURE} {text} {FURNITURE}",
    "the first paragraphs swapped": lambda text: " ".join(reversed(text.split("\n\n"))),
}


def test_edited_copies_are_found_and_other_articles_are_not() -> None:
    texts = samples()
    assert len(texts) >= 8
    prints = {name: print_for(text) for name, text in texts.items()}
    found = {
        (name, edit): is_copy(prints[name], print_for(change(text), "Another headline"))
        for name, text in texts.items()
        for edit, change in EDITS.items()
    }
    false = [pair for pair in combinations(sorted(prints), 2) if is_copy(*map(prints.get, pair))]
    right = sum(found.values())
    assert right / len(found) >= 0.95, sorted(pair for pair, ok in found.items() if not ok)
    assert right / (right + len(false)) >= 0.95, false


@pytest.mark.parametrize("copies", [5, ALL_COMPARED + 1])
def test_all_copies_are_connected_and_nothing_else(copies: int) -> None:
    texts = list(samples().values())
    prints = [print_for(text) for text in texts]
    many = [prints[0]] * copies + prints[1:]
    groups = {frozenset(pair) for pair in copies_among(many)}
    assert all(max(pair) < copies for pair in groups)
    assert {number for pair in groups for number in pair} == set(range(copies))


def test_a_cut_copy_adds_its_publisher_but_no_source() -> None:
    text = next(iter(samples().values()))
    mentions = [
        make_mention(
            name,
            signature=signature_of(None, [one], installed_rarity()),
            publisher=f"{name}.example",
        )
        for name, one in (("wire", text), ("copy", shortened(text, 0.5)))
    ]
    assert set(independent_sources(mentions).values()) == {"copy.example"}


def test_the_mobile_host_of_an_outlet_is_the_outlet() -> None:
    hosts = ("daily.example", "m.daily.example", "amp.daily.example", "www.daily.example")
    mentions = [make_mention(f"m{n}", publisher=host) for n, host in enumerate(hosts)]
    assert len(set(independent_sources(mentions).values())) == 1


def number_of_sources(*texts: str) -> int:
    mentions = [
        make_mention(f"m{index}", signature=signature_of(None, [text], installed_rarity()))
        for index, text in enumerate(texts)
    ]
    return len(set(independent_sources(mentions).values()))


def test_copies_of_copies_are_one_source() -> None:
    text = next(iter(samples().values()))
    whole = f"{text} {FURNITURE}"
    assert number_of_sources(shortened(whole, 0.6), whole, shortened(edited(whole, 0.1), 0.8)) == 1


def test_a_text_too_short_to_judge_has_one_source_only_if_it_is_the_same() -> None:
    assert number_of_sources("Two killed in Arden.", "Two killed in Arden.") == 1
    assert number_of_sources("Two killed in Arden.", "Two killed in Arden, police said.") == 2


def test_articles_without_a_sketch_are_no_copies() -> None:
    mentions = [make_mention(name) for name in "ab"]
    assert len(set(independent_sources(mentions).values())) == 2


def test_one_outlet_is_one_source_however_much_it_writes() -> None:
    mentions = [make_mention(name, publisher="one.example") for name in "abc"]
    assert independent_sources(mentions) == {"one.example": "one.example"}
