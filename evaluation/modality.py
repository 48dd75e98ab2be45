"""Modality and temporal role: sentences with a marked event, ``FOLDER/modality.tsv``.

A sentence is right when the draft at its marked word has the wanted class. Without a draft there,
the nearest draft of the sentence answers, since extraction finds an event once in a clause. The
report also says how often extraction is right on whether the event counts; an event that is not
found does not count.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.marked import answer, read_marked, unmarked
from evaluation.measures import Counts, share, total
from evaluation.registry import Options
from evaluation.report import Mistake, Report, Section, as_errors, causes_section
from evaluation.system import System
from schemas import MentionDraft

ASSERTED = "asserted"
CLASSES = (ASSERTED, "negated", "future", "hypothetical", "ordered", "background", "cumulative")
COLUMNS_OF_FILE = ("part", "class", "style", "sentence")
NOT_FOUND = "no event read"
"""The class that is given to a sentence in which no event is found."""


@dataclass(frozen=True)
class LabelledSentence:
    """A sentence, where its event is named (code points), and its class."""

    text: str
    marks: tuple[tuple[int, int], ...]
    label: str
    style: str


@dataclass(frozen=True)
class _LabelledOutcome:
    sentence: LabelledSentence
    given: str
    """The class of the draft that answered."""

    @property
    def is_right(self) -> bool:
        return self.given == self.sentence.label

    @property
    def is_count_right(self) -> bool:
        return (self.given == ASSERTED) == (self.sentence.label == ASSERTED)


def evaluate(folder: Path, system: System, options: Options) -> Report:
    """Extract every sentence on its own and compare its class.

    Raises:
        UsageError: if the file is missing or damaged; it names the line.
    """
    part = options.part_of(("test", "dev"))
    labelled = read_sentences(folder / "modality.tsv")
    sentences = [sentence for of, sentence in labelled if of == part]
    outcomes = [_outcome(sentence, system) for sentence in sentences[:: options.sample]]
    return report_of(outcomes, part)


def read_sentences(path: Path) -> Iterator[tuple[str, LabelledSentence]]:
    """Yield each sentence with its part.

    Raises:
        UsageError: if the file is missing, or a line is not part, class, style and sentence.
    """
    for part, label, style, marked in read_marked(path, COLUMNS_OF_FILE, "class", CLASSES):
        text, marks = unmarked(marked)
        yield part, LabelledSentence(text, marks, label, style)


def report_of(outcomes: Sequence[_LabelledOutcome], part: str) -> Report:
    """Return the report on the outcomes of all sentences of a part."""
    mistakes = [
        Mistake(f"{one.sentence.label} as {one.given}", one.sentence.style, one.sentence.text)
        for one in outcomes
        if not one.is_right
    ]
    counted = sum(one.is_count_right for one in outcomes)
    return Report(
        name="modality",
        metrics={
            "accuracy": round(share(len(outcomes) - len(mistakes), len(outcomes)), 4),
            "counted": round(share(counted, len(outcomes)), 4),
        },
        facts={"sentences": f"{len(outcomes)} of {part}"},
        sections=(_by_class(outcomes), _by_style(outcomes), causes_section(mistakes)),
        errors=as_errors(mistakes),
    )


def _outcome(sentence: LabelledSentence, system: System) -> _LabelledOutcome:
    draft = answer(sentence.text, sentence.marks, system)
    return _LabelledOutcome(sentence, NOT_FOUND if draft is None else _class_of(draft))


def _class_of(draft: MentionDraft) -> str:
    if draft.modality != ASSERTED:
        return draft.modality
    return ASSERTED if draft.temporal_role == "current" else draft.temporal_role


def _by_class(outcomes: Sequence[_LabelledOutcome]) -> Section:
    rows = []
    for label in CLASSES:
        counts = total(
            Counts(one.is_right, one.given == label, 1)
            if one.sentence.label == label
            else Counts(0, one.given == label, 0)
            for one in outcomes
        )
        unread = sum(o.given == NOT_FOUND for o in outcomes if o.sentence.label == label)
        rows.append((label, *counts.cells(), str(unread)))
    columns = ("class", "precision", "recall", "F1", "right", "given", "wanted", "not read")
    return Section("By class", columns, tuple(rows))


def _by_style(outcomes: Sequence[_LabelledOutcome]) -> Section:
    rows = []
    for style in sorted({one.sentence.style for one in outcomes}):
        of_style = [outcome for outcome in outcomes if outcome.sentence.style == style]
        right = sum(outcome.is_right for outcome in of_style)
        rows.append((style, str(len(of_style)), str(right), f"{share(right, len(of_style)):.3f}"))
    return Section("By style", ("style", "sentences", "right", "accuracy"), tuple(rows))
