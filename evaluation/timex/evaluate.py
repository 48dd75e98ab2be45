"""Time expressions: those that extraction reads against TIMEX3, over every *.tml."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from evaluation.files import files_in
from evaluation.measures import COLUMNS, Counts, total
from evaluation.registry import Options
from evaluation.report import Mistake, Report, Section, as_errors, causes_section
from evaluation.system import System
from evaluation.timex.gold import Timed, Timex, read_document
from evaluation.timex.score import TimexOutcome, compare, given_times
from schemas import Article

SCORES = ("span", "strict", "value")
CONTEXT = 40
"""Characters of text told on either side of an expression in the errors file."""


def evaluate(folder: Path, system: System, options: Options) -> Report:
    """Read the time expressions of every document.

    Raises:
        UsageError: if there is no file, or one is damaged.
    """
    del system
    options.part_of(("all",))
    documents = [read_document(path) for path in files_in(folder, "*.tml")]
    return report_of(documents[:: options.sample], given_times().read)


def report_of(documents: Sequence[Timed], read: Callable[[Article], Sequence[Timex]]) -> Report:
    """Return the report on documents, read by ``read``."""
    outcomes = [compare(one.timexes, read(one.article)) for one in documents]
    counts = {name: total(one.counts[name] for one in outcomes) for name in SCORES}
    mistakes = [
        mistake
        for document, outcome in zip(documents, outcomes, strict=True)
        for mistake in mistakes_of(document.article, outcome)
    ]
    return Report(
        name="timex",
        metrics={f"{name}_f1": round(counts[name].f1, 4) for name in SCORES},
        facts={"documents": str(len(documents))},
        sections=(_scores(counts), _by_kind(outcomes), causes_section(mistakes)),
        errors=as_errors(mistakes),
    )


def mistakes_of(article: Article, outcome: TimexOutcome) -> Iterator[Mistake]:
    """Yield expressions that were missed, made up, or given another value."""
    for gold in outcome.missed:
        yield _mistake(f"missed {gold.kind}", article, gold, None)
    for told in outcome.surplus:
        yield _mistake("no time expression", article, None, told)
    for gold, told in outcome.pairs:
        if gold.value != told.value:
            yield _mistake(f"value of {gold.kind}", article, gold, told)


def _mistake(cause: str, article: Article, gold: Timex | None, told: Timex | None) -> Mistake:
    one = gold or told
    assert one is not None
    start, end = one.span
    phrase = " ".join(article.text[start:end].split())
    values = {"wanted": gold and gold.value, "given": told and told.value}
    around = article.text[max(0, start - CONTEXT) : end + CONTEXT]
    return Mistake(cause, article.article_id, phrase.lower(), {**values, "text": around})


def _scores(counts: dict[str, Counts]) -> Section:
    names = {"span": "span overlaps", "strict": "same span", "value": "overlaps, same value"}
    rows = tuple((names[name], *one.cells()) for name, one in counts.items())
    return Section("Time expressions", ("by", *COLUMNS), rows)


def _by_kind(outcomes: Sequence[TimexOutcome]) -> Section:
    pairs = [pair for outcome in outcomes for pair in outcome.pairs]
    missed = [gold for outcome in outcomes for gold in outcome.missed]
    kinds = sorted({gold.kind for gold, _ in pairs} | {gold.kind for gold in missed})
    rows = []
    for kind in kinds:
        found = [(gold, told) for gold, told in pairs if gold.kind == kind]
        wanted = len(found) + sum(gold.kind == kind for gold in missed)
        same = sum(gold.value == told.value for gold, told in found)
        rows.append((kind, str(wanted), str(len(found)), str(same)))
    columns = ("type", "wanted", "found", "with its value")
    return Section("By type of expression", columns, tuple(rows))
