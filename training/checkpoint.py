"""Saves and restores a training run: weights, the optimizer's moments and averages, progress."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from thinc.api import Model, Optimizer

PARTS = ("mom1", "mom2", "averages")


def _nodes(nlp: Language) -> Iterator[Model[Any, Any]]:
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if isinstance(model, Model):
            yield from model.walk()


def save(folder: Path, nlp: Language, optimizer: Optimizer, progress: dict[str, Any]) -> None:
    """Write a checkpoint; whenever the run is killed, this one or the last is whole."""
    new, old = _beside(folder, "new"), _beside(folder, "old")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    _write(new, nlp, optimizer, progress)
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _beside(folder: Path, mark: str) -> Path:
    return folder.with_name(f"{folder.name}-{mark}")


def _write(folder: Path, nlp: Language, optimizer: Optimizer, progress: dict[str, Any]) -> None:
    nlp.to_disk(folder / "pipeline")
    numbers = {node.id: index for index, node in enumerate(_nodes(nlp))}
    arrays = {
        f"{part}/{numbers[key[0]]}/{key[1]}": array
        for part in PARTS
        for key, array in getattr(optimizer, part).items()
        if key[0] in numbers
    }
    counts = {
        f"{numbers[key[0]]}/{key[1]}": n
        for key, n in optimizer.nr_update.items()
        if key[0] in numbers
    }
    np.savez(folder / "optimizer.npz", **arrays)
    (folder / "progress.json").write_text(json.dumps({**progress, "nr_update": counts}))


def restore(folder: Path, nlp: Language, optimizer: Optimizer) -> dict[str, Any] | None:
    """Load the checkpoint into an initialized pipeline; None when there is none."""
    if not folder.exists():
        folder = _beside(folder, "old")
    if not folder.exists():
        return None
    progress: dict[str, Any] = json.loads((folder / "progress.json").read_text())
    nlp.from_disk(folder / "pipeline")
    ids = [node.id for node in _nodes(nlp)]
    for name, count in progress.pop("nr_update").items():
        index, parameter = name.split("/")
        optimizer.nr_update[ids[int(index)], parameter] = count
    with np.load(folder / "optimizer.npz") as arrays:
        for name, array in arrays.items():
            part, index, parameter = name.split("/")
            getattr(optimizer, part)[ids[int(index)], parameter] = array
    return progress
