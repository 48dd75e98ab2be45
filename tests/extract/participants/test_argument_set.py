from collections import Counter

import pytest

from schemas import MentionDraft
from tests.extract.labelled import f1_of, labelled
from tests.extract.reading import drafts

LEAST = {"seen": 0.95, "scored": 0.92}
"""F1 over roles with their names, sectors, countries and weapons."""


def wanted(label: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for part in label.split("; "):
        role, _, value = part.partition("=")
        if role == "weapon":
            found[f"weapon {value}"] += 1
            continue
        name, sector, country = value.split("/")
        found[f"{role} {name.lower()} {sector} {country}"] += 1
    return found


def given(found: list[MentionDraft]) -> Counter[str]:
    read: Counter[str] = Counter()
    for draft in found:
        if draft.weapon:
            read[f"weapon {draft.weapon}"] = 1
        for actor in draft.actors:
            name = f"{actor.name.lower()} {actor.sector or '-'} {actor.country or '-'}"
            read[f"{actor.role} {name}"] = 1
    return read


def compared(part: str) -> tuple[float, list[str]]:
    sentences = labelled("arguments.tsv", part)
    return f1_of((wanted(label), given(drafts(text)), text) for label, text in sentences)


@pytest.mark.parametrize("part", ["seen", "scored"])
def test_the_f1_of_arguments_holds(part: str) -> None:
    f1, wrong = compared(part)
    assert len(labelled("arguments.tsv", part)) >= 60
    assert f1 >= LEAST[part], "\n".join(wrong)
