"""Which answer stands for which template, and the counts that follow."""

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.measures import Counts, total
from evaluation.muc4.answer import Answer
from evaluation.muc4.slots import (
    COUNTRY_LEVEL,
    SLOTS,
    WHOLE,
    given_counts,
    slot_counts,
    type_credit,
    wanted_counts,
)
from evaluation.muc4.template import Template


@dataclass(frozen=True)
class AlignedArticle:
    """One document: the pairs, what was missed and what was made up."""

    pairs: tuple[tuple[Template, Answer], ...]
    missing: tuple[Template, ...]
    spurious: tuple[Answer, ...]


def align(templates: Sequence[Template], answers: Sequence[Answer]) -> AlignedArticle:
    """Pair answers with templates one to one, the pair with most credit first.

    A pair needs credit for the type and for one more slot. Optional templates without an answer
    are not missing.
    """
    ranked = sorted(
        (-credit, t, a)
        for t, template in enumerate(templates)
        for a, answer in enumerate(answers)
        if (credit := pair_credit(template, answer))
    )
    left, right = dict(enumerate(templates)), dict(enumerate(answers))
    pairs = [(left.pop(t), right.pop(a)) for _, t, a in ranked if t in left and a in right]
    missing = tuple(template for template in left.values() if not template.optional)
    return AlignedArticle(tuple(pairs), missing, tuple(right.values()))


def pair_credit(template: Template, answer: Answer) -> float:
    """Return the credit of a pair over all slots; 0 when the pair cannot stand."""
    kind = type_credit(template.types, answer.type)
    counts = slot_counts(template, answer)
    rest = sum(counts[slot].right for slot in WHOLE if slot != "type")
    return kind + rest if kind and rest else 0.0


def outcome_counts(outcomes: Sequence[AlignedArticle]) -> dict[str, Counts]:
    """Return the counts of each slot over all templates, of ``incident``, and pooled ones.

    ``country_level`` pools ``COUNTRY_LEVEL``, ``all`` pools ``WHOLE``.
    """
    parts = [slot_counts(template, answer) for o in outcomes for template, answer in o.pairs]
    parts += [wanted_counts(template) for o in outcomes for template in o.missing]
    parts += [given_counts(answer) for o in outcomes for answer in o.spurious]
    slots = {slot: total(part[slot] for part in parts) for slot in SLOTS}
    incident = total(_incidents(outcome) for outcome in outcomes)
    pooled = {"country_level": COUNTRY_LEVEL, "all": WHOLE}
    return {
        "incident": incident,
        **slots,
        **{name: total(slots[slot] for slot in of) for name, of in pooled.items()},
    }


def _incidents(outcome: AlignedArticle) -> Counts:
    pairs = len(outcome.pairs)
    return Counts(pairs, pairs + len(outcome.spurious), pairs + len(outcome.missing))
