"""The help of every command: one sentence, examples that exist, suggestions for typing errors."""

import re
import shlex
from collections.abc import Iterator

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from streams.commands.examples import EXAMPLES
from streams.commands.main import COMMANDS, JOBS, cli

CONTEXT = click.Context(cli, info_name="dateline")


def leaves() -> Iterator[tuple[str, click.Command]]:
    """Yield every command that does something, with its path."""
    for name in COMMANDS:
        command = cli.get_command(CONTEXT, name)
        assert command is not None
        if isinstance(command, click.Group):
            for inner, one in command.commands.items():
                if not one.hidden:
                    yield f"{name} {inner}", one
        else:
            yield name, command


LEAVES = dict(leaves())


@pytest.mark.parametrize("path", LEAVES)
def test_the_help_begins_with_one_sentence(path: str) -> None:
    first = (LEAVES[path].help or "").strip().partition("\n\n")[0]
    sentence = " ".join(first.split())
    assert re.fullmatch(r"[A-Z][^.]*(?:\.\w[^.]*)*\.", sentence), sentence


@pytest.mark.parametrize("path", LEAVES)
def test_the_help_has_examples(path: str) -> None:
    text = CliRunner().invoke(cli, [*path.split(), "--help"]).output
    assert f"Examples:\n    {EXAMPLES[path][0][:20]}" in text


def test_no_example_is_left_over() -> None:
    assert set(EXAMPLES) == set(LEAVES)


@pytest.mark.parametrize("line", [line for lines in EXAMPLES.values() for line in lines])
def test_an_example_names_a_command_and_options_that_exist(line: str) -> None:
    words = shlex.split(re.sub(r"[$()|<>]", " ", line.replace('eval "$(', "").replace(')"', "")))
    words = words[words.index("dateline") + 1 :]
    path = words[0] if words[0] in LEAVES else " ".join(words[:2])
    command = LEAVES[path]
    known = {name for param in command.params for name in param.opts}
    assert {word for word in words if word.startswith("--")} <= known


def test_commands_are_grouped_by_what_people_come_to_do() -> None:
    text = CliRunner().invoke(cli, ["--help"]).output
    places = [text.index(f"{job}:\n") for job in JOBS]
    assert places == sorted(places)
    assert all(re.search(rf"^  {name} ", text, re.MULTILINE) for name in COMMANDS)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["serch"], "search"),
        (["local", "stat"], "status"),
        (["gazeteer"], "gazetteer"),
        (["topics", "creat"], "create"),
    ],
)
def test_a_typing_error_gets_a_suggestion(words: list[str], meant: str) -> None:
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 2
    assert "Did you mean" in result.stderr
    assert meant in result.stderr


def test_an_option_gets_one_too() -> None:
    assert "--city" in CliRunner().invoke(cli, ["search", "--cty", "Homs"]).stderr


def test_nothing_is_suggested_for_what_is_like_no_command() -> None:
    assert "Did you mean" not in CliRunner().invoke(cli, ["xyzzy"]).stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_of_a_shell_is_printed(shell: str) -> None:
    result = CliRunner().invoke(cli, ["completion", shell])
    assert "_DATELINE_COMPLETE" in result.output


@pytest.mark.parametrize(
    ("words", "typed", "completed"),
    [
        ([], "se", ["search", "settings"]),
        (["search", "--type"], "air", ["air_strike"]),
        (["search", "--status"], "conf", ["confirmed"]),
        (["search", "--country"], "SY", ["SY"]),
        (["types"], "shel", ["shelling"]),
        (["types"], "grena", ["grenade"]),
        (["events", "--type"], "air", ["air_strike"]),
        (["alerts", "--country"], "UA", ["UA"]),
        (["gazetteer", "coverage"], "UA", ["UA"]),
        (["publish", "--timezone"], "Europe/Ky", ["Europe/Kyiv"]),
        (["explain"], "3f", []),
        (["search", "--city"], "Ale", []),
    ],
)
def test_values_are_completed_and_no_server_completes_none(
    words: list[str], typed: str, completed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_ELASTICSEARCH_URL", "http://127.0.0.1:1")
    complete = ShellComplete(cli, {}, "dateline", "_DATELINE_COMPLETE")
    values = [item.value for item in complete.get_completions(words, typed)]
    assert values == completed
