"""Downloads are verified and resumed, and never leave a partial file in place."""

import hashlib
import io
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from streams.errors import ServerError
from streams.local import fetch as fetching
from streams.local.fetch import Archive, Repository, fetch, missing
from streams.local.meter import Advance
from streams.local.pins import Pin

BODY = bytes(range(256)) * 4000


class Shelf(BaseHTTPRequestHandler):
    """Serves ``files`` with ranges; breaks off after ``cut`` bytes when told to."""

    files: ClassVar[dict[str, bytes]] = {}
    cuts: ClassVar[list[int]] = []
    ranges: ClassVar[list[str]] = []
    support_ranges: ClassVar[bool] = True

    def do_GET(self) -> None:
        body = self.files.get(self.path)
        if body is None:
            self.send_error(404)
            return
        wanted = self.headers.get("Range", "")
        self.ranges.append(wanted)
        start, end = self._span(wanted, len(body))
        self.send_response(206 if wanted and self.support_ranges else 200)
        self.send_header("Content-Length", str(end - start))
        self.send_header("Content-Range", f"bytes {start}-{end - 1}/{len(body)}")
        self.end_headers()
        part = body[start:end]
        self.wfile.write(part[: self.cuts.pop(0)] if self.cuts else part)

    def _span(self, wanted: str, size: int) -> tuple[int, int]:
        if not wanted or not self.support_ranges:
            return 0, size
        first, _, last = wanted.removeprefix("bytes=").partition("-")
        if not first:
            return max(0, size - int(last)), size
        return int(first), min(size, int(last) + 1) if last else size

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def base(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(fetching, "FIRST_WAIT_SECONDS", 0.0)
    monkeypatch.setattr(Shelf, "files", {"/a.jar": BODY})
    monkeypatch.setattr(Shelf, "cuts", [])
    monkeypatch.setattr(Shelf, "ranges", [])
    server = ThreadingHTTPServer(("127.0.0.1", 0), Shelf)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


class Counter:
    """A meter that adds up."""

    def __init__(self) -> None:
        self.bytes = 0

    @contextmanager
    def __call__(self, title: str, done: int, total: int) -> Iterator[Advance]:
        self.bytes = done
        yield self.add
        self.total = total

    def add(self, count: int) -> None:
        self.bytes += count


def pin(path: str, body: bytes) -> Pin:
    return Pin(path, len(body), hashlib.sha256(body).hexdigest())


def test_a_file_arrives_and_is_not_fetched_again(base: str, tmp_path: Path) -> None:
    counter, wanted = Counter(), [pin("a.jar", BODY)]
    assert fetch("x", wanted, tmp_path, lambda: Repository([base]), counter) == len(BODY)
    assert (tmp_path / "a.jar").read_bytes() == BODY
    assert counter.bytes == counter.total == len(BODY)
    assert fetch("x", wanted, tmp_path, lambda: Repository([base]), counter) == 0
    assert len(Shelf.ranges) == 1


def test_a_connection_that_breaks_is_taken_up_where_it_broke(base: str, tmp_path: Path) -> None:
    Shelf.cuts.extend([300_000])
    fetch("x", [pin("a.jar", BODY)], tmp_path, lambda: Repository([base]), Counter())
    assert (tmp_path / "a.jar").read_bytes() == BODY
    assert Shelf.ranges[0] == ""
    assert 0 < int(Shelf.ranges[1].removeprefix("bytes=").rstrip("-")) <= 300_000


def test_an_earlier_run_is_continued(base: str, tmp_path: Path) -> None:
    (tmp_path / "a.jar.part").write_bytes(BODY[:777])
    counter = Counter()
    fetch("x", [pin("a.jar", BODY)], tmp_path, lambda: Repository([base]), counter)
    assert Shelf.ranges == ["bytes=777-"]
    assert (tmp_path / "a.jar").read_bytes() == BODY
    assert counter.bytes == len(BODY)


def test_a_server_without_ranges_sends_the_whole(
    base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Shelf, "support_ranges", False)
    (tmp_path / "a.jar.part").write_bytes(BODY[:777])
    fetch("x", [pin("a.jar", BODY)], tmp_path, lambda: Repository([base]), Counter())
    assert (tmp_path / "a.jar").read_bytes() == BODY


def test_a_changed_file_is_deleted_and_named(base: str, tmp_path: Path) -> None:
    Shelf.files["/a.jar"] = BODY[:-1] + b"!"
    with pytest.raises(ServerError, match=r"a\.jar is not the pinned file") as caught:
        fetch("x", [pin("a.jar", BODY)], tmp_path, lambda: Repository([base]), Counter())
    assert pin("a.jar", BODY).sha256 in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_network_that_stays_away_keeps_what_has_arrived(base: str, tmp_path: Path) -> None:
    Shelf.cuts.extend([400_000, 0, 0, 0])
    with pytest.raises(ServerError, match="run the command again to continue"):
        fetch("x", [pin("a.jar", BODY)], tmp_path, lambda: Repository([base]), Counter())
    assert not (tmp_path / "a.jar").exists()
    assert (tmp_path / "a.jar.part").stat().st_size > 0


def test_the_next_repository_is_asked_when_one_lacks_the_file(base: str, tmp_path: Path) -> None:
    source = Repository([f"{base}/elsewhere", base])
    fetch("x", [pin("a.jar", BODY)], tmp_path, lambda: source, Counter())
    assert (tmp_path / "a.jar").read_bytes() == BODY


def test_a_file_that_nobody_has_is_named(base: str, tmp_path: Path) -> None:
    with pytest.raises(ServerError, match=r"no Maven repository has b\.jar \(HTTP 404\)"):
        fetch("x", [pin("b.jar", BODY)], tmp_path, lambda: Repository([base]), Counter())


def test_only_the_wanted_entries_of_a_zip_travel(base: str, tmp_path: Path) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("app/big.bin", bytes(3_000_000))
        archive.writestr("app/in/lib/a.jar", BODY)
        archive.writestr("app/in/b.txt", b"b")
    Shelf.files["/app.zip"] = whole.getvalue()
    source = Archive([base], "app.zip", "app/in/")
    assert sorted(source.names()) == ["b.txt", "lib/a.jar"]
    wanted = [pin("lib/a.jar", BODY), pin("b.txt", b"b")]
    fetch("x", wanted, tmp_path, lambda: source, Counter())
    assert (tmp_path / "lib" / "a.jar").read_bytes() == BODY
    assert missing(wanted, tmp_path) == []
    assert "" not in Shelf.ranges


def test_a_zip_that_is_nowhere_is_named(base: str) -> None:
    with pytest.raises(ServerError, match=r"no Maven repository serves ranges of app\.zip"):
        Archive([base], "app.zip", "app/").names()


def test_an_empty_file_is_fetched_too(base: str, tmp_path: Path) -> None:
    Shelf.files["/empty"] = b""
    fetch("x", [pin("empty", b"")], tmp_path, lambda: Repository([base]), Counter())
    assert (tmp_path / "empty").read_bytes() == b""


def test_nothing_missing_means_no_connection(base: str, tmp_path: Path) -> None:
    (tmp_path / "a.jar").write_bytes(BODY)

    def connect() -> Repository:
        pytest.fail("connected, though every file is there")

    assert fetch("x", [pin("a.jar", BODY)], tmp_path, connect, Counter()) == 0


def test_many_files_come_over_a_few_connections(base: str, tmp_path: Path) -> None:
    bodies = {f"f{n}": bytes([n]) * 1000 for n in range(30)}
    Shelf.files.update({f"/{name}": body for name, body in bodies.items()})
    opened: list[Repository] = []

    def connect() -> Repository:
        opened.append(Repository([base]))
        return opened[-1]

    wanted = [pin(name, body) for name, body in bodies.items()]
    counter = Counter()
    fetch("x", wanted, tmp_path, connect, counter)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == bodies
    assert counter.bytes == 30_000
    assert 1 <= len(opened) <= fetching.LANES
