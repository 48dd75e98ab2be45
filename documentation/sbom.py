"""`python -m documentation.sbom FILE`: the bill of materials, in the format of CycloneDX 1.6.

It lists the Python packages of ``requirements.lock``, the jars of Kafka and the archive with
Elasticsearch, as they are pinned: each with its version, package URL and SHA-256 hashes.
"""

import json
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from streams import __version__
from streams.local.elasticsearch import VERSION as ELASTICSEARCH
from streams.local.pins import read_pins

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"

_PACKAGE = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")

Component = dict[str, Any]


def bill_of_materials() -> dict[str, Any]:
    """Return the document; it is the same as long as the lock files are."""
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "bom-ref": "dateline",
                "type": "application",
                "name": "dateline",
                "version": __version__,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": [*python_packages(LOCK.read_text(encoding="utf-8")), *servers()],
    }


def python_packages(lock: str) -> Iterator[Component]:
    """Yield the packages of a lock file; those that are installed come with their licence."""
    entries = list(_PACKAGE.finditer(lock))
    ends = [entry.start() for entry in entries[1:]] + [len(lock)]
    for entry, end in zip(entries, ends, strict=True):
        name, version = entry[1].lower().replace("_", "-"), entry[2]
        hashes = _HASH.findall(lock[entry.end() : end])
        component = _library(name, version, f"pkg:pypi/{name}@{version}", hashes)
        yield component | _licence(name)


def servers() -> Iterator[Component]:
    """Yield the jars of Kafka, and Elasticsearch as a whole, which `dateline local` downloads."""
    for pin in read_pins("kafka"):
        *group, artifact, version, _ = pin.path.split("/")
        url = f"pkg:maven/{'.'.join(group)}/{artifact}@{version}"
        yield _library(artifact, version, url, [pin.sha256]) | {"group": ".".join(group)}
    yield _library("elasticsearch", ELASTICSEARCH, f"pkg:generic/elasticsearch@{ELASTICSEARCH}", [])


def _library(name: str, version: str, url: str, hashes: list[str]) -> Component:
    component: Component = {
        "bom-ref": url,
        "type": "library",
        "name": name,
        "version": version,
        "purl": url,
    }
    if hashes:
        component["hashes"] = [{"alg": "SHA-256", "content": one} for one in sorted(hashes)]
    return component


def _licence(name: str) -> Component:
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return {}
    if "License-Expression" not in told:
        return {}
    return {"licenses": [{"expression": told["License-Expression"]}]}


def main(path: str) -> None:
    """Write the document to a file."""
    bill = bill_of_materials()
    Path(path).write_text(json.dumps(bill, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"    {len(bill['components'])} components in {path}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
