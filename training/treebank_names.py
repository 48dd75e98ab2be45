"""Names for the treebanks: GUM's own entities, and what can be said of EWT without any.

GUM marks every phrase that names or describes an entity; the named ones are kept. EWT has no
entities: the sentences are kept in which lists, rules and tags decide about every word.
"""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from training.conllu import Sentence
from training.re3d import PLACES, TITLES, settle
from training.spans import (
    dates_of,
    is_date,
    name_runs,
    number_runs,
    place_label,
    time_label,
    weapon_runs,
)
from training.wordlists import demonyms, plain_places

LONGEST_DATE = 6
DOUBTFUL_ARMS = {"tank", "tanks", "rocket", "rockets", "mortar", "mortars", "missile"}
KINDS = {"person": "PERSON", "place": "GPE", "organization": "ORG"}


def gum_doc(doc: Doc, sentences: list[Sentence]) -> Doc:
    """Mark the names of a GUM document."""
    doc.set_ents(settle(_gum_candidates(doc, sentences)))
    return doc


def mentions(sentences: list[Sentence]) -> Iterator[tuple[int, int, str]]:
    """Yield token ranges and GUM types of a document's entity brackets."""
    open_marks: dict[str, list[tuple[int, str]]] = {}
    index = 0
    for sentence in sentences:
        for token in sentence.tokens:
            value = re.search(r"Entity=([^|]*)", token.misc)
            for part in re.findall(r"\(?[^()]+\)?", value.group(1)) if value else ():
                number, _, rest = part.strip("()").partition("-")
                if part.startswith("("):
                    open_marks.setdefault(number, []).append((index, rest.partition("-")[0]))
                if part.endswith(")") and open_marks.get(number):
                    start, kind = open_marks[number].pop()
                    yield start, index + 1, kind
            index += 1


def _gum_candidates(doc: Doc, sentences: list[Sentence]) -> Iterator[tuple[int, Span]]:
    for start, end, kind in mentions(sentences):
        span = doc[start:end]
        if kind == "time" and is_date(span) and end - start <= LONGEST_DATE:
            yield 3, Span(doc, start, end, time_label(span))
        elif kind in KINDS and end - start < 12:
            yield from _named(span, kind)
    yield from _numbers(doc)
    yield from ((6, run) for run in weapon_runs(doc[:]))
    for token in doc:
        if token.text in demonyms():
            yield 7, Span(doc, token.i, token.i + 1, "NORP")


def _named(span: Span, kind: str) -> Iterator[tuple[int, Span]]:
    """Yield the name in a phrase whose head is a proper noun."""
    if span.root.pos_ != "PROPN":
        return
    for run in name_runs(span, joined=kind == "organization"):
        if not run.start <= span.root.i < run.end or run.text in demonyms():
            continue
        start = run.start
        while kind == "person" and start < run.end - 1 and span.doc[start].text in TITLES:
            start += 1
        label = KINDS[kind]
        if kind == "place" or (kind == "organization" and run.text in PLACES):
            label = place_label(run)
        yield 2, Span(span.doc, start, run.end, label)


def _numbers(doc: Doc) -> Iterator[tuple[int, Span]]:
    for run in number_runs(doc[:]):
        if run.root.dep_ == "nummod" and run.root.pos_ == "NUM":
            yield 8, run


def ewt_doc(doc: Doc) -> Doc | None:
    """Mark the names of a sentence; None where it has a word of which nothing sure can be said."""
    chosen = settle(_ewt_candidates(doc))
    known = {index for span in chosen for index in range(span.start, span.end)}
    if any(index not in known and _may_be_name(doc, index) for index in range(len(doc))):
        return None
    doc.set_ents(chosen)
    return doc


def _may_be_name(doc: Doc, index: int) -> bool:
    token = doc[index]
    if token.pos_ in {"PROPN", "NUM", "X", "SYM"}:
        return True
    inner_capital = token.text[:1].isupper() and token.text != "I" and not token.is_sent_start
    return inner_capital or is_date(doc[index : index + 1])


def _ewt_candidates(doc: Doc) -> Iterator[tuple[int, Span]]:
    yield from ((3, span) for span in dates_of(doc))
    yield from _numbers(doc)
    yield from ((6, run) for run in weapon_runs(doc[:]) if run.text.lower() not in DOUBTFUL_ARMS)
    for run in name_runs(doc[:]):
        if run.text in demonyms():
            yield 2, Span(doc, run.start, run.end, "NORP")
        elif run.text in plain_places() and all(token.pos_ == "PROPN" for token in run):
            yield 2, Span(doc, run.start, run.end, place_label(run))
