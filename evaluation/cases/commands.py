"""What a command does with the files of a case: mostly ``dateline publish``.

The real command runs. For ``publish`` its Kafka producer is replaced by one that keeps what is
sent, since a case is about what is read from files and not about Kafka.
"""

import base64
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from click.testing import CliRunner, Result

from evaluation.cases.model import Case, OutputWanted
from streams.commands import publish as command
from streams.errors import UsageError

FOLDER = "{dir}"
"""Stands in the arguments of a case for the folder of its files."""
PUBLISH = "publish"
LONGEST_SECONDS = 300
"""Longest run of another command."""


@dataclass(frozen=True)
class CommandOutcome:
    """How the command ended: exit status, all that it printed, and the articles it sent."""

    exit: int
    output: str
    sent: tuple[dict[str, Any], ...] = ()


class RecordingProducer:
    """Keeps the values of the messages that it is given; each counts as delivered."""

    def __init__(self) -> None:
        self.values: list[bytes | None] = []

    def send(self, topic: str, key: bytes | None = None, value: bytes | None = None) -> object:
        """Keep a message and return its future, which is done."""
        del topic, key
        self.values.append(value)
        return self

    def get(self, timeout: float | None = None) -> None:
        """Return at once: the message is delivered."""
        del timeout

    def flush(self) -> None:
        """Do nothing: nothing waits."""

    def close(self) -> None:
        """Do nothing."""


def run_command(case: Case) -> CommandOutcome:
    """Write the files of a case into a folder of their own and run its command there."""
    with tempfile.TemporaryDirectory() as folder:
        _write(case, Path(folder))
        name, *arguments = (argument.replace(FOLDER, folder) for argument in case.args)
        outcome = _publish(arguments) if name == PUBLISH else _call([name, *arguments])
        return replace(outcome, output=outcome.output.replace(folder, ""))


def _publish(arguments: list[str]) -> CommandOutcome:
    producer = RecordingProducer()
    with patch("streams.ingest.publish.make_producer", lambda _: producer):
        result = CliRunner().invoke(command.command, arguments)
    sent = tuple(json.loads(value) for value in producer.values if value is not None)
    return CommandOutcome(_status(result), _output(result), sent)


def _call(arguments: list[str]) -> CommandOutcome:
    """Run another command in a process of its own, as a user would."""
    done = subprocess.run(
        [sys.executable, "-m", "streams.commands.main", *arguments],
        capture_output=True,
        text=True,
        errors="replace",
        timeout=LONGEST_SECONDS,
        check=False,
    )
    return CommandOutcome(done.returncode, f"{done.stdout}\n{done.stderr}")


def faults_of(outcome: CommandOutcome, wanted: OutputWanted) -> list[str]:
    """Return what is not as expected; an empty list if all is."""
    return list(_faults(outcome, wanted))


def _faults(outcome: CommandOutcome, wanted: OutputWanted) -> Iterator[str]:
    codes = (wanted.exit,) if isinstance(wanted.exit, int) else wanted.exit
    if codes is not None and outcome.exit not in codes:
        yield f"exit {outcome.exit}"
    output, sent = outcome.output.lower(), json.dumps(outcome.sent)
    for words in wanted.output_has:
        choices = (words,) if isinstance(words, str) else words
        if not any(word.lower() in output for word in choices):
            yield f"output lacks {' or '.join(choices)}"
    yield from (f"output has {word}" for word in wanted.output_lacks if word.lower() in output)
    if wanted.articles is not None and len(outcome.sent) != wanted.articles:
        yield f"{len(outcome.sent)} articles sent, not {wanted.articles}"
    days = sorted(str(one.get("published_at"))[:10] for one in outcome.sent)
    if wanted.published is not None and days != sorted(wanted.published):
        yield f"published on {', '.join(days)}"
    yield from (f"sent has {word}" for word in wanted.sent_lacks if word in sent)
    yield from (f"sent lacks {word}" for word in wanted.sent_has if word not in sent)


def _write(case: Case, folder: Path) -> None:
    for name, content in case.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(
            content.encode() if isinstance(content, str) else base64.b64decode(content["base64"])
        )


def _status(result: Result) -> int:
    """Return the exit status that the command line gives: 2 for an error of ours is told as 1."""
    return 1 if isinstance(result.exception, UsageError) else result.exit_code


def _output(result: Result) -> str:
    """Return all that was printed, with the error that ended the command."""
    crashed = result.exception is not None and not isinstance(result.exception, SystemExit)
    if not crashed:
        return result.output
    mark = "" if isinstance(result.exception, UsageError) else "Traceback "
    return f"{result.output}\n{mark}{result.exception}"
