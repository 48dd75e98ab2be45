"""README.md shows what the code prints."""

import pytest

from documentation.readme import README, run_samples, updated
from streams.wiring.pipeline import PipelineResult


@pytest.fixture(scope="module")
def samples() -> tuple[PipelineResult, int]:
    return run_samples()


def test_the_readme_shows_what_the_code_prints(samples: tuple[PipelineResult, int]) -> None:
    text = README.read_text(encoding="utf-8")
    assert updated(text, *samples) == text, "run: python -m documentation.readme"


def test_a_figure_that_differs_is_corrected(samples: tuple[PipelineResult, int]) -> None:
    text = README.read_text(encoding="utf-8")
    assert updated(text.replace("  confirmed", "  denied"), *samples) == text
    with pytest.raises(ValueError, match="does not show"):
        updated("nothing", *samples)
