"""Download missing files; interrupted downloads resume, and every file is verified."""

import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from threading import Event, Lock
from typing import Any, Protocol

from streams.errors import ServerError
from streams.local.meter import Advance, Meter
from streams.local.pins import Pin, verify
from streams.local.repository import optional

CHUNK_BYTES = 1 << 18
TIMEOUT_SECONDS = 30
TRIES = 4
LANES = 4
"""Parallel connections: most files are small, and each costs a round trip."""
FIRST_WAIT_SECONDS = 1.0
PUBLIC_FILE = 0o644
PUBLIC_FOLDER = 0o755
"""The servers may run as another user than the one who downloads the files."""


@dataclass(frozen=True)
class Part:
    """The bytes of a file from ``start`` on; ``start`` is 0 if the source cannot resume."""

    start: int
    chunks: Iterator[bytes]


class Source(Protocol):
    """A source of pinned files."""

    def read(self, path: str, offset: int) -> Part:
        """Return the bytes of a file, from ``offset`` on if the source supports it."""
        ...


class Repository:
    """Files in Maven repositories; each is read from the first base URL that has it."""

    def __init__(self, bases: Sequence[str]) -> None:
        self._bases = bases
        self._session: Any = optional("requests").Session()

    def read(self, path: str, offset: int) -> Part:
        """Return the bytes of a file; a server without range support sends the whole file.

        Raises:
            ServerError: if no repository has it.
        """
        headers = {"Range": f"bytes={offset}-"} if offset else {}
        statuses: list[str] = []
        for base in self._bases:
            answer = self._session.get(
                f"{base}/{path}", headers=headers, stream=True, timeout=TIMEOUT_SECONDS
            )
            if answer.ok:
                start = offset if answer.status_code == 206 else 0
                return Part(start, answer.iter_content(CHUNK_BYTES))
            answer.close()
            if answer.status_code >= 500 or answer.status_code == 429:
                answer.raise_for_status()
            statuses.append(f"HTTP {answer.status_code}")
        msg = (
            f"no Maven repository has {path} ({', '.join(statuses)}); if a mirror is configured "
            "for jgo or Maven, check that it serves Maven Central"
        )
        raise ServerError(msg)


class Archive:
    """Files in a folder of a remote zip, read by range requests without downloading the zip."""

    def __init__(self, bases: Sequence[str], path: str, folder: str) -> None:
        self._urls = [f"{base}/{path}" for base in bases]
        self._folder = folder
        self._zip: Any = None

    def read(self, path: str, offset: int) -> Part:
        """Return the bytes of an entry, always from the start."""
        del offset
        if self._zip is None:
            self._zip = self._open()
        entry = self._zip.open(self._folder + path)
        return Part(0, iter(lambda: entry.read(CHUNK_BYTES), b""))

    def names(self) -> list[str]:
        """Return the paths of all files in the folder, relative to it."""
        self._zip = self._zip or self._open()
        names: list[str] = [info.filename for info in self._zip.infolist() if not info.is_dir()]
        return [name.removeprefix(self._folder) for name in names if name.startswith(self._folder)]

    def _open(self) -> Any:
        remotezip, session = optional("remotezip"), optional("requests").Session()
        errors: list[str] = []
        for url in self._urls:
            try:
                return remotezip.RemoteZip(
                    url, initial_buffer_size=1 << 20, session=session, timeout=TIMEOUT_SECONDS
                )
            except remotezip.RemoteZipError as error:
                errors.append(str(error))
        msg = f"no Maven repository serves ranges of {self._urls[0].rpartition('/')[2]}: {errors}"
        raise ServerError(msg)


def missing(pins: Sequence[Pin], folder: Path) -> list[Pin]:
    """Return the pins whose file is missing or has another size."""
    return [pin for pin in pins if not _present(folder / pin.path, pin)]


def fetch(
    title: str, pins: Sequence[Pin], folder: Path, connect: Callable[[], Source], meter: Meter
) -> int:
    """Download missing files to a folder; return how many bytes were missing.

    Args:
        title: title of the progress display.
        pins: the files, by their path in the source, which is also their path in ``folder``.
        folder: the target folder.
        connect: opens the source; called once per connection if a file is missing.
        meter: the progress display.

    Raises:
        ServerError: if the download fails repeatedly, or a file differs from its pin. Downloaded
            data are kept, and the next call resumes.
    """
    wanted = missing(pins, folder)
    if not wanted:
        return 0
    total = sum(pin.size for pin in pins)
    absent = sum(pin.size for pin in wanted)
    with meter(title, total - absent, total) as advance:
        _fetch_in_lanes(wanted, folder, connect, advance)
    return absent


def _fetch_in_lanes(
    wanted: Sequence[Pin], folder: Path, connect: Callable[[], Source], advance: Advance
) -> None:
    """Download over several connections; after an error, each finishes its current file."""
    stop, counting = Event(), Lock()

    def count(arrived: int) -> None:
        with counting:
            advance(arrived)

    def fetch_lane(pins: Sequence[Pin]) -> None:
        source = connect()
        for pin in pins:
            if stop.is_set():
                return
            _fetch_one(pin, folder / pin.path, source, count)

    lanes = [lane for number in range(LANES) if (lane := wanted[number::LANES])]
    with ThreadPoolExecutor(LANES) as pool:
        running = [pool.submit(fetch_lane, lane) for lane in lanes]
        try:
            for done in as_completed(running):
                done.result()
        finally:
            stop.set()


def _fetch_one(pin: Pin, target: Path, source: Source, advance: Advance) -> None:
    _make_public(target.parent)
    part = target.with_name(target.name + ".part")
    for attempt in range(TRIES):
        try:
            _download(pin, part, source, advance)
            break
        except _network_errors() as error:
            if attempt == TRIES - 1:
                msg = (
                    f"the download of {PurePosixPath(pin.path).name} was interrupted ({error}); "
                    "run the command again to continue"
                )
                raise ServerError(msg) from error
            time.sleep(FIRST_WAIT_SECONDS * 2**attempt)
    verify(part, pin)
    part.chmod(PUBLIC_FILE)
    part.replace(target)


def _download(pin: Pin, part: Path, source: Source, advance: Advance) -> None:
    have = part.stat().st_size if part.exists() else 0
    if have >= pin.size > 0:
        return
    coming = source.read(pin.path, have)
    if coming.start:
        advance(have)
    with part.open("ab" if coming.start else "wb") as file:
        for chunk in coming.chunks:
            file.write(chunk)
            advance(len(chunk))


def _network_errors() -> tuple[type[Exception], ...]:
    request_error: type[Exception] = optional("requests").RequestException
    stream_error: type[Exception] = optional("urllib3").exceptions.HTTPError
    zip_error: type[Exception] = optional("remotezip").RemoteZipError
    return request_error, stream_error, zip_error, zipfile.BadZipFile, zlib.error, EOFError


def _present(file: Path, pin: Pin) -> bool:
    with suppress(OSError):
        return file.stat().st_size == pin.size
    return False


def _make_public(folder: Path) -> None:
    """Create a folder and its missing parents, readable for the servers' user."""
    if folder.is_dir():
        return
    _make_public(folder.parent)
    folder.mkdir(exist_ok=True)
    folder.chmod(PUBLIC_FOLDER)
