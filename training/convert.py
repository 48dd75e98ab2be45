"""Turns the corpora into spaCy's binary documents: ``python -m training.convert SHARED WORK``."""

import argparse
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.lang.en import English
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from training.conllu import Sentence
from training.corpora import chunks, ewt_part, ewt_train, gum_documents, to_doc
from training.grammar import document as grammar_document
from training.lexical import build_vectors
from training.re3d import documents as re3d_documents
from training.treebank_names import ewt_doc, gum_doc

CHUNK = 10
"""Sentences in a document of running text, as `spacy convert --n-sents 10` makes them."""

MADE = 5000
"""Made documents, of one to three sentences."""


def syntax(shared: Path, work: Path) -> None:
    """Write the treebanks: train, dev and test of EWT, and the held-out part of GUM."""
    vocab, rng = English().vocab, random.Random(0)  # noqa: S311
    training = [*ewt_train(shared / "ewt"), *gum_documents(shared / "gum", held_out=False)]
    write(
        work / "syntax-train.spacy",
        (to_doc(vocab, part, paragraphs=True) for doc in training for part in chunks(doc, rng)),
    )
    for part in ("dev", "test"):
        sentences = ewt_part(shared / "ewt", part)
        single = (to_doc(vocab, [s], paragraphs=False) for s in sentences)
        write(work / f"syntax-{part}.spacy", single)
        write(work / f"syntax-{part}-running.spacy", running(vocab, sentences))
    held = (running(vocab, d) for d in gum_documents(shared / "gum", held_out=True))
    write(work / "syntax-gum-running.spacy", (doc for documents in held for doc in documents))


def running(vocab: Vocab, sentences: list[Sentence]) -> Iterator[Doc]:
    """Yield runs of sentences with the paragraph breaks of the treebank, which are not scored."""
    for start in range(0, len(sentences), CHUNK):
        doc = to_doc(vocab, sentences[start : start + CHUNK], paragraphs=True)
        for token in doc:
            if token.is_space:
                token.tag_ = token.pos_ = token.lemma_ = ""
                token.dep_ = "punct"
        yield doc


def names(shared: Path, work: Path) -> None:
    """Write the corpora of names: train (by source) and the two held-out parts of re3d and GUM."""
    nlp, rng = English(), random.Random(1)  # noqa: S311
    for part, name in (("train", "train-re3d"), ("held-out", "re3d"), ("bbc", "bbc")):
        write(work / f"names-{name}.spacy", re3d_documents(shared / "re3d", part, nlp))
    for held_out, name in ((False, "train-gum"), (True, "gum")):
        runs = (
            gum_doc(to_doc(nlp.vocab, run, paragraphs=False), run)
            for document in gum_documents(shared / "gum", held_out=held_out)
            for run in (list(part) for part in chunks(document, rng))
        )
        write(work / f"names-{name}.spacy", runs)
    sure = (
        ewt_doc(to_doc(nlp.vocab, [sentence], paragraphs=False))
        for document in ewt_train(shared / "ewt")
        for sentence in document
    )
    write(work / "names-train-ewt.spacy", (doc for doc in sure if doc is not None))
    made = (grammar_document(rng, nlp) for _ in range(MADE))
    write(work / "names-train-made.spacy", made)


def write(path: Path, docs: Iterable[Doc]) -> None:
    """Write documents to a file and say how much it is."""
    kept = list(docs)
    DocBin(docs=kept, store_user_data=False).to_disk(path)
    print(f"{path.name}: {len(kept)} documents, {sum(map(len, kept))} tokens")


def main() -> None:
    """Convert everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, help="folder with ewt/, gum/ and re3d/")
    parser.add_argument("work", type=Path, help="folder of the converted corpora")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    build_vectors().to_disk(arguments.work / "vectors")
    syntax(arguments.shared, arguments.work)
    names(arguments.shared, arguments.work)


if __name__ == "__main__":
    main()
