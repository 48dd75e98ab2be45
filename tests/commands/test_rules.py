from pathlib import Path

from click.testing import CliRunner

from streams.commands.rules import command


def test_the_tables_are_listed_with_what_a_row_is() -> None:
    result = CliRunner().invoke(command, ["list"])
    assert result.exit_code == 0
    assert "extract/document/rules/event_families.tsv" in result.output
    assert "EventFamilyRow" in result.output


def test_a_check_counts_words_that_no_text_has(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("Rebels shelled the town.", encoding="utf-8")
    result = CliRunner().invoke(command, ["check", "--texts", str(tmp_path), "--unreached"])
    assert "rule tables, 0 faults." in result.output
    assert "entries occur in no test text." in result.output
