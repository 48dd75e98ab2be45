from pathlib import Path

import pytest

from streams.errors import UsageError
from streams.rules.coverage import coverage, words_in


def test_words_of_a_folder_of_texts_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Gunmen bombed the caf\\u00e9"}', encoding="utf-8")
    (tmp_path / "b.bin").write_bytes(b"ignored")
    assert set(words_in(tmp_path)) >= {"gunmen", "bombed", "café"}
    assert "ignored" not in set(words_in(tmp_path))


def test_a_path_that_does_not_exist_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no .*absent"):
        list(words_in(tmp_path / "absent"))


def test_words_that_no_text_has_are_counted_with_their_line(tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("Rebels shelled the town.", encoding="utf-8")
    result = coverage([text])
    assert 0 < len(result.unreached) < result.entries
    assert ":" in str(result.unreached[0])
