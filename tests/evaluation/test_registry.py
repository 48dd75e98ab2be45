import inspect

import pytest

from evaluation.registry import REGISTRY, evaluation


@pytest.mark.parametrize("name", REGISTRY)
def test_every_name_has_a_function_that_evaluates(name: str) -> None:
    assert list(inspect.signature(evaluation(name)).parameters) == [
        "folder",
        "system",
        "options",
    ]
