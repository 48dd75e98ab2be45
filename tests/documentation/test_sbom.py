"""The bill of materials names everything that is pinned, once, with version and hashes."""

import re

from documentation.sbom import LOCK, bill_of_materials, python_packages

LOCKED = """
alpha-beta==1.2.3 ; python_version >= '3.11' \\
    --hash=sha256:{a} \\
    --hash=sha256:{b}
    # via gamma
Gamma_Delta==4.5 \\
    --hash=sha256:{c}
""".format(a="a" * 64, b="b" * 64, c="c" * 64)


def test_each_package_of_a_lock_file_has_its_own_hashes() -> None:
    first, second = python_packages(LOCKED)
    assert (first["name"], first["version"]) == ("alpha-beta", "1.2.3")
    assert [one["content"][0] for one in first["hashes"]] == ["a", "b"]
    assert second["purl"] == "pkg:pypi/gamma-delta@4.5"
    assert len(second["hashes"]) == 1


def test_everything_that_is_pinned_is_listed_once() -> None:
    bill = bill_of_materials()
    components = bill["components"]
    names = {one["purl"].partition("@")[0] for one in components}
    locked = re.findall(r"^([a-z0-9.-]+)==", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    assert {f"pkg:pypi/{name}" for name in locked} <= names
    assert "pkg:maven/org.apache.kafka/kafka_2.13" in names
    assert "pkg:generic/elasticsearch" in names
    references = [one["bom-ref"] for one in components]
    assert len(references) == len(set(references))
    assert all(one["hashes"] for one in components if one["name"] != "elasticsearch")
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
