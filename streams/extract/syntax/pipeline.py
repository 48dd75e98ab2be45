"""Loads a language pipeline once per process, when it is first asked for."""

from __future__ import annotations

import importlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from streams.errors import ConfigurationError, MissingDependency

if TYPE_CHECKING:
    from spacy.language import Language  # type: ignore[import-not-found, unused-ignore]

PACKAGED = "dateline"
"""Name of the pipeline that ships with the project."""
MODEL = Path(__file__).parents[3] / "models" / "pipeline" / "en"


@lru_cache(maxsize=2)
def load_pipeline(name: str | None = None) -> Language:
    """Return a spaCy pipeline with sentences, tags, lemmas, a dependency parse and names.

    The packaged one has Universal Dependencies labels (as UD English EWT has them), Universal and
    Penn tags, and the names PERSON, NORP, ORG, GPE, LOC, FAC, DATE, TIME, CARDINAL and WEAPON.
    Others have labels of their own, which ``LanguageReader`` turns into these.

    Loading one holds the process's matrix products to one thread (``on_one_core``).

    Args:
        name: an installed package (``en_core_web_sm``) or a folder with a pipeline; None or
            ``"dateline"`` is the packaged one.

    Raises:
        MissingDependency: if spaCy or the pipeline is not installed; the message has the command.
        ConfigurationError: if it is there and cannot be loaded.
    """
    spacy = _spacy()
    if name is None or name == PACKAGED:
        name = str(_packaged())
    try:
        pipeline: Language = spacy.load(name)
    except OSError as error:
        raise MissingDependency(_how_to_get(name)) from error
    except (ImportError, ValueError) as error:
        msg = f"the language pipeline {name!r} cannot be loaded: {error}"
        raise ConfigurationError(msg) from error
    on_one_core(pipeline)
    return pipeline


def on_one_core(pipeline: Language) -> None:
    """Let numpy's own library multiply the matrices, a tenth faster than what spaCy brings along.

    That library would start a thread for each core, in each of the processes that extraction
    starts for them, so that it is held to one.
    """
    thinc = importlib.import_module("thinc.api")
    threadpool_limits(limits=1, user_api="blas")
    ops = thinc.NumpyOps(use_blis=False)
    for _, component in pipeline.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if isinstance(model, thinc.Model) else ():
            # A graphics card or Apple's library has operations of its own.
            if type(node.ops) is thinc.NumpyOps:
                node.ops = ops


def _how_to_get(name: str) -> str:
    other = f"or take {PACKAGED!r}, the one that ships with Dateline"
    if Path(name).name != name:
        return f"there is no language pipeline in the folder {name!r}: name another, {other}"
    command = f"python -m spacy download {name}"
    return f"the language pipeline {name!r} is not installed: {command} ({other})"


def _spacy() -> Any:
    try:
        return importlib.import_module("spacy")
    except ImportError as error:
        msg = "the language pipeline needs spaCy: pip install 'spacy>=3.8,<3.9'"
        raise MissingDependency(msg) from error


def _packaged() -> Path:
    if not (MODEL / "config.cfg").is_file():
        msg = (
            f"the packaged language pipeline is not in {MODEL}: reinstall dateline, or train it "
            "as training/README.md says"
        )
        raise MissingDependency(msg)
    return MODEL
