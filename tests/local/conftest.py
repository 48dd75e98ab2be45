"""A ground to start small programs on; whatever they leave is ended."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from streams.local.boot import Ground
from streams.local.java import Java
from streams.local.processes import end, find
from tests.local.tiny import Tiny

JAVA = Java(Path("/no/java"), 17)


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    home = tmp_path / "a home"
    home.mkdir()
    said: list[str] = []
    yield Ground(home, home, None, said.append)
    end(find("tiny", home), 0.0)


@pytest.fixture
def tiny() -> Tiny:
    from streams.local.processes import any_port

    return Tiny(preferred_port=any_port())


@pytest.fixture
def open_home() -> Iterator[Path]:
    """A home with spaces that any user can enter, outside of pytest's private folders."""
    with tempfile.TemporaryDirectory(prefix="dateline test ") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "home, with a comma"
