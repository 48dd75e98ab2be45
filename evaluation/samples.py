"""The project's own sample articles: ``FOLDER/articles.jsonl`` and ``expected.json``.

The same rules as for the seed, over many articles at once: outlets that tell the same must end
in one event, corrections and retractions must be heeded, copies must not count as sources.
"""

from pathlib import Path

from evaluation.report import Report
from evaluation.seed import evaluate_articles
from evaluation.system import Options, System
from schemas import Article
from streams.errors import TerminalError, UsageError
from streams.ingest.articles import read_article


def read_articles(path: Path) -> list[Article]:
    """Read articles, one JSON object to a line, in their order.

    Raises:
        UsageError: if the file is missing or a line holds no article; it names the line.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        msg = f"cannot read {path}: {error.strerror}; name the folder that holds it"
        raise UsageError(msg) from error
    articles = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            articles.append(read_article(line))
        except TerminalError as error:
            msg = f"{path}:{number}: {error}"
            raise UsageError(msg) from error
    return articles


def evaluate(folder: Path, system: System, options: Options) -> Report:
    """Run the pipeline over all articles and score what stands at the end.

    Raises:
        UsageError: if one of the files is missing or damaged.
    """
    options.part_of(("all",))
    articles = read_articles(folder / "articles.jsonl")
    return evaluate_articles("samples", articles, folder, system)
