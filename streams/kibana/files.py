"""The import files of ``infra/kibana``: written from the code, read for the import."""

from importlib.resources import files
from pathlib import Path

from streams.kibana import analysts, operators
from streams.kibana.saved import Object, ndjson, read_ndjson
from streams.kibana.views import VIEWS, data_view

FOLDER = Path(__file__).resolve().parents[2] / "infra" / "kibana"


def built() -> dict[str, list[Object]]:
    """Return the objects of each file, those first that others speak of."""
    return {
        "1-data-views.ndjson": [data_view(view) for view in VIEWS],
        "2-analysts.ndjson": analysts.objects(),
        "3-operators.ndjson": operators.objects(),
    }


def write_files(folder: Path = FOLDER) -> list[Path]:
    """Write the files that are not yet as the code says, and return them."""
    changed = []
    for name, objects in built().items():
        path, text = folder / name, ndjson(objects)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


def read_files() -> list[Object]:
    """Return the objects of the installed files, in order."""
    folder = files("infra") / "kibana"
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".ndjson"))
    return [
        thing
        for name in names
        for thing in read_ndjson((folder / name).read_text(encoding="utf-8"))
    ]
