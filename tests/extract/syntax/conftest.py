"""The packaged language pipeline, loaded once."""

from typing import Any

import pytest

from streams.extract.syntax.pipeline import load_pipeline


@pytest.fixture(scope="session")
def nlp() -> Any:
    """Return the packaged pipeline."""
    pytest.importorskip("spacy", reason="spaCy is not installed: pip install 'spacy>=3.8,<3.9'")
    return load_pipeline()
