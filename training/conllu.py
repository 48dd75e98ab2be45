"""Reads CoNLL-U treebanks into sentences with their spacing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Token:
    """One syntactic word; ``head`` is an index in the sentence, its own for the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    misc: str
    space_after: bool


@dataclass(frozen=True)
class Sentence:
    """A sentence of a treebank, with the id and text that it has there."""

    sent_id: str
    text: str
    paragraph: bool
    tokens: tuple[Token, ...] = field(repr=False)


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a file in order.

    Empty nodes are left out. Of a multiword token, the parts keep their own forms where these
    spell the whole; otherwise the sentence is left out, for its text could not be restored.
    """
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.strip("\n").split("\n")
        comments = [line for line in lines if line.startswith("#")]
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        tokens = _tokens(rows)
        if tokens:
            yield Sentence(
                _comment(comments, "sent_id"),
                _comment(comments, "text"),
                any(line.startswith("# newpar") for line in comments),
                tokens,
            )


def _comment(comments: list[str], name: str) -> str:
    prefix = f"# {name} = "
    return next((line[len(prefix) :] for line in comments if line.startswith(prefix)), "")


def _tokens(rows: list[list[str]]) -> tuple[Token, ...]:
    inner, final = _multiword(rows)
    words = [row for row in rows if row[0].isdigit()]
    if inner is None:
        return ()
    return tuple(
        Token(
            form=row[1],
            lemma=row[2],
            upos=row[3],
            xpos=row[4],
            feats="" if row[5] == "_" else row[5],
            head=(int(row[6]) or int(row[0])) - 1,
            deprel="ROOT" if row[6] == "0" else row[7],
            misc=row[9],
            space_after=int(row[0]) not in inner
            and "SpaceAfter=No" not in final.get(int(row[0]), row[9]),
        )
        for row in words
    )


def _multiword(rows: list[list[str]]) -> tuple[set[int] | None, dict[int, str]]:
    """Return the words glued to the next one, and the MISC that counts for each last word."""
    forms = {row[0]: row[1] for row in rows}
    glued: set[int] = set()
    misc: dict[int, str] = {}
    for row in rows:
        if "-" in row[0]:
            first, last = (int(part) for part in row[0].split("-"))
            if "".join(forms[str(index)] for index in range(first, last + 1)) != row[1]:
                return None, {}
            glued.update(range(first, last))
            misc[last] = row[9]
    return glued, misc
