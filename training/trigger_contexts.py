"""Fits the context filter of triggers: ``python -m training.trigger_contexts SHARED OUT``.

A sentence that holds the phrase of a trigger is an example; its words are the features, those of
the phrase itself left out, so that the weights say in what company a phrase tells an event and in
what it is a figure of speech, sport, markets or software. News of events: articles of MUC-4, on
gun violence, "Event locations", ECB+ of scope "in", and sentences of Dateline's own. Anything else:
reviews, answers and e-mails of EWT, GUM without its news, ECB+ of scope "out". Only development
parts are read, and nothing of a text but single words with their weights is written.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evaluation.eventloc.gold import read_folder as read_sentences
from evaluation.gunviolence.gold import part_of
from evaluation.gunviolence.gold import read_folder as read_shootings
from evaluation.marked import read_marked, unmarked
from evaluation.modality import CLASSES, COLUMNS_OF_FILE
from evaluation.muc4.evaluate import read_folder as read_incidents
from streams.extract.document.sentence import Sentence
from streams.extract.text.cleaning import Cleaner
from streams.extract.text.splitter import Splitter
from streams.extract.triggers.contexts import LEAST_LIKELY, context_words
from streams.extract.triggers.finder import TriggerFinder
from streams.logistic import LogisticModel, present
from training.corpora import bucket
from training.logistic import fit, write

FOLDS = 5
"""Parts of the documents: each is judged by the weights of the others."""
MIN_COUNT = 8
"""Examples that a word needs."""
MIN_GROUPS = 8
"""Documents or topics that a word needs: one of fewer says more about these than about news."""
STRENGTH = 0.1
"""Inverse of the L2 penalty."""
THRESHOLDS = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3)
"""Probabilities (0-1) below which the printed figures refuse a trigger."""
LEAST_SHOWN = 8
"""Examples from other text that a trigger needs to be listed by itself."""
TEXT = "# text = "
"""Prefix of the line of a CoNLL-U file that holds the text of a sentence."""
EWT_GENRES = ("reviews", "answers", "email")
"""Genres of EWT that report no events; its news and weblogs do."""
GUM_NEWS = "news"
"""Genre of GUM that may report events."""
GUM_EVENTFUL = frozenset({"GUM_interview_cyclone"})
"""Other texts of GUM that are about an event of the ontology."""
MODALITY = Path(__file__).parents[1] / "evaluation" / "data" / "modality.tsv"
HEADER = """\
# Weights of the context filter of triggers: word, weight of a logistic regression.
# Made by training/trigger_contexts.py from development parts: MUC-4, articles on gun violence,
# "Event locations" (A. Halterman 2019, MIT licence), ECB+ (CC BY 3.0), UD English EWT and GUM
# (CC BY-SA 4.0 and others, weights only). Words stand alone; nothing else of a text is kept.
"""


@dataclass(frozen=True)
class Example:
    """A sentence with a trigger: the words around it; ``group`` is its document or topic."""

    source: str
    group: str
    phrase: str
    features: frozenset[str]
    label: bool


Text = tuple[str, str, str, bool]
"""Source, group, text, and whether it is news of events."""


def texts(shared: Path) -> Iterator[Text]:
    """Yield the texts of all sources."""
    benchmarks = shared / "benchmarks"
    for article, templates in read_incidents(benchmarks / "muc4" / "dev"):
        if templates:
            yield "muc4", article.article_id, article.text, True
    for one in part_of(read_shootings(benchmarks / "gunviolence"), "dev"):
        yield "gunviolence", one.article.article_id, one.article.text, True
    for sentence in read_sentences(benchmarks / "eventloc", "dev").sentences:
        yield "eventloc", sentence.article.article_id, sentence.article.text, True
    for part, _, _, marked in read_marked(MODALITY, COLUMNS_OF_FILE, "class", CLASSES):
        if part == "dev":
            yield "own", marked, unmarked(marked)[0], True
    yield from _ecb(benchmarks / "ecbplus")
    for genre in EWT_GENRES:
        yield from _treebank(
            "ewt", (shared / "training" / "ewt" / "sources" / genre).glob("*.conllu")
        )
    paths = (
        path
        for path in (shared / "training" / "gum").glob("GUM_*.conllu")
        if path.stem.split("_")[1] != GUM_NEWS and path.stem not in GUM_EVENTFUL
    )
    yield from _treebank("gum", paths)


def _ecb(folder: Path) -> Iterator[Text]:
    groups = map(json.loads, (folder / "subtopics.jsonl").read_text("utf-8").splitlines())
    scopes = {one["group"]: one["scope"] for one in groups}
    for line in (folder / "articles.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        scope = scopes[row["group"]]
        if scope != "border":
            yield f"ecb {scope}", f"ecb {row['topic']}", row["text"], scope == "in"


def _treebank(source: str, paths: Iterable[Path]) -> Iterator[Text]:
    for path in sorted(paths):
        lines = path.read_text(encoding="utf-8").split("\n")
        text = "\n".join(line[len(TEXT) :] for line in lines if line.startswith(TEXT))
        yield source, path.stem, text, False


def examples(found: Iterable[Text]) -> Iterator[Example]:
    """Yield an example for each trigger phrase of each sentence."""
    cleaner, splitter, finder = Cleaner(), Splitter(), TriggerFinder()
    for source, group, text, label in found:
        for s in _sentences(splitter, cleaner, text):
            for match in finder.matches(s):
                words = context_words(s.words, s.lower, (match.start, match.end))
                yield Example(source, group, match.value[0].phrase, frozenset(words), label)


def _sentences(splitter: Splitter, cleaner: Cleaner, text: str) -> Sequence[Sentence]:
    return splitter.split(cleaner.clean(text, None))


def judged(found: Sequence[Example]) -> list[tuple[float, Example]]:
    """Return each example's probability by the weights of the other folds, with the example."""
    pairs = []
    for fold in range(FOLDS):
        model = weighed([one for one in found if bucket(one.group, FOLDS) != fold])
        held = (one for one in found if bucket(one.group, FOLDS) == fold)
        pairs += [(model.probability(present(one.features)), one) for one in held]
    return pairs


def weighed(found: Sequence[Example]) -> LogisticModel:
    """Return the model of examples; each side has the same weight as a whole."""
    groups: dict[str, set[str]] = defaultdict(set)
    for one in found:
        for name in one.features:
            groups[name].add(one.group)
    known = {name for name, of in groups.items() if len(of) >= MIN_GROUPS}
    found = [replace(one, features=one.features & known) for one in found]
    news = sum(one.label for one in found)
    weights = [0.5 / (news if one.label else len(found) - news) * len(found) for one in found]
    return fit(found, STRENGTH, MIN_COUNT, weights)


def report(outcome: Sequence[tuple[float, Example]]) -> Iterator[str]:
    """Yield what thresholds refuse by source, and the precision of triggers before and after."""
    sources = sorted({one.source for _, one in outcome})
    for source in sources:
        likely = [p for p, one in outcome if one.source == source]
        shares = (f"{sum(p < least for p in likely) / len(likely):.3f}" for least in THRESHOLDS)
        yield f"{source:12} {len(likely):6} refused below {THRESHOLDS}: {', '.join(shares)}"
    by_phrase: dict[str, list[tuple[float, Example]]] = defaultdict(list)
    for p, one in outcome:
        by_phrase[one.phrase].append((p, one))
    for phrase, of_it in sorted(by_phrase.items(), key=lambda item: -len(item[1])):
        other = [p for p, one in of_it if not one.label]
        if len(other) >= LEAST_SHOWN:
            news = [p for p, one in of_it if one.label]
            left = sum(p >= LEAST_LIKELY for p in other)
            kept = sum(p >= LEAST_LIKELY for p in news)
            yield f"{phrase:24} news {kept}/{len(news)} other {left}/{len(other)}"


def main() -> None:
    """Read the texts, print what held-out documents say, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    found = list(examples(texts(args.shared)))
    print(*report(judged(found)), sep="\n")
    write(weighed(found), args.out, HEADER)


if __name__ == "__main__":
    main()
