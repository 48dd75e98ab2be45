"""Write the lock files: resolve, download, record sizes and hashes. For maintainers."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from streams.local import elasticsearch, kafka
from streams.local.cache import Report
from streams.local.fetch import Archive, Repository, Source
from streams.local.pins import Pin, sha256_of, write_pins
from streams.local.repository import optional, repositories

DATA = Path(__file__).parent / "data"
HEADER = "Written by `dateline local pin`; see README.md here. Source: "


def pin_all(report: Report) -> None:
    """Rewrite both lock files from the configured repositories."""
    bases = repositories()
    jars = Repository(bases)
    _pin(kafka.LOCK, sorted(resolve_jars(bases)), jars, " + ".join(kafka.COORDINATES), report)
    archive = Archive(bases, elasticsearch.ARCHIVE, elasticsearch.ARCHIVE_FOLDER)
    names = (name for name in archive.names() if elasticsearch.is_needed(name))
    _pin(elasticsearch.LOCK, sorted(names), archive, elasticsearch.ARCHIVE, report)


def resolve_jars(bases: Iterable[str]) -> set[str]:
    """Return the repository paths of Kafka, its runtime dependencies and the log binding.

    Each coordinate is resolved separately. Resolved together, versions that log4j manages for its
    own build, such as an old kafka-clients, would override Kafka's. Of two versions of a jar, that
    of Kafka is used.
    """
    found: dict[tuple[str, str], str] = {}
    with tempfile.TemporaryDirectory() as folder:
        remotes = {f"repository-{number}": base for number, base in enumerate(bases)}
        maven = optional("jgo.maven").MavenContext(
            repo_cache=Path(folder), remote_repos=remotes, timeout=60
        )
        for coordinate in kafka.COORDINATES:
            inputs, transitive = maven.resolver.resolve([maven.create_dependency(coordinate)])
            for dependency in (*inputs, *transitive):
                artifact = dependency.artifact
                path = f"{artifact.component.path_prefix.as_posix()}/{artifact.filename}"
                found.setdefault((dependency.groupId, dependency.artifactId), path)
    return set(found.values())


def _pin(lock: str, names: list[str], source: Source, origin: str, report: Report) -> None:
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder) / "file"
        pins = [_pin_one(name, source, scratch) for name in names]
    write_pins(DATA / f"{lock}.tsv", pins, [HEADER + origin])
    report(f"{lock}: {len(pins)} files, {sum(pin.size for pin in pins) / 1e6:.0f} MB")


def _pin_one(name: str, source: Source, scratch: Path) -> Pin:
    with scratch.open("wb") as file:
        for chunk in source.read(name, 0).chunks:
            file.write(chunk)
    return Pin(name, scratch.stat().st_size, sha256_of(scratch))
