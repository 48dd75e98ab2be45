import os
from pathlib import Path

from streams.geocode.gazetteer.cache import prune


def test_the_one_in_use_and_the_newest_other_stay(tmp_path: Path) -> None:
    for age, name in enumerate(["used", "newest", "old", "oldest"]):
        path = tmp_path / f"gazetteer-{name}.sqlite"
        path.touch()
        os.utime(path, (1_000_000 - age, 1_000_000 - age))
    (tmp_path / "other.sqlite").touch()
    gone = prune(tmp_path, tmp_path / "gazetteer-used.sqlite")
    assert sorted(path.name for path in gone) == [
        "gazetteer-old.sqlite",
        "gazetteer-oldest.sqlite",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "gazetteer-newest.sqlite",
        "gazetteer-used.sqlite",
        "other.sqlite",
    ]
