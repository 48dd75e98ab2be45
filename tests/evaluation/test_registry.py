import inspect

import pytest

from evaluation.registry import REGISTRY, benchmark


@pytest.mark.parametrize("name", REGISTRY)
def test_every_name_has_a_module_that_evaluates(name: str) -> None:
    assert list(inspect.signature(benchmark(name).evaluate).parameters) == [
        "folder",
        "system",
        "options",
    ]
