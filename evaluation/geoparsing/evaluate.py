"""Geoparsing: names in texts to places, end to end and on given spans; every XML of the folder.

Parts: ``all``, or one of five folds for weights that were learned on the other four.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.files import files_in
from evaluation.geoparsing.gold import GoldName, GoldText, gold_toponyms, read_texts
from evaluation.geoparsing.score import (
    Cause,
    EndToEnd,
    ScoredSpan,
    country_right,
    end_to_end,
    judge,
)
from evaluation.measures import Counts, calibration_error, calibration_section, share, total
from evaluation.registry import Options
from evaluation.report import Mistake, Report, Section, as_errors, causes_section
from evaluation.sources import overlap
from evaluation.system import GazetteerPoint, System, gazetteer_point
from schemas import Place


@dataclass(frozen=True)
class Resolved:
    """One gold name on its given span: where the system puts it, and whether that is right."""

    name: GoldName
    spot: GazetteerPoint | None
    cause: Cause
    country: bool
    confidence: float | None


FOLDS = tuple(f"fold-{number}" for number in range(1, 6))
SHOWN_CODES = 12
"""Feature codes in the table, the most frequent first; the others have a few names each."""


@dataclass(frozen=True)
class GeoparsedText:
    """One text: what was found in it, and what became of its gold names."""

    text: GoldText
    found: tuple[ScoredSpan, ...]
    whole: EndToEnd
    resolved: tuple[Resolved, ...]


def evaluate(folder: Path, system: System, options: Options) -> Report:
    """Measure every file of a folder.

    Raises:
        UsageError: if there is no file, or one is damaged.
    """
    part = options.part_of(("all", *FOLDS))
    outcomes = {
        path.stem.lower().replace("-", ""): [
            outcome_of(text, system) for text in fold_of(read_texts(path), part)[:: options.sample]
        ]
        for path in files_in(folder, "*.xml")
    }
    return report_of(outcomes)


def fold_of(texts: Sequence[GoldText], part: str) -> Sequence[GoldText]:
    """Return every fifth text from the fold's number on, or all."""
    return texts if part not in FOLDS else texts[FOLDS.index(part) :: len(FOLDS)]


def outcome_of(text: GoldText, system: System) -> GeoparsedText:
    """Find and resolve the names of a text, and resolve its gold names."""
    article = text.article
    toponyms = system.extract(article).toponyms
    places = system.resolve(toponyms, article.publisher)
    found = tuple(
        ScoredSpan(
            one.char_start, one.char_end, one.name, gazetteer_point(place) if place else None
        )
        for one, place in zip(toponyms, places, strict=True)
    )
    gold = gold_toponyms(text.names, toponyms)
    given = system.resolve(gold, article.publisher, given=True)
    resolved = tuple(
        _resolved(name, place, system)
        for name, place in zip(text.names, given, strict=True)
        if name.place is not None
    )
    return GeoparsedText(text, found, end_to_end(text.names, found), resolved)


def _resolved(name: GoldName, place: Place | None, system: System) -> Resolved:
    assert name.place is not None
    spot = gazetteer_point(place) if place else None
    cause = judge(name.place, spot, system.readings(name.phrase))
    confidence = place.confidence if place else None
    return Resolved(name, spot, cause, country_right(name.place, spot), confidence)


def report_of(outcomes: dict[str, list[GeoparsedText]]) -> Report:
    """Return the report on all files, by their short names."""
    metrics = {
        f"{file}_{figure}": round(value, 4)
        for file, texts in outcomes.items()
        for figure, value in _figures(texts).items()
        if figure in {"f1", "accuracy", "country"}
    }
    mistakes = [
        mistake
        for file, texts in outcomes.items()
        for text in texts
        for mistake in mistakes_of(file, text)
    ]
    facts = {file: _told(texts) for file, texts in outcomes.items()}
    judged = [
        (one.confidence, one.cause == "right")
        for texts in outcomes.values()
        for text in texts
        for one in text.resolved
        if one.confidence is not None
    ]
    facts["calibration error"] = f"{calibration_error(judged):.3f}"
    tables = (
        _scores(outcomes),
        _by_kind(outcomes),
        calibration_section(judged),
        causes_section(mistakes),
    )
    return Report("geoparsing", metrics, facts, tables, as_errors(mistakes))


def mistakes_of(file: str, outcome: GeoparsedText) -> Iterator[Mistake]:
    """Yield what is wrong in a text: names on given spans, names not found, names made up."""
    where = f"{file}:{outcome.text.article.article_id}"
    for one in outcome.resolved:
        if one.cause != "right":
            yield Mistake(f"given span: {one.cause}", where, one.name.phrase, _details(one))
    for name in outcome.whole.missed:
        span = (name.start, name.end)
        if not any(overlap(span, (one.start, one.end)) for one in outcome.found):
            yield Mistake("name not found", where, name.phrase, {"start": name.start})
    names = [(name.start, name.end) for name in outcome.text.names]
    for one_found in outcome.whole.wrong:
        if not any(overlap((one_found.start, one_found.end), span) for span in names):
            yield Mistake("no place name", where, one_found.name, {"start": one_found.start})


def _details(one: Resolved) -> dict[str, object]:
    assert one.name.place is not None
    given = None if one.spot is None else f"{one.spot.name}, {one.spot.country} ({one.spot.id})"
    gold = one.name.place
    wanted = f"{gold.name}, {gold.country} ({gold.id}, {gold.feature_code})"
    return {"start": one.name.start, "wanted": wanted, "given": given}


def _figures(texts: Sequence[GeoparsedText]) -> dict[str, float]:
    whole = total(text.whole.counts for text in texts)
    resolved = [one for text in texts for one in text.resolved]
    right = sum(one.cause == "right" for one in resolved)
    spans = total(_spans(text) for text in texts)
    known = sum(one.cause != "not in the gazetteer" for one in resolved)
    return {
        "precision": whole.precision,
        "recall": whole.recall,
        "f1": whole.f1,
        "spans precision": spans.precision,
        "spans recall": spans.recall,
        "accuracy": share(right, len(resolved)),
        "of those in the gazetteer": share(right, known),
        "country": share(sum(one.country for one in resolved), len(resolved)),
    }


def _spans(outcome: GeoparsedText) -> Counts:
    """Count names found at all, wherever they were put; unlocated gold names count here."""
    found = [(one.start, one.end) for one in outcome.found]
    names = [(name.start, name.end) for name in outcome.text.names]
    hit = sum(any(overlap(name, span) for span in found) for name in names)
    return Counts(hit, hit + sum(not any(overlap(n, s) for n in names) for s in found), len(names))


def _scores(outcomes: dict[str, list[GeoparsedText]]) -> Section:
    figures = {file: _figures(texts) for file, texts in outcomes.items()}
    names = list(next(iter(figures.values())))
    rows = [(name, *(f"{of_file[name]:.3f}" for of_file in figures.values())) for name in names]
    heading = "End to end within 161 km; then resolution on given spans, of all that have a place"
    return Section(heading, ("figure", *figures), tuple(rows))


def _by_kind(outcomes: dict[str, list[GeoparsedText]]) -> Section:
    kinds: Counter[tuple[str, bool]] = Counter()
    for one in (one for texts in outcomes.values() for text in texts for one in text.resolved):
        assert one.name.place is not None
        kinds[one.name.place.feature_code or "none", one.cause == "right"] += 1
    codes = sorted({code for code, _ in kinds}, key=lambda c: -kinds[c, True] - kinds[c, False])
    rows = [
        (code, str(kinds[code, True] + kinds[code, False]), f"{_right_share(kinds, code):.3f}")
        for code in codes[:SHOWN_CODES]
    ]
    return Section("Given spans by GeoNames feature code", ("code", "names", "right"), tuple(rows))


def _right_share(kinds: Counter[tuple[str, bool]], code: str) -> float:
    return share(kinds[code, True], kinds[code, True] + kinds[code, False])


def _told(texts: Sequence[GeoparsedText]) -> str:
    names = [one for text in texts for one in text.resolved]
    absent = sum(one.cause == "not in the gazetteer" for one in names)
    without = sum(len(text.text.names) for text in texts) - len(names)
    shifted = sum(text.text.shifted for text in texts)
    return (
        f"{len(texts)} texts, {len(names)} names with a place, {absent} not in the gazetteer; "
        f"{without} without a place left out, {shifted} spans moved onto their phrase"
    )
