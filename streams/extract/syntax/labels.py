"""The labels that a pipeline uses, and how they become those that Dateline's rules read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from streams.errors import ConfigurationError
from streams.extract.syntax.clearnlp import CLEARNLP_ONLY, Tree, to_universal
from streams.extract.syntax.pipeline import PACKAGED, load_pipeline
from streams.extract.syntax.tables import ENTITY_LABELS

_PROBE = "Soldiers shelled the village on Monday."
"""A sentence with an object and a preposition, which the styles label differently."""
_UNIVERSAL = frozenset({"obj", "obl", "case", "nsubj:pass"})
_ADVICE = (
    "Name another with DATELINE_LANGUAGE_PIPELINE: en_core_web_sm, a folder with a pipeline for "
    f"English, or {PACKAGED!r}, the one that ships with Dateline"
)


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one pipeline.

    Attributes:
        convert: changes a tree into Universal Dependencies, in place.
        entities: Dateline's labels by those of the pipeline's entities; None for no such names.
    """

    convert: Callable[[Tree], None]
    entities: Mapping[str, str | None]

    def entity(self, label: str) -> str | None:
        """Return Dateline's label for an entity; None where Dateline has no such names."""
        return self.entities.get(label, label)


@lru_cache(maxsize=2)
def labels_of(name: str | None = None) -> Labels:
    """Load a pipeline and find out which labels it uses.

    Raises:
        MissingDependency: if it is not installed.
        ConfigurationError: if it gives no tags or no dependency parse, or its labels are neither
            those of Universal Dependencies nor those of spaCy's English pipelines.
    """
    nlp = load_pipeline(name)
    doc = nlp(_PROBE)
    lacking = [what for what in ("DEP", "TAG", "POS", "LEMMA") if not doc.has_annotation(what)]
    if lacking:
        parts = ", ".join(nlp.pipe_names)
        raise _unfit(name, f"sets no {', '.join(lacking)}; it has only {parts}")
    seen = {token.dep_ for token in doc}
    for used in (seen, set(nlp.pipe_labels.get("parser", ()))):
        if used & CLEARNLP_ONLY:
            return Labels(to_universal, _entity_labels())
        if used & _UNIVERSAL:
            return Labels(_unchanged, _entity_labels())
    raise _unfit(name, f"has dependency labels of no known style: {', '.join(sorted(seen))}")


def _unfit(name: str | None, why: str) -> ConfigurationError:
    return ConfigurationError(f"the language pipeline {name or PACKAGED!r} {why}. {_ADVICE}")


def _unchanged(tree: Tree) -> None:
    """Leave a tree of Universal Dependencies as it is."""
    del tree


@lru_cache(maxsize=1)
def _entity_labels() -> dict[str, str | None]:
    return {row.other: row.label for row in ENTITY_LABELS.rows()}
