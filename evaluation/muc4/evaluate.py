"""MUC-4: incidents of upper-case newswire texts, each document on its own, against templates.

Parts: ``test`` is tst1 and tst2 together, for reporting; ``dev`` is for work on the system.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from evaluation.files import files_in
from evaluation.measures import COLUMNS, Counts
from evaluation.muc4.align import AlignedArticle, align, outcome_counts
from evaluation.muc4.answer import Answer, answers_of
from evaluation.muc4.slots import date_credit, entity_counts, place_credit, type_credit
from evaluation.muc4.template import Template, check_messages, read_key, written
from evaluation.muc4.texts import read_texts
from evaluation.registry import Options
from evaluation.report import Mistake, Report, Section, as_errors, causes_section
from evaluation.system import System
from schemas import Article, Event

FOLDERS = {"test": ("tst1", "tst2"), "dev": ("dev",)}


def evaluate(folder: Path, system: System, options: Options) -> Report:
    """Run every document alone, score its events as templates.

    Raises:
        UsageError: if a file is missing or damaged.
    """
    part = options.part_of(tuple(FOLDERS))
    documents = [one for name in FOLDERS[part] for one in read_folder(folder / name)]
    chosen = documents[:: options.sample]
    outcomes = [
        align(templates, answers_of(_events(article, system))) for article, templates in chosen
    ]
    names = [article.article_id for article, _ in chosen]
    return report_of(names, outcomes, part)


def read_folder(folder: Path) -> list[tuple[Article, list[Template]]]:
    """Return the documents of a folder with the templates of each.

    Raises:
        UsageError: if a file is missing or damaged.
    """
    articles = [article for path in files_in(folder, "*-muc[34]*") for article in read_texts(path)]
    known = {article.article_id for article in articles}
    templates: list[Template] = []
    for path in files_in(folder, "key-*"):
        found = read_key(path)
        check_messages(found, known, path)
        templates += found
    return [(one, [t for t in templates if t.message == one.article_id]) for one in articles]


def report_of(names: Sequence[str], outcomes: Sequence[AlignedArticle], part: str) -> Report:
    """Return the report on documents by their names."""
    counts = outcome_counts(outcomes)
    mistakes = [
        mistake
        for name, outcome in zip(names, outcomes, strict=True)
        for mistake in mistakes_of(name, outcome)
    ]
    return Report(
        name="muc4",
        metrics={
            "f1": round(counts["all"].f1, 4),
            "country_level_f1": round(counts["country_level"].f1, 4),
            **{
                f"{slot}_f1": round(counts[slot].f1, 4)
                for slot in ("incident", "type", "date", "location")
            },
        },
        facts={"documents": f"{len(names)} of {part}"},
        sections=(_slots(counts), causes_section(mistakes)),
        errors=as_errors(mistakes),
    )


def mistakes_of(name: str, outcome: AlignedArticle) -> Iterator[Mistake]:
    """Yield what is wrong in one document: incidents missed and made up, slots of pairs."""
    for template in outcome.missing:
        what = f"{'/'.join(template.types)} at {_place(template)}"
        yield Mistake("incident missed", name, what, {"template": template.number})
    for answer in outcome.spurious:
        cause = "incident made up" if outcome.pairs else "incident in a text without one"
        yield Mistake(cause, name, answer.told, {"type": answer.type, "when": str(answer.when)})
    for template, answer in outcome.pairs:
        yield from _wrong_slots(name, template, answer)


def _wrong_slots(name: str, template: Template, answer: Answer) -> Iterator[Mistake]:
    details = {"template": template.number, "quote": answer.told}
    if type_credit(template.types, answer.type) < 1:
        yield Mistake("type", name, f"{answer.type}, not {'/'.join(template.types)}", details)
    if template.dates and date_credit(template.dates, answer.when) < 1:
        wanted = " or ".join(f"{first or '...'} to {last}" for first, last in template.dates)
        told = f"{answer.when[0] or '...'} to {answer.when[1]}"
        yield Mistake("date", name, f"{told}, not {wanted}", details)
    if template.places and place_credit(template.places, answer) < 1:
        cause = "location missing" if answer.country is None else "location"
        what = f"{', '.join(sorted(answer.finest)) or 'none'}, not {_place(template)}"
        yield Mistake(cause, name, what, details)
    for role in ("perpetrators", "targets"):
        wanted_ones, given = getattr(template, role), getattr(answer, role)
        counts = entity_counts(wanted_ones, given)
        if counts.right < counts.wanted:
            what = f"{', '.join(given) or 'none'}, not {', '.join(e.names[0] for e in wanted_ones)}"
            yield Mistake(f"{role} missed", name, what, details)


def _place(template: Template) -> str:
    return " / ".join(map(written, template.places)) or "no place"


def _events(article: Article, system: System) -> Sequence[Event]:
    return system.run([article]).events


def _slots(counts: dict[str, Counts]) -> Section:
    rows = [(slot, *one.cells()) for slot, one in counts.items()]
    return Section("All templates, by slot", ("slot", *COLUMNS), tuple(rows))
