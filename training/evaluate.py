"""Measures a pipeline on the held-out parts: ``python -m training.evaluate WORK SHARED``."""

import argparse
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import psutil  # type: ignore[import-untyped, unused-ignore]
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from streams.extract.syntax.pipeline import load_pipeline
from streams.extract.syntax.reader import BATCH
from training.train import read

PLACES = frozenset({"GPE", "LOC", "FAC"})
SYNTAX = ("tag_acc", "pos_acc", "morph_acc", "lemma_acc", "sents_f", "dep_uas", "dep_las")
Scores = dict[str, float]


def applied(nlp: Language, docs: list[Doc]) -> list[Example]:
    """Pair what the pipeline makes of the bare texts with the annotation."""
    found = nlp.pipe(doc.text for doc in docs)
    return [Example(predicted, gold) for predicted, gold in zip(found, docs, strict=True)]


def syntax(nlp: Language, docs: list[Doc]) -> Scores:
    """Score as `spacy evaluate` does (punctuation left out), and attachment of all words."""
    examples = applied(nlp, docs)
    scores = Scorer(nlp).score(examples)
    attached = _attachment(examples)
    return {name: round(100 * scores[name], 2) for name in SYNTAX if scores.get(name)} | attached


def _attachment(examples: Iterable[Example]) -> Scores:
    """Count heads and labels of all words, punctuation too; a word split otherwise is wrong."""
    gold = heads = labels = 0
    for pair in examples:
        to_gold = pair.alignment.y2x
        for token in (token for token in pair.reference if not token.is_space):
            gold += 1
            here, there = to_gold[token.i], to_gold[token.head.i]
            if len(here) == 1 and len(there) == 1:
                found = pair.predicted[int(here[0])]
                right = found.head.i == int(there[0])
                heads += right
                labels += right and found.dep_ == token.dep_
    return {
        "uas_with_punctuation": round(100 * heads / gold, 2),
        "las_with_punctuation": round(100 * labels / gold, 2),
    }


def names(nlp: Language, docs: list[Doc]) -> dict[str, Any]:
    """Score exact spans per label, and places of any label, exactly and by overlap."""
    examples = applied(nlp, docs)
    scores = Scorer(nlp).score(examples)
    place = _places([pair.reference for pair in examples], [pair.predicted for pair in examples])
    types = scores["ents_per_type"] or {}
    return {
        "all": round(100 * (scores["ents_f"] or 0), 2),
        "place": place,
        "types": {label: round(100 * value["f"], 1) for label, value in sorted(types.items())},
    }


def _places(gold: list[Doc], found: list[Doc]) -> Scores:
    pairs = [
        ({(e.start_char, e.end_char) for e in g.ents if e.label_ in PLACES},
         {(e.start_char, e.end_char) for e in f.ents if e.label_ in PLACES})
        for g, f in zip(gold, found, strict=True)
    ]  # fmt: skip
    return {
        **_prf(pairs, lambda a, b: a == b, ""),
        **_prf(pairs, lambda a, b: a[0] < b[1] and b[0] < a[1], "_overlap"),
        "n": sum(len(g) for g, _ in pairs),
    }


Range = tuple[int, int]


def _prf(
    pairs: list[tuple[set[Range], set[Range]]], same: Callable[[Range, Range], bool], suffix: str
) -> Scores:
    hit = sum(any(same(a, b) for b in found) for gold, found in pairs for a in gold)
    right = sum(any(same(a, b) for b in gold) for gold, found in pairs for a in found)
    recall = hit / max(1, sum(len(gold) for gold, _ in pairs))
    precision = right / max(1, sum(len(found) for _, found in pairs))
    f = 2 * precision * recall / max(1e-9, precision + recall)
    values = {"p": precision, "r": recall, "f": f}
    return {f"{name}{suffix}": round(100 * value, 2) for name, value in values.items()}


def toponyms(nlp: Language, path: Path) -> Scores:
    """Return the recall of toponyms that a name overlaps, for growing sets of labels."""
    sets = {
        "places": PLACES,
        "places_norp": PLACES | {"NORP"},
        "places_norp_org": PLACES | {"NORP", "ORG"},
    }
    hits, total = dict.fromkeys(sets, 0), 0
    for article in ElementTree.parse(path).iter("article"):  # noqa: S314  # a local corpus
        doc = nlp(article.findtext("text") or "")
        for toponym in article.iter("toponym"):
            start, end = (int(toponym.findtext(name) or 0) for name in ("start", "end"))
            labels = {e.label_ for e in doc.ents if e.start_char < end and start < e.end_char}
            total += 1
            for name, wanted in sets.items():
                hits[name] += bool(labels & wanted)
    return {name: round(100 * count / total, 2) for name, count in hits.items()} | {"n": total}


def cost(nlp: Language, texts: list[str], seconds: float) -> Scores:
    """Return words a second of one core (best of three), seconds to load, megabytes in use."""
    words = sum(len(doc) for doc in nlp.pipe(texts))
    times = []
    for _ in range(3):
        start = time.process_time()
        for _ in nlp.pipe(texts, batch_size=BATCH):
            pass
        times.append(time.process_time() - start)
    used = psutil.Process().memory_info().rss / 1e6
    return {
        "words_per_second": round(words / min(times)),
        "load_seconds": round(seconds, 2),
        "megabytes": round(used),
    }


def measure(name: str | None, work: Path, shared: Path) -> dict[str, Any]:
    """Return all scores of a pipeline."""
    start = time.monotonic()
    nlp = load_pipeline(name)
    loaded = time.monotonic() - start
    texts = [doc.text for doc in read(nlp, work / "syntax-test-running.spacy")]
    report: dict[str, Any] = {"cost": cost(nlp, texts, loaded)}
    if "parser" in nlp.pipe_names:
        for part in ("test", "test-running", "gum-running"):
            report[f"syntax {part}"] = syntax(nlp, read(nlp, work / f"syntax-{part}.spacy"))
    if "ner" in nlp.pipe_names:
        for part in ("re3d", "bbc", "gum"):
            report[f"names {part}"] = names(nlp, read(nlp, work / f"names-{part}.spacy"))
        for corpus in ("TR-News", "lgl"):
            path = shared / "benchmarks" / "geoparsing" / f"{corpus}.xml"
            report[f"toponyms {corpus}"] = toponyms(nlp, path)
    return report


def main() -> None:
    """Print a table, and JSON with ``--json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path, help="folder of the converted corpora")
    parser.add_argument("shared", type=Path, help="folder with benchmarks/")
    parser.add_argument("--pipeline", default=None, help="another pipeline's name or folder")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    report = measure(options.pipeline, options.work, options.shared)
    if options.json:
        print(json.dumps(report, indent=2))
        return
    for part, scores in report.items():
        print(f"{part:20}", "  ".join(f"{name} {value}" for name, value in scores.items()))


if __name__ == "__main__":
    main()
