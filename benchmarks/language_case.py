"""The language pipeline alone: words a second, time to load, memory of a process that uses it."""

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.measure import Case, Result, Work, read_articles
from streams.extract.document.parse import Passage
from streams.extract.syntax.reader import LanguageReader
from streams.extract.text.cleaning import Cleaner
from streams.extract.text.splitter import Splitter
from streams.settings import load_settings

COPIES = 10
LOADS = 3

_FRESH_PROCESS = """
import json, resource, sys, time
started = time.process_time()
from streams.extract.syntax.reader import LanguageReader
LanguageReader(sys.argv[1]).warm()
seconds = time.process_time() - started
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([seconds, memory]))
"""


def _passages() -> list[Passage]:
    cleaner, splitter = Cleaner(), Splitter()
    cleaned = (cleaner.clean(article.text, article.title) for article in read_articles())
    return [s.passage for article in cleaned for s in splitter.split(article)] * COPIES


def _parse() -> Work:
    passages = _passages()
    reader = LanguageReader(load_settings().language_pipeline)
    words = sum(len(passage.text.split()) for passage in passages)
    return lambda: list(reader.read(passages)), words


CASE = Case("language pipeline, every sentence", "words", _parse)
"""Tags, parse and names of all sentences, whether an event may be in them or not."""


def load_result() -> Result:
    """Return how often a second a fresh process could load the pipeline, and what it then holds.

    CPU time with imports; a process that shares its core with others takes longer.
    """
    name = load_settings().language_pipeline
    told = [_load(name) for _ in range(LOADS)]
    rates = sorted(1 / seconds for seconds, _ in told)
    memory = max(memory for _, memory in told)
    return Result(
        "load the language pipeline, fresh process",
        "loads",
        1,
        round(rates[LOADS // 2], 2),
        round(rates[0], 2),
        round(rates[-1], 2),
        LOADS,
        round(memory, 1),
    )


def _load(name: str) -> tuple[float, float]:
    done = subprocess.run(
        [sys.executable, "-c", _FRESH_PROCESS, name],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parent.parent,
    )
    seconds, memory = json.loads(done.stdout)
    return seconds, memory
