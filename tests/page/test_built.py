"""What browsers load was built from the sources, and carries its licences."""

from hashlib import sha256

from streams.page.responses import STATIC_TYPES
from tests.conftest import ROOT

WEB = ROOT / "streams" / "page" / "web"
STATIC = ROOT / "streams" / "page" / "static"


def test_the_built_files_are_those_of_the_sources() -> None:
    names = sorted(
        [
            "build.mjs",
            "package-lock.json",
            "shapes.mjs",
            *(f"src/{path.name}" for path in (WEB / "src").iterdir()),
        ]
    )
    built = sha256(b"".join((WEB / name).read_bytes() for name in names)).hexdigest()
    assert (STATIC / "sources.sha256").read_text().strip() == built, "run `make page`"


def test_every_file_that_is_served_is_there() -> None:
    for name in STATIC_TYPES:
        assert (STATIC / name).stat().st_size > 100


def test_the_licences_of_what_is_bundled_are_carried() -> None:
    texts = (WEB / "licences.txt").read_text(encoding="utf-8")
    for name in (
        "maplibre-gl",
        "uplot",
        "world-atlas",
        "@superset-ui/legacy-plugin-chart-country-map",
    ):
        assert f"== {name}\n" in texts
    assert "MapLibre" in (ROOT / "NOTICE").read_text(encoding="utf-8")


def test_styles_and_scripts_name_no_other_host() -> None:
    assert "https://" not in (STATIC / "page.css").read_text(encoding="utf-8")
    assert "url(http" not in (STATIC / "app.css").read_text(encoding="utf-8")
