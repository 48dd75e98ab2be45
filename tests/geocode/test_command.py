from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from streams.commands.gazetteer import command, say_left_out
from streams.errors import ConfigurationError, UsageError
from streams.geocode.gazetteer.dump_rows import LeftOut
from streams.geocode.gazetteer.reader import Gazetteer


def test_lookup_lists_what_a_name_may_mean(gazetteer: Gazetteer) -> None:
    result = CliRunner().invoke(command, ["lookup", "Barzeh"])
    assert result.exit_code == 0
    assert "dateline:sy-damascus-barzeh" in result.output


def test_lookup_says_when_there_is_nothing(gazetteer: Gazetteer) -> None:
    result = CliRunner().invoke(command, ["lookup", "Xyqqlmoor"])
    assert "is not in the gazetteer" in result.output
    assert result.exit_code == 1


def test_info_names_the_version(gazetteer: Gazetteer) -> None:
    result = CliRunner().invoke(command, ["info"])
    assert gazetteer.version in result.output


def test_coverage_counts_places_by_country(gazetteer: Gazetteer) -> None:
    lines = CliRunner().invoke(command, ["coverage", "bf", "ML"]).output.splitlines()
    header, *rows = [line.split("\t") for line in lines]
    assert header == ["country", "divisions", "towns", "villages", "neighbourhoods", "sites"]
    assert [row[0] for row in rows] == ["BF", "ML"]
    assert all(int(row[3]) > int(row[2]) > int(row[1]) > 10 for row in rows)


def test_coverage_of_no_country_is_refused(gazetteer: Gazetteer) -> None:
    result = CliRunner().invoke(command, ["coverage", "Mali"])
    assert isinstance(result.exception, UsageError)
    assert "MALI" in str(result.exception)


@pytest.mark.parametrize("full", [True, False])
def test_full_and_files_go_together(tmp_path: Path, full: bool) -> None:
    dump = tmp_path / "XX.txt"
    dump.touch()
    result = CliRunner().invoke(command, ["build", *(["--full"] if full else [str(dump)])])
    assert result.exit_code == 2
    assert "--full and --wof require files" in result.output


def test_a_file_that_is_no_dump_is_refused_before_anything_is_built(tmp_path: Path) -> None:
    notes, target = tmp_path / "notes.txt", tmp_path / "new.sqlite"
    notes.write_text("dear diary\n")
    arguments = ["build", "--output", str(target), "--full", str(notes)]
    result = CliRunner().invoke(command, arguments)
    assert isinstance(result.exception, ConfigurationError)
    assert not target.exists()


def test_what_was_left_out_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    left_out = LeftOut(expected=Counter({"class H": 1200}))
    left_out.reject("SY.txt, line 7", "duplicate id")
    say_left_out(left_out)
    lines = capsys.readouterr().err.splitlines()
    assert lines == [
        "skipped: SY.txt, line 7: duplicate id",
        "skipped, invalid: 1 rows: duplicate id",
        "skipped, not needed: 1,200 rows: class H",
    ]
