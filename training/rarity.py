"""Count in how many documents each word stands: `python -m training.rarity SHARED OUT`.

The counts weigh the words of an article's signature (TF-IDF). Counted over gun violence articles
published before 2015, the development texts of MUC-4 and the training parts of EWT and GUM whose
licence allows it. Words that fewer than `LEAST` documents have are as rare as can be: that keeps
the names of persons out of the table.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from evaluation.gunviolence.gold import part_of, read_folder
from evaluation.muc4.texts import read_texts
from streams.extract.article.signature import tokens
from training.corpora import ewt_train, gum_documents

LEAST = 5
"""Documents; a name of a person seldom stands in so many."""
HEADER = """\
# In how many documents a word stands; the line of * has the number of documents. Made by
# training/rarity.py from public gun violence articles before 2015 and MUC-4 development texts
# (facts, no text is copied), UD English EWT (CC BY-SA 4.0) and the CC BY parts of GUM. Words of
# fewer than 5 documents are left out.
"""


@click.command()
@click.argument("shared", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
def main(shared: Path, out: Path) -> None:
    """Count the words of the corpora in SHARED into the file OUT."""
    frequency: Counter[str] = Counter()
    documents = 0
    for text in _texts(shared):
        frequency.update({word.lower() for word in tokens(text)})
        documents += 1
    kept = sorted(word for word, number in frequency.items() if number >= LEAST)
    rows = [f"*\t{documents}", *(f"{word}\t{frequency[word]}" for word in kept)]
    out.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    click.echo(f"{len(kept)} words of {documents} documents")


def _texts(shared: Path) -> Iterator[str]:
    """Yield the text of each document.

    Only of the benchmarks' development parts, and of what the treebanks do not hold out.
    """
    for one in part_of(read_folder(shared / "benchmarks" / "gunviolence"), "dev"):
        yield f"{one.article.title or ''}. {one.article.text}"
    for path in sorted((shared / "benchmarks" / "muc4" / "dev").glob("dev-muc3-*")):
        yield from (article.text for article in read_texts(path))
    training = shared / "training"
    documents = [*ewt_train(training / "ewt"), *gum_documents(training / "gum", held_out=False)]
    for sentences in documents:
        yield " ".join(sentence.text for sentence in sentences)


if __name__ == "__main__":
    main()
