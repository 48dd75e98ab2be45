"""Logging of workers: to standard error, with repeated messages of libraries left out."""

import json
import logging
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Literal

from streams.runtime.delivery import Incoming

NOISY = ("kafka", "aiokafka", "elastic_transport", "faust", "mode")
"""Libraries that log every connection and rebalance; only their warnings are logged."""

OWN = __name__.removesuffix(".runtime.logs")
"""Our own loggers: `streams` in a checkout, `dateline.streams` where Dateline is installed."""

REPEAT_SECONDS = 30.0
"""Interval between repeats: a client without a broker logs the same line ten times a second."""

ABOUT = "dateline_about"
"""Attribute of a record with the fields of ``about``."""

KEYED_BY_ARTICLE = ("articles", "extractions")
"""Topics, with any prefix, whose keys are ids of articles."""

MOST_REMEMBERED = 1000
"""Maximum number of distinct messages to count; then the counts restart, to bound memory."""


class Sparse(logging.Filter):
    """Logs each message of a library once per ``REPEAT_SECONDS``, with the number left out.

    Two messages are the same if logger and format string are the same; arguments may differ.

    Args:
        clock: monotonic time in seconds.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__()
        self._clock = clock
        self._seen: dict[tuple[str, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether to log a record; Dateline's own records are always logged."""
        if record.name.startswith(OWN):
            return True
        key = (record.name, str(record.msg))
        now = self._clock()
        last, left_out = self._seen.get(key, (float("-inf"), 0))
        if now - last < REPEAT_SECONDS:
            self._seen[key] = (last, left_out + 1)
            return False
        if left_out:
            record.msg = f"{record.getMessage()} (and {left_out} more like it)"
            record.args = None
        if len(self._seen) > MOST_REMEMBERED:
            self._seen.clear()
        self._seen[key] = (now, 0)
        return True


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON: time, level, logger, message, and what it is about."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; an exception is a field of it, with its trace."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        fields: dict[str, Any] = {
            "time": moment.replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, ABOUT, {}),
        }
        if record.exc_info:
            fields["exception"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False, default=str)


def about(stage: str, message: Incoming, **more: str) -> dict[str, Any]:
    """Return what a record says of the message that it is about, for ``extra`` of a logger.

    The key of an article or extraction is the article's id; other keys are left out.
    """
    fields: dict[str, Any] = {
        "stage": stage,
        "topic": message.topic,
        "partition": message.partition,
        "offset": message.offset,
        **more,
    }
    if message.key and message.topic.endswith(KEYED_BY_ARTICLE):
        fields["article_id"] = message.key.decode(errors="replace")
    return {ABOUT: fields}


def set_up_logs(level: str, form: Literal["text", "json"] = "text") -> None:
    """Log to standard error.

    Args:
        level: lowest level to log; for ``NOISY`` libraries at least ``WARNING``.
        form: lines of text, or of JSON.
    """
    handler = logging.StreamHandler(sys.stderr)
    text = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler.setFormatter(JsonFormatter() if form == "json" else text)
    handler.addFilter(Sparse(time.monotonic))
    logging.basicConfig(level=level, handlers=[handler])
    for library in NOISY:
        logging.getLogger(library).setLevel(max(logging.WARNING, logging.root.level))
    # It warns of every member of a group of Faust, whose metadata it cannot read and nobody needs.
    logging.getLogger("kafka.admin._groups").setLevel(logging.ERROR)


def change_level_on_signal(level: str) -> None:
    """Let SIGUSR1 switch between ``level`` and DEBUG, without a restart."""

    def switch(number: int, frame: object) -> None:
        del number, frame
        debug = logging.root.level == logging.DEBUG
        logging.root.setLevel(level if debug else logging.DEBUG)
        logging.getLogger(__name__).warning(
            "the level is now %s", logging.getLevelName(logging.root.level)
        )

    signal.signal(signal.SIGUSR1, switch)
