import json
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from evaluation.report import (
    Mistake,
    Report,
    Section,
    as_errors,
    as_json,
    causes_section,
    show,
    write_errors,
)
from evaluation.score import score_seed
from evaluation.seed_report import seed_report
from evaluation.sources import sources_of
from streams.errors import UsageError
from tests.evaluation.make import ERBIL, event, evidence, expected, gold, killed, place


def report() -> Report:
    wanted = expected(
        gold("found", killed={"low": [3, 3]}),
        gold("missed", types=["raid"], optional=True),
        total_killed_allowed=[1, 9],
    )
    surplus = event("e2", where=place(ERBIL[0] + 2), told=(evidence("[b]Boom", "[b]Boom"),))
    result = score_seed([event("e1", casualties=killed(3)), surplus], wanted, sources_of([], []))
    return seed_report("seed", result, wanted)


def test_the_figures() -> None:
    assert report().metrics == {"recall": 1.0, "precision": 0.5, "forbidden": 0}
    assert report().facts["killed right"] == "1 of 1 that are asked for it"
    assert report().facts["killed in all"] == "3, 1 to 9 allowed"


def test_a_miss_is_told_with_its_near_misses() -> None:
    miss = next(error for error in report().errors if error["error"] == "missed")
    assert miss["expected"] == "missed"
    assert miss["near"][0].endswith("[e1]: type bombing, not raid")


def test_json_has_figures_and_tables() -> None:
    value = json.loads(as_json(report()))
    assert value["metrics"]["recall"] == 1.0
    assert value["sections"]["Expected events"][0]["expected"] == "found"


def test_quotes_are_shown_as_they_stand() -> None:
    console = Console(width=160, file=StringIO(), record=True)
    show(report(), console)
    assert "[b]Boom" in console.export_text()


def test_errors_go_to_a_file_one_to_a_line(tmp_path: Path) -> None:
    write_errors(report(), tmp_path / "errors.jsonl")
    lines = (tmp_path / "errors.jsonl").read_text().splitlines()
    assert [json.loads(line)["error"] for line in lines] == ["missed", "unexpected"]


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot write"):
        write_errors(report(), tmp_path / "none" / "errors.jsonl")


def test_every_row_has_every_column() -> None:
    for part in (*report().sections, Section("x", ("a",), ())):
        assert all(len(row) == len(part.columns) for row in part.rows)


def mistakes() -> list[Mistake]:
    return [
        Mistake("date", "d1", "Monday"),
        Mistake("place", "d1", "Paris", {"wanted": "Paris, Texas"}),
        Mistake("place", "d2", "Lima"),
        Mistake("place", "d3", "Lima"),
    ]


def test_the_most_frequent_cause_comes_first_with_its_most_frequent_example() -> None:
    rows = causes_section(mistakes()).rows
    assert rows == (("place", "3", "75%", "Lima (2)\nParis"), ("date", "1", "25%", "Monday"))


def test_errors_are_ordered_by_cause_and_keep_their_details() -> None:
    errors = as_errors(mistakes())
    assert [error["where"] for error in errors] == ["d1", "d2", "d3", "d1"]
    assert errors[0] == {
        "error": "place",
        "where": "d1",
        "what": "Paris",
        "wanted": "Paris, Texas",
    }


def test_no_mistake_makes_an_empty_table() -> None:
    assert causes_section([]).rows == ()
