from collections import Counter

import pytest

from schemas import MentionDraft
from tests.extract.labelled import f1_of, labelled
from tests.extract.reading import drafts

LEAST = {"seen": 0.9, "scored": 0.7}
"""F1 over the agents of the last sentence, with sector and country."""


def wanted(label: str) -> Counter[str]:
    return Counter() if label == "none" else Counter(one.lower() for one in label.split("; "))


def given(found: list[MentionDraft], sentence: int) -> Counter[str]:
    found_agents = {
        f"{actor.name} {actor.sector or '-'} {actor.country or '-'}".lower()
        for draft in found
        if draft.sentence == sentence
        for actor in draft.actors
        if actor.role == "agent"
    }
    return Counter(found_agents)


def read(label: str, text: str) -> tuple[Counter[str], Counter[str], str]:
    found = drafts(text)
    last = max((draft.sentence for draft in found), default=0)
    gold = Counter({one.replace("/", " "): 1 for one in wanted(label)})
    return gold, given(found, last), text


def compared(part: str) -> tuple[float, list[str]]:
    return f1_of(read(label, text) for label, text in labelled("antecedents.tsv", part))


@pytest.mark.parametrize("part", ["seen", "scored"])
def test_the_f1_of_antecedents_holds(part: str) -> None:
    f1, wrong = compared(part)
    assert len(labelled("antecedents.tsv", part)) >= 20
    assert f1 >= LEAST[part], "\n".join(wrong)
