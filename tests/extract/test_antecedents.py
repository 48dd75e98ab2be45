from collections import Counter

import pytest

from schemas import MentionDraft
from tests.extract.labelled import labelled
from tests.extract.reading import drafts

LEAST = {"seen": 0.9, "scored": 0.7}
"""F1 over the agents of the last sentence, with sector and country."""


def wanted(label: str) -> Counter[str]:
    return Counter() if label == "none" else Counter(one.lower() for one in label.split("; "))


def given(found: list[MentionDraft], sentence: int) -> Counter[str]:
    told = {
        f"{actor.name} {actor.sector or '-'} {actor.country or '-'}".lower()
        for draft in found
        if draft.sentence == sentence
        for actor in draft.actors
        if actor.role == "agent"
    }
    return Counter(told)


def compared(part: str) -> tuple[float, list[str]]:
    right = number = other = 0
    wrong = []
    for label, text in labelled("antecedents.tsv", part):
        found = drafts(text)
        last = max((draft.sentence for draft in found), default=0)
        gold = Counter({one.replace("/", " "): 1 for one in wanted(label)})
        told = given(found, last)
        right += sum((gold & told).values())
        number += sum(gold.values())
        other += sum(told.values())
        if gold != told:
            wrong.append(f"{text}\n   missing {list(gold - told)}, too much {list(told - gold)}")
    return 2 * right / (number + other), wrong


@pytest.mark.parametrize("part", ["seen", "scored"])
def test_the_f1_of_taken_up_parties_holds(part: str) -> None:
    f1, wrong = compared(part)
    assert len(labelled("antecedents.tsv", part)) >= 20
    assert f1 >= LEAST[part], "\n".join(wrong)
