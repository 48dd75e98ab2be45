"""Which documents train and which measure, and spaCy documents out of sentences.

Held-out parts are fixed here, by official file or by a hash of the document's id.
"""

import hashlib
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

from training.conllu import Sentence, read_conllu

GUM_GENRES = ("academic", "bio", "court", "interview", "news", "voyage")
"""Genres whose texts LICENSE.txt puts under CC BY or CC BY-SA. Left out: the non-commercial ones
(essay, fiction, letter, podcast, reddit, whow) and those without a licence (conversation, speech,
textbook, vlog)."""
LONGEST_CHUNK = 8
"""Sentences in a training document: articles are longer, but batches need even sizes."""


def bucket(document_id: str, of: int) -> int:
    """Return a stable number in ``range(of)`` for a document: SHA-256 of its id."""
    return int.from_bytes(hashlib.sha256(document_id.encode()).digest()[:8], "big") % of


def ewt_train(folder: Path) -> Iterator[list[Sentence]]:
    """Yield the source documents of EWT without any sentence of dev or test, by id or by text."""
    held = [s for part in ("dev", "test") for s in ewt_part(folder, part)]
    ids, texts = {s.sent_id for s in held}, {s.text for s in held}
    for path in sorted((folder / "sources").rglob("*.conllu")):
        kept = [s for s in read_conllu(path) if s.sent_id not in ids and s.text not in texts]
        if kept:
            yield kept


def ewt_part(folder: Path, part: str) -> list[Sentence]:
    """Return the official ``dev`` or ``test`` sentences."""
    return list(read_conllu(folder / f"en_ewt-ud-{part}.conllu"))


def gum_documents(folder: Path, *, held_out: bool) -> Iterator[list[Sentence]]:
    """Yield documents of the allowed genres; one in eight, by hash of its name, is held out."""
    for path in sorted(folder.glob("GUM_*.conllu")):
        if path.stem.split("_")[1] in GUM_GENRES and (bucket(path.stem, 8) == 0) == held_out:
            yield list(read_conllu(path))


def chunks(sentences: Sequence[Sentence], rng: random.Random) -> Iterator[Sequence[Sentence]]:
    """Cut a document into runs of 1 to ``LONGEST_CHUNK`` sentences."""
    start = 0
    while start < len(sentences):
        size = rng.randint(1, LONGEST_CHUNK)
        yield sentences[start : start + size]
        start += size


def to_doc(vocab: Vocab, sentences: Sequence[Sentence], *, paragraphs: bool) -> Doc:
    """Return a spaCy document with tags, features, lemmas and parse.

    With ``paragraphs``, a line break stands as a token where the treebank starts a paragraph, as
    spaCy's tokenizer makes one of it in real text.
    """
    rows: list[tuple[str, bool, str, str, str, str, int, str, bool]] = []
    for number, sentence in enumerate(sentences):
        if paragraphs and number and sentence.paragraph:
            last = len(rows) - 1
            form, _, *rest = rows[last]
            rows[last] = (form, False, *rest)  # type: ignore[assignment]
            rows.append(("\n\n", False, "\n\n", "SPACE", "_SP", "", last, "dep", False))
        base = len(rows)
        rows.extend(
            (
                t.form,
                t.space_after,
                t.lemma,
                t.upos,
                t.xpos,
                t.feats,
                base + t.head,
                t.deprel,
                i == 0,
            )
            for i, t in enumerate(sentence.tokens)
        )
    words, spaces, lemmas, pos, tags, morphs, heads, deps, _ = map(list, zip(*rows, strict=True))
    return Doc(
        vocab,
        words=words,
        spaces=spaces,
        lemmas=lemmas,
        pos=pos,
        tags=tags,
        morphs=morphs,
        heads=heads,
        deps=deps,
    )
