"""Names in re3d: documents on the war in Syria and Iraq with entity offsets.

The corpus marks long phrases ("the Syrian town of Dabiq"), automatic and crowd annotations side by
side. Here the span is the name alone ("Dabiq"), overlaps are settled by rule, and marks that do not
stand on word borders or have no capital are left out (weapons excepted).
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span

from training.corpora import bucket
from training.spans import TYPES, name_runs, number_runs, place_label, time_label, weapon_runs
from training.wordlists import countries, demonyms, plain_places, words

EVALUATION_ONLY = "BBC Online"
"""Its licence is non-commercial."""
HELD_OUT_OF = 4
SURE = 0.5
TITLES = words("titles.txt")
PLACES = plain_places() | frozenset(countries())


class Mark(NamedTuple):
    """An annotation: token range, type of the corpus, confidence in 0..1."""

    start: int
    end: int
    kind: str
    confidence: float


def documents(folder: Path, part: str, nlp: Language) -> Iterator[Doc]:
    """Yield the documents of ``train``, ``held-out`` (one in four, by hash of id) or ``bbc``."""
    for source in sorted(path for path in folder.iterdir() if path.is_dir()):
        if (source.name == EVALUATION_ONLY) != (part == "bbc"):
            continue
        marks: dict[str, list[dict[str, object]]] = {}
        for row in _rows(source / "entities.json"):
            marks.setdefault(str(row["documentId"]), []).append(row)
        for row in _rows(source / "documents.json"):
            held = bucket(str(row["_id"]), HELD_OUT_OF) == 0
            if part == "bbc" or held == (part == "held-out"):
                rows = marks.get(str(row["_id"]), [])
                yield _document(nlp, str(row["text"]), rows, completed=part == "train")


def _rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _document(nlp: Language, text: str, rows: list[dict[str, object]], *, completed: bool) -> Doc:
    """Return a document with names; ``completed`` adds countries that the annotators missed."""
    doc = nlp.make_doc(text)
    marks = []
    for row in rows:
        span = doc.char_span(int(str(row["begin"])), int(str(row["end"])))
        if span is not None:
            marks.append(
                Mark(span.start, span.end, str(row["type"]), float(str(row["confidence"])))
            )
    more = _countries(doc) if completed else ()
    doc.set_ents(settle([*_candidates(doc, marks), *more]))
    return doc


def _countries(doc: Doc) -> Iterator[tuple[int, Span]]:
    for run in name_runs(doc[:]):
        if run.text in PLACES:
            yield 9, Span(doc, run.start, run.end, place_label(run))


def _candidates(doc: Doc, marks: list[Mark]) -> Iterator[tuple[int, Span]]:
    """Yield spans with a rank: lower is stronger."""
    others = [mark for mark in marks if mark.kind in {"Organisation", "Location"}]
    for mark in marks:
        span = doc[mark.start : mark.end]
        weak = mark.confidence < SURE
        if mark.kind == "Temporal":
            yield 0, Span(doc, mark.start, mark.end, time_label(span))
        elif mark.kind in {"Weapon", "MilitaryPlatform"} and not weak:
            yield from ((6, run) for run in weapon_runs(span))
        elif mark.kind == "Location":
            yield from _places(span, weak=weak)
        elif mark.kind == "Organisation":
            yield from _organization(span, weak=weak)
        elif mark.kind == "Person":
            inner = [o for o in others if mark.start <= o.start and o.end < mark.end]
            yield from _person(span, inner, weak=weak)
    yield from _by_list(doc)


def _places(span: Span, *, weak: bool) -> Iterator[tuple[int, Span]]:
    for run in name_runs(span):
        if (run.text not in demonyms() and not run.text.isupper()) or run.text in PLACES:
            yield 3 + weak, Span(span.doc, run.start, run.end, place_label(run))


def _organization(span: Span, *, weak: bool) -> Iterator[tuple[int, Span]]:
    for run in name_runs(span, joined=True):
        if run.text in PLACES:
            yield 3, Span(span.doc, run.start, run.end, "GPE")
        elif run.text in demonyms():
            yield 3, Span(span.doc, run.start, run.end, "NORP")
        else:
            yield (5 if weak else 2), Span(span.doc, run.start, run.end, "ORG")


def _person(span: Span, inner: list[Mark], *, weak: bool) -> Iterator[tuple[int, Span]]:
    runs = list(name_runs(span))
    if not runs or runs[-1].end != span.end:
        return
    run = runs[-1]
    if run.text in PLACES or run[-1].lower_ in TYPES["not_a_person"]:
        return
    start = max([run.start, *(o.end for o in inner if o.end < run.end)])
    for token in run:
        if token.i == start and (token.text in TITLES or token.text in demonyms()):
            start += 1
    if start < run.end and not (run.end - start == 1 and span.doc[start].is_upper):
        yield (4 if weak else 1), Span(span.doc, start, run.end, "PERSON")


def _by_list(doc: Doc) -> Iterator[tuple[int, Span]]:
    """Yield what the corpus marks unevenly: peoples and numbers."""
    for token in doc:
        if token.text in demonyms():
            yield 7, Span(doc, token.i, token.i + 1, "NORP")
    yield from ((8, run) for run in number_runs(doc[:]))
    yield from ((6, run) for run in weapon_runs(doc[:]))


def settle(candidates: Iterable[tuple[int, Span]]) -> list[Span]:
    """Choose spans that do not overlap: by rank, then by length, then by position."""
    chosen: list[Span] = []
    taken: set[int] = set()
    for _, span in sorted(candidates, key=lambda c: (c[0], c[1].start - c[1].end, c[1].start)):
        if span.end > span.start and not taken.intersection(range(span.start, span.end)):
            chosen.append(span)
            taken.update(range(span.start, span.end))
    return sorted(chosen, key=lambda span: span.start)
