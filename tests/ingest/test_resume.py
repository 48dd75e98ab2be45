from pathlib import Path

import pytest

from streams.errors import UsageError
from streams.ingest.documents import Document
from streams.ingest.resume import Resume


def document(path: Path, number: int) -> Document:
    return Document(f"{path}:{number}", b"{}", source=str(path), number=number)


def test_a_run_goes_on_behind_what_was_sent(tmp_path: Path) -> None:
    path, state = tmp_path / "a.jsonl", tmp_path / "state"
    path.write_text("{}\n" * 5)
    first = Resume(state)
    assert not first.done(document(path, 1))
    for number in (1, 2, 3):
        first.add(document(path, number))
    first.save()
    again = Resume(state)
    assert [again.done(document(path, number)) for number in (1, 3, 4)] == [True, True, False]
    assert not again.done(document(tmp_path / "b.jsonl", 1))


def test_what_was_not_saved_is_sent_again(tmp_path: Path) -> None:
    path, state = tmp_path / "a.jsonl", tmp_path / "state"
    path.write_text("{}\n")
    Resume(state).add(document(path, 1))
    assert not Resume(state).done(document(path, 1))


def test_a_file_that_changed_is_read_from_the_start(tmp_path: Path) -> None:
    path, state = tmp_path / "a.jsonl", tmp_path / "state"
    path.write_text("{}\n")
    first = Resume(state)
    first.add(document(path, 1))
    first.save()
    path.write_text("{}\n{}\n")
    assert not Resume(state).done(document(path, 1))


@pytest.mark.parametrize("content", ["", "[]", '{"files": 7}', '{"other": {}}'])
def test_another_file_is_no_state(tmp_path: Path, content: str) -> None:
    (tmp_path / "state").write_text(content)
    with pytest.raises(UsageError, match="--resume"):
        Resume(tmp_path / "state")
