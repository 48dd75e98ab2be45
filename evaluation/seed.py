"""The article that the project began from: ``FOLDER/article.json`` and ``expected.json``."""

from collections.abc import Sequence
from pathlib import Path

from evaluation.gold import load_expected
from evaluation.report import Report, with_dead_letters
from evaluation.score import score_seed
from evaluation.seed_report import seed_report
from evaluation.sources import sources_of
from evaluation.system import Options, System
from schemas import Article
from streams.errors import TerminalError, UsageError
from streams.ingest.articles import read_article


def read_article_file(path: Path) -> Article:
    """Read the article of a folder.

    Raises:
        UsageError: if the file is missing or holds no article.
    """
    try:
        return read_article(path.read_bytes())
    except OSError as error:
        msg = f"cannot read {path}: {error.strerror}; name the folder that holds it"
        raise UsageError(msg) from error
    except TerminalError as error:
        msg = f"{path}: {error}"
        raise UsageError(msg) from error


def evaluate(folder: Path, system: System, options: Options) -> Report:
    """Run the pipeline over ``article.json`` and score it against ``expected.json``.

    Raises:
        UsageError: if one of the files is missing or damaged.
    """
    options.part_of(("all",))
    return evaluate_articles("seed", [read_article_file(folder / "article.json")], folder, system)


def evaluate_articles(
    name: str, articles: Sequence[Article], folder: Path, system: System
) -> Report:
    """Run the pipeline over articles, in order, and score it against the folder's expectations."""
    expected = load_expected(folder / "expected.json")
    output = system.run(articles)
    sources = sources_of(articles, output.mentions)
    report = seed_report(name, score_seed(output.events, expected, sources), expected)
    return with_dead_letters(report, output.dead_letters)
