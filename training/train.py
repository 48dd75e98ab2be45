"""Trains one of the two halves of the pipeline: ``python -m training.train syntax WORK``.

Starts where the last run was stopped. Each epoch ends with a checkpoint, a line on the terminal and
one in ``WORK/NAME/epochs.jsonl``; every second one is scored on the development part. The learning
rate rises for a few hundred updates, then falls to a twentieth.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from spacy import util
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.vectors import Vectors  # type: ignore[import-not-found]
from thinc.api import Adam, NumpyOps, Optimizer, fix_random_seed, set_current_ops

from training import checkpoint
from training.augment import move, vary

HERE = Path(__file__).parent
WARM_UP = 300
"""Updates until the learning rate peaks."""
PEAK_RATE = 0.002
FINAL_SHARE = 0.05
"""Part of the peak rate that is left at the last update."""


MEASURED = {"syntax": "syntax-dev-running.spacy", "names": "names-gum.spacy"}
"""What is scored between epochs; nothing is chosen by it."""
EPOCHS = {"syntax": 17, "names": 8}
TOLD = {
    "dep_uas": "UAS",
    "dep_las": "LAS",
    "sents_f": "sentences",
    "tag_acc": "tags",
    "ents_f": "names",
}
"""Scores that the terminal shows; all are in the file."""
REPEATED = {"names-train-re3d.spacy": 4}
"""Times that a corpus is seen in an epoch: the only real news on conflicts is the smallest."""


def read(nlp: Language, path: Path) -> list[Doc]:
    """Return the documents of a converted corpus."""
    return list(DocBin().from_disk(path).get_docs(nlp.vocab))


def example(nlp: Language, gold: Doc) -> Example:
    """Pair what the tokenizer makes of the text with the annotation."""
    return Example(nlp.make_doc(gold.text), gold)


def batches(docs: list[Doc], words: int, rng: random.Random) -> list[list[Doc]]:
    """Return shuffled groups of documents of about ``words`` tokens."""
    docs = rng.sample(docs, len(docs))
    groups: list[list[Doc]] = [[]]
    size = 0
    for doc in docs:
        if size + len(doc) > words and groups[-1]:
            groups.append([])
            size = 0
        groups[-1].append(doc)
        size += len(doc)
    return groups


def rate(step: int, total: int) -> float:
    """Return the learning rate at an update: linear warm-up, linear fall."""
    rising = min(1.0, (step + 1) / WARM_UP)
    falling = 1.0 - (1.0 - FINAL_SHARE) * min(1.0, step / total)
    return PEAK_RATE * rising * falling


def fresh(part: str, work: Path, train: list[Path]) -> tuple[Language, Optimizer]:
    """Return an initialized pipeline and its optimizer."""
    fix_random_seed(0)
    nlp = util.load_model_from_config(util.load_config(HERE / f"{part}.cfg"), auto_fill=True)
    nlp.vocab.vectors = Vectors(name="dateline_word_features").from_disk(work / "vectors")
    docs = [doc for path in train for doc in read(nlp, path)]
    optimizer = nlp.initialize(lambda: [example(nlp, doc) for doc in docs])
    del optimizer
    return nlp, Adam(PEAK_RATE, L2=0.01, grad_clip=1.0, use_averages=True, L2_is_weight_decay=True)


def epoch(
    nlp: Language, optimizer: Any, docs: list[Doc], state: dict[str, Any], total: int
) -> None:
    """Go through the documents once."""
    rng = random.Random(state["epoch"])  # noqa: S311
    losses: dict[str, float] = {}

    def moved(doc: Doc) -> Doc:
        return move(doc, rng, nlp, state["moved"])

    for group in shown(batches(docs, state["words"], rng), f"epoch {state['epoch'] + 1}"):
        optimizer.learn_rate = rate(state["step"], total)
        examples = [example(nlp, vary(moved(doc), rng)) for doc in group]
        nlp.update(examples, sgd=optimizer, losses=losses, drop=state["drop"])
        state["step"] += 1
    state["epoch"] += 1
    state["losses"] = {name: round(loss) for name, loss in losses.items()}


def shown(groups: list[list[Doc]], what: str) -> Iterator[list[Doc]]:
    """Yield groups of documents under a bar, where there is a terminal that shows one."""
    console = Console(stderr=True)
    yield from track(groups, what, console=console, transient=True, disable=not console.is_terminal)


def score(nlp: Language, optimizer: Optimizer, docs: list[Doc]) -> dict[str, float]:
    """Return the main scores with averaged weights."""
    with nlp.use_params(optimizer.averages):
        scores = nlp.evaluate([example(nlp, doc) for doc in docs])
    return {key: round(value, 4) for key, value in scores.items() if isinstance(value, float)}


def run(part: str, work: Path, train: list[Path], dev: Path, options: argparse.Namespace) -> None:
    """Train until the last epoch; write the pipeline with averaged weights to ``WORK/NAME``.

    ``--epochs`` may be changed between stops: the fall of the learning rate is drawn anew.
    """
    folder = work / options.name
    nlp, optimizer = fresh(part, work, train)
    state = checkpoint.restore(folder / "checkpoint", nlp, optimizer) or {"epoch": 0, "step": 0}
    if state["epoch"]:
        print(f"{options.name}: goes on after epoch {state['epoch']}", flush=True)
    state |= {"words": options.words, "drop": options.drop, "moved": options.moved}
    docs = [doc for path in train for doc in read(nlp, path)]
    total = len(batches(docs, options.words, random.Random(0))) * options.epochs  # noqa: S311
    measured = read(nlp, dev)
    while state["epoch"] < options.epochs:
        start = time.monotonic()
        epoch(nlp, optimizer, docs, state, total)
        checkpoint.save(folder / "checkpoint", nlp, optimizer, state)
        last = score(nlp, optimizer, measured) if state["epoch"] % options.every == 0 else {}
        tell(folder, {**state, **last}, options.epochs, (time.monotonic() - start) / 60)
    with nlp.use_params(optimizer.averages):
        nlp.to_disk(folder / "pipeline")


def tell(folder: Path, record: dict[str, Any], epochs: int, minutes: float) -> None:
    """Say how an epoch went and about how long the others will take."""
    with (folder / "epochs.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(record | {"minutes": round(minutes, 1)}) + "\n")
    loss = sum(record["losses"].values())
    scores = [f"{name} {100 * record[key]:.1f}" for key, name in TOLD.items() if key in record]
    left = (epochs - record["epoch"]) * minutes
    parts = (
        f"{folder.name}: epoch {record['epoch']} of {epochs}",
        f"{minutes:.1f} min",
        f"loss {loss:,}",
        " ".join(scores),
        f"about {left:.0f} min left" if left else "",
    )
    print(", ".join(part for part in parts if part), flush=True)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=("syntax", "names"))
    parser.add_argument("work", type=Path)
    parser.add_argument("--name", default=None, help="folder of the run in WORK")
    parser.add_argument("--epochs", type=int, default=None, help="default: syntax 17, names 8")
    parser.add_argument("--words", type=int, default=1000, help="tokens in a batch")
    parser.add_argument("--drop", type=float, default=0.2, help="dropout")
    parser.add_argument("--moved", type=float, default=0.5, help="share with other cities (names)")
    parser.add_argument("--every", type=int, default=2, help="epochs between scores")
    parser.add_argument("--without", nargs="*", default=[], help="corpora left out: made, ewt, ...")
    options = parser.parse_args()
    set_current_ops(NumpyOps(use_blis=False))  # numpy's own product of matrices is the faster one
    options.name = options.name or options.part
    options.epochs = options.epochs or EPOCHS[options.part]
    paths = sorted(options.work.glob(f"{options.part}-train*.spacy"))
    kept = [path for path in paths if path.stem.rpartition("-")[2] not in options.without]
    train = [path for path in kept for _ in range(REPEATED.get(path.name, 1))]
    run(options.part, options.work, train, options.work / MEASURED[options.part], options)


if __name__ == "__main__":
    main()
