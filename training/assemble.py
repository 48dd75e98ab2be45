"""Puts the trained halves together as the package: ``python -m training.assemble WORK OUT``.

The package keeps no words of the corpora: strings are those of labels and of the lemma tables.
"""

import argparse
import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import spacy
from spacy import util
from spacy.language import Language
from spacy.tokens import Doc

from training.lexical import pruned
from training.train import read

FREQUENT = 100_000
"""Words with features in the package: the rarest are dropped, for size."""
META = {
    "name": "dateline_news",
    "version": "0.1.0",
    "description": "Small English pipeline for news: tags, features, lemmas, parse, names.",
    "author": "The Dateline authors",
    "license": "CC BY-SA 4.0",
    "spacy_version": ">=3.8,<3.9",
}


def joined(syntax: Path, names: Path) -> Language:
    """Return a pipeline with the components of both halves and no more strings than they need."""
    halves = [spacy.load(path) for path in (syntax, names)]
    nlp = halves[0]
    nlp.add_pipe("ner", source=halves[1])
    return nlp


def bare(nlp: Language) -> Language:
    """Return the same pipeline on a vocabulary that has not seen the corpora."""
    other = util.load_model_from_config(nlp.config, vocab=True)
    other.vocab.vectors = pruned(nlp.vocab.vectors, FREQUENT)
    for name in (pipe for pipe in nlp.pipe_names if pipe != "lemmatizer"):
        source: Any = nlp.get_pipe(name)
        target: Any = other.get_pipe(name)
        target.from_bytes(source.to_bytes(exclude=["vocab"]), exclude=["vocab"])
        for label in getattr(source, "labels", ()):
            other.vocab.strings.add(label)
    lemmatizer: Any = other.get_pipe("lemmatizer")
    trained: Any = nlp.get_pipe("lemmatizer")
    lemmatizer.initialize(nlp=other, lookups=trained.lookups)
    return other


def replace(nlp: Language, out: Path) -> None:
    """Write a pipeline beside the one that is there, then put it in its place."""
    new = out.with_name(f"{out.name}-new")
    shutil.rmtree(new, ignore_errors=True)
    nlp.to_disk(new)
    shutil.rmtree(out, ignore_errors=True)
    new.rename(out)


def main() -> None:
    """Join, add the lemma exceptions of the treebanks, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--syntax", default="syntax")
    parser.add_argument("--names", default="names")
    options = parser.parse_args()
    work = options.work
    nlp = joined(work / options.syntax / "pipeline", work / options.names / "pipeline")
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    table = lemmatizer.lookups.get_table("lemma_exc")
    for pos, forms in exceptions(lemmatizer, read(nlp, work / "syntax-train.spacy")).items():
        table[pos] = {**table.get(pos, {}), **forms}
    nlp = bare(nlp)
    nlp.meta.update(META)
    replace(nlp, options.out)
    size = sum(path.stat().st_size for path in options.out.rglob("*") if path.is_file())
    print(f"{options.out}: {size / 1e6:.1f} MB, {', '.join(nlp.pipe_names)}")


if __name__ == "__main__":
    main()


OPEN_CLASSES = frozenset({"noun", "verb", "adj", "adv"})
"""What the rules know; all others have no rules, so every frequent form is listed."""
LEAST = 2
"""Times that a form must be seen with the lemma."""
SHARE = 0.8
"""Share of a form's occurrences that must have the lemma."""


def exceptions(lemmatizer: Any, docs: Iterable[Doc]) -> dict[str, dict[str, list[str]]]:
    """Return lemmas per part of speech and form where rules err and the treebank is clear."""
    seen: dict[tuple[str, str], Counter[str]] = {}
    wrong: set[tuple[str, str]] = set()
    for doc in docs:
        gold = [token.lemma_ for token in doc]
        for token, lemma in zip(doc, gold, strict=True):
            if token.pos_ in {"PROPN", "SPACE", "NUM", "X", "SYM", "PUNCT"}:
                continue
            key = (token.pos_.lower(), token.lower_)
            seen.setdefault(key, Counter())[lemma] += 1
            if key[0] not in OPEN_CLASSES or lemma not in lemmatizer.lemmatize(token):
                wrong.add(key)
    found: dict[str, dict[str, list[str]]] = {}
    for key in sorted(wrong):
        (lemma, count), total = seen[key].most_common(1)[0], sum(seen[key].values())
        if count >= LEAST and count >= SHARE * total:
            found.setdefault(key[0], {})[key[1]] = [lemma]
    return found
