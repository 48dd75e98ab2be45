"""Event locations: for a given verb, the places that are linked to its event.

Asked twice: for the verb as it is given, as published work does, and end to end, where extraction
must find the event at the verb by itself.

Parts: ``test`` is every fifth sentence, for reporting; ``dev`` is the others.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.eventloc.gold import UNMARKED, Sentence, read_folder
from evaluation.eventloc.score import (
    Linked,
    linked_places,
    overlap_counts,
    span_counts,
    word_counts,
)
from evaluation.measures import COLUMNS, Counts, share, total
from evaluation.registry import Options
from evaluation.report import Mistake, Report, Section, as_errors, causes_section
from evaluation.sources import Span, overlap
from evaluation.system import System


@dataclass(frozen=True)
class SentenceOutcome:
    """One sentence: places given to its verb, those of its events, and all that were read."""

    sentence: Sentence
    given: tuple[Span, ...]
    linked: Linked
    toponyms: tuple[Span, ...]


def evaluate(folder: Path, system: System, options: Options) -> Report:
    """Read every sentence on its own and score the places linked to its verb.

    Raises:
        UsageError: if the file is missing or damaged.
    """
    part = options.part_of(("test", "dev"))
    gold = read_folder(folder, part)
    outcomes = [_outcome(one, system) for one in gold.sentences[:: options.sample]]
    return report_of(outcomes, part, gold.damaged)


def report_of(outcomes: Sequence[SentenceOutcome], part: str, damaged: int) -> Report:
    """Return the report on sentences."""
    words = total(_word_counts(one, one.given) for one in outcomes)
    spans = total(span_counts(one.sentence.places, one.given) for one in outcomes)
    found = total(span_counts(one.sentence.places, one.linked.places) for one in outcomes)
    mistakes = [mistake for one in outcomes for mistake in mistakes_of(one)]
    asked = Counter(one.linked.asked for one in outcomes)
    told = ", ".join(f"{share(n, len(outcomes)):.0%} {where}" for where, n in sorted(asked.items()))
    return Report(
        name="eventloc",
        metrics={
            "span_f1": round(spans.f1, 4),
            "token_f1": round(words.f1, 4),
            "end_to_end_f1": round(found.f1, 4),
        },
        facts={
            "sentences": f"{len(outcomes)} of {part}, {damaged} left out for damaged spans",
            "event found": told,
        },
        sections=(_given(outcomes, spans, words), _found(outcomes), causes_section(mistakes)),
        errors=as_errors(mistakes),
    )


def mistakes_of(outcome: SentenceOutcome) -> Iterator[Mistake]:
    """Yield places that were missed, with the step that missed them, and places linked wrongly."""
    sentence, given = outcome.sentence, outcome.given
    text = sentence.article.text
    verb = text[slice(*sentence.verb)]
    for span in sentence.places:
        if not any(overlap(span, other) for other in given):
            yield _mistake(_missed(outcome, span), outcome, span, verb)
    for span in given:
        if not any(overlap(span, other) for other in sentence.places):
            none = "linked, but the verb has no place"
            cause = "another place linked" if sentence.places else none
            yield _mistake(cause, outcome, span, verb)


def _missed(outcome: SentenceOutcome, span: tuple[int, int]) -> str:
    if not any(overlap(span, other) for other in outcome.toponyms):
        return "place name not found"
    return "place not linked"


def _mistake(cause: str, outcome: SentenceOutcome, span: tuple[int, int], verb: str) -> Mistake:
    text = outcome.sentence.article.text
    details = {
        "verb": verb,
        "text": text,
        "wanted": [text[slice(*one)] for one in outcome.sentence.places],
        "given": [text[slice(*one)] for one in outcome.given],
        "source": outcome.sentence.source,
    }
    where = outcome.sentence.article.article_id
    return Mistake(cause, where, text[slice(*span)], details)


def _outcome(sentence: Sentence, system: System) -> SentenceOutcome:
    extraction = system.extract(sentence.article)
    spans = tuple((one.char_start, one.char_end) for one in extraction.toponyms)
    given = tuple(system.places_of(sentence.article, *sentence.verb))
    return SentenceOutcome(sentence, given, linked_places(extraction, sentence.verb), spans)


def _word_counts(one: SentenceOutcome, given: Sequence[Span]) -> Counts:
    return word_counts(one.sentence.article.text, one.sentence.places, given)


def _given(outcomes: Sequence[SentenceOutcome], spans: Counts, words: Counts) -> Section:
    near = total(overlap_counts(one.sentence.places, one.given) for one in outcomes)
    marked = [one for one in outcomes if one.sentence.source not in UNMARKED]
    of_marked = total(span_counts(one.sentence.places, one.given) for one in marked)
    rows = (
        ("same span", *spans.cells()),
        ("span overlaps", *near.cells()),
        ("token", *words.cells()),
        ("same span, sources that were marked throughout", *of_marked.cells()),
    )
    return Section("Places of a verb that is given", ("by", *COLUMNS), rows)


def _found(outcomes: Sequence[SentenceOutcome]) -> Section:
    at_verb = [one for one in outcomes if one.linked.asked == "at the verb"]
    spans = total(span_counts(one.sentence.places, one.linked.places) for one in outcomes)
    words = total(_word_counts(one, one.linked.places) for one in outcomes)
    there = total(_word_counts(one, one.linked.places) for one in at_verb)
    rows = (
        ("same span", *spans.cells()),
        ("token", *words.cells()),
        ("token, event found at the verb", *there.cells()),
    )
    return Section("End to end: places of the event at the verb", ("by", *COLUMNS), rows)
