"""Articles beside the events that a person expects of them (``FOLDER/expected.json``).

The seed is the article that the project began from: ``article.json``. The samples are the project's
own: ``articles.jsonl``. The same rules hold for many articles: outlets that tell the same must end
in one event, corrections and retractions must be heeded, copies must not count as sources.
"""

from collections.abc import Sequence
from pathlib import Path

from evaluation.files import read_bytes
from evaluation.gold import load_expected
from evaluation.registry import Options
from evaluation.report import Report, with_dead_letters
from evaluation.score import score_seed
from evaluation.seed_report import seed_report
from evaluation.sources import sources_of
from evaluation.system import System
from schemas import Article
from streams.errors import TerminalError, UsageError
from streams.ingest.articles import read_article


def evaluate_seed(folder: Path, system: System, options: Options) -> Report:
    """Run the pipeline over ``article.json`` and score it against ``expected.json``.

    Raises:
        UsageError: if one of the files is missing or damaged.
    """
    options.part_of(("all",))
    path = folder / "article.json"
    return _evaluate("seed", [_article(read_bytes(path), str(path))], folder, system)


def evaluate_samples(folder: Path, system: System, options: Options) -> Report:
    """Run the pipeline over all articles and score what stands at the end.

    Raises:
        UsageError: if one of the files is missing or damaged.
    """
    options.part_of(("all",))
    return _evaluate("samples", read_articles(folder / "articles.jsonl"), folder, system)


def read_articles(path: Path) -> list[Article]:
    """Read articles, one JSON object to a line, in their order.

    Raises:
        UsageError: if the file is missing or a line holds no article; it names the line.
    """
    lines = enumerate(read_bytes(path).split(b"\n"), start=1)
    return [_article(line, f"{path}:{number}") for number, line in lines if line.strip()]


def _article(raw: bytes, where: str) -> Article:
    try:
        return read_article(raw)
    except TerminalError as error:
        msg = f"{where}: {error}"
        raise UsageError(msg) from error


def _evaluate(name: str, articles: Sequence[Article], folder: Path, system: System) -> Report:
    """Run the pipeline over articles, in order, and score it against the folder's expectations."""
    expected = load_expected(folder / "expected.json")
    output = system.run(articles)
    sources = sources_of(articles, output.mentions)
    report = seed_report(name, score_seed(output.events, expected, sources), expected)
    return with_dead_letters(report, output.dead_letters)
