"""What ``dateline extract --explain`` shows of a short article."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from streams.commands.extract import command

ARTICLE = {
    "article_id": "a1",
    "publisher": "example.org",
    "published_at": "2023-03-15T18:00:00Z",
    "text": (
        "Gunmen ambushed a patrol near Gao on Tuesday, killing six soldiers, the army said. "
        "The army denied that a helicopter had been shot down."
    ),
}


def explain(tmp_path: Path, *lines: object) -> Result:
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return CliRunner().invoke(command, [str(path), "--explain"])


def test_each_mention_shows_its_trigger_and_the_rule_behind_each_field(tmp_path: Path) -> None:
    result = explain(tmp_path, ARTICLE)
    assert result.exit_code == 0
    assert "Gunmen [ambushed] a patrol" in result.output
    shown = " ".join(result.output.split())
    for part in ("trigger 'ambush'", "ambush.soldier: soldier →", "'Tuesday'", "'killing'"):
        assert part in shown
    assert "'denied' makes it negated" in shown


def test_what_was_refused_is_told_with_the_reason(tmp_path: Path) -> None:
    shown = " ".join(explain(tmp_path, ARTICLE).output.split())
    assert "refused killing the casualties or damage of another event" in shown


def test_a_pipe_gets_no_colours(tmp_path: Path) -> None:
    assert "\x1b" not in explain(tmp_path, ARTICLE).output


def test_a_bad_article_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    result = explain(tmp_path, {"article_id": "bad"}, ARTICLE)
    assert result.exit_code == 1
    assert "[ambushed]" in result.output
