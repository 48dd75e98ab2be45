"""A second pipeline for tests: the packaged one, its trees rewritten in the style of en_core_web_*.

Prepositions carry their nouns, "be" its predicate, conjuncts the next one, and names have a label
that Dateline does not know. The rewriting is no inverse of what is tested: it is written from
spaCy's glossary and the trees that its pipelines give.
"""

from itertools import pairwise
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from streams.extract.syntax.pipeline import load_pipeline

LABELS = {
    "nsubj:pass": "nsubjpass",
    "aux:pass": "auxpass",
    "obj": "dobj",
    "iobj": "dative",
    "compound:prt": "prt",
    "nmod:poss": "poss",
    "acl:relcl": "relcl",
    "advcl:relcl": "advcl",
    "obl:unmarked": "npadvmod",
    "nmod:unmarked": "npadvmod",
    "nmod:desc": "compound",
    "det:predet": "predet",
    "cc:preconj": "preconj",
    "discourse": "intj",
    "obl": "npadvmod",
    "flat": "compound",
    "fixed": "dep",
    "cop": "dep",
}


CLAUSAL = frozenset({"nsubj", "aux", "punct", "advmod", "mark", "cc", "obl", "obl:unmarked"})


def _rewrite(doc: Doc) -> tuple[list[int], list[str]]:
    heads = [token.head.i for token in doc]
    deps = [token.dep_ for token in doc]
    for token in doc:
        if token.dep_ in {"obl", "nmod", "obl:agent"}:
            label = "agent" if token.dep_ == "obl:agent" else "prep"
            _below_prepositions(token, heads, deps, label)
        if token.dep_ == "mark" and token.tag_ == "TO":
            deps[token.i] = "aux"
    _verbs_above_predicates(doc, heads, deps)
    _chained_conjuncts(doc, heads, deps)
    return heads, [LABELS.get(label, label) for label in deps]


def _below_prepositions(token: Token, heads: list[int], deps: list[str], label: str) -> bool:
    """Hang a noun on its last preposition, that on the one before, the first where it hung."""
    cases = [child for child in token.children if child.dep_ == "case" and child.tag_ != "POS"]
    if not cases:
        return False
    heads[cases[0].i], deps[cases[0].i] = heads[token.i], label
    heads[token.i], deps[token.i] = cases[-1].i, "pobj"
    for before, after in pairwise(cases):
        heads[after.i], deps[after.i] = before.i, "prep"
    return True


def _verbs_above_predicates(doc: Doc, heads: list[int], deps: list[str]) -> None:
    for token in doc:
        if token.dep_ != "cop":
            continue
        told = token.head
        heads[token.i] = token.i if heads[told.i] == told.i else heads[told.i]
        deps[token.i] = deps[told.i]
        for child in told.children:
            if child.dep_ in CLAUSAL and child != token and heads[child.i] == told.i:
                heads[child.i] = token.i
        heads[told.i] = token.i
        if not _below_prepositions(told, heads, deps, "prep"):
            deps[told.i] = "acomp" if told.pos_ == "ADJ" else "attr"


def _chained_conjuncts(doc: Doc, heads: list[int], deps: list[str]) -> None:
    for token in doc:
        joined: list[Token] = [child for child in token.children if child.dep_ == "conj"]
        for before, after in pairwise(joined):
            if deps[after.i] == "conj":
                heads[after.i] = before.i
        for conjunct in joined:
            for child in conjunct.children:
                if child.dep_ == "cc" and deps[conjunct.i] == "conj":
                    heads[child.i] = heads[conjunct.i]


@Language.component("clearnlp_style")
def clearnlp_style(doc: Doc) -> Doc:
    """Rewrite trees and names."""
    heads, deps = _rewrite(doc)
    new = Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        heads=heads,
        deps=deps,
        pos=[token.pos_ for token in doc],
        tags=[token.tag_ for token in doc],
        lemmas=[token.lemma_ for token in doc],
    )
    new.ents = [
        Span(new, span.start, span.end, label="PRODUCT" if span.label_ == "WEAPON" else span.label_)
        for span in doc.ents
    ]
    return new


def save(folder: Path) -> str:
    """Write the second pipeline to a folder and return its name for the setting."""
    load_pipeline.cache_clear()
    nlp = load_pipeline()
    nlp.add_pipe("clearnlp_style")
    nlp.to_disk(folder)
    load_pipeline.cache_clear()
    return str(folder)
