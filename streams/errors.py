"""Every error that Dateline raises on purpose.

The root decides what happens to the message in hand::

    DatelineError
    ├── TransientError            retried in place with backoff, without limit; not acknowledged
    │   ├── BrokerUnavailable
    │   ├── ElasticsearchUnavailable
    │   └── WebhookUnavailable    up to a limit from the settings, then NotDelivered
    ├── TerminalError             sent to the dead-letter queue as it came, then acknowledged
    │   ├── MalformedRecord       not JSON, or fields missing, of the wrong type or out of range
    │   │   └── UnknownVersion    of a schema version that a later release writes
    │   ├── TooLarge              the article has more text than the limit
    │   ├── TooSlow               the article took more CPU time than the limit
    │   ├── StageFailed           a stage raised an unexpected error: a defect
    │   ├── IndexRejected         Elasticsearch rejects the document (400)
    │   └── NotDelivered          the webhook rejects an alert, or was unavailable too long
    └── UsageError                a command cannot do what was asked; exit status 2
        ├── ConfigurationError
        ├── MissingDependency
        └── ServerError           a server did not start, or has the wrong kind or version

Each carries ``reason``: a short, fixed word for metrics and dead letters.
"""

from collections.abc import Sequence
from typing import Any, ClassVar


class DatelineError(Exception):
    """Root of all errors that Dateline raises on purpose."""

    reason: ClassVar[str] = "error"


class TransientError(DatelineError):
    """The same call may succeed later: retry, do not acknowledge."""

    reason = "transient"


class BrokerUnavailable(TransientError):
    """Kafka did not accept or deliver a message in time."""

    reason = "broker_unavailable"


class ElasticsearchUnavailable(TransientError):
    """Elasticsearch is unavailable or overloaded (connection, 429, 5xx)."""

    reason = "elasticsearch_unavailable"


class WebhookUnavailable(TransientError):
    """The alert webhook is unavailable or overloaded (connection, timeout, 408, 425, 429, 5xx)."""

    reason = "webhook_unavailable"


class TerminalError(DatelineError):
    """A retry cannot succeed: keep the message as a dead letter, then acknowledge it.

    ``instead`` holds messages that stand for what the stage would have sent, and ``work`` the time
    of the work that failed, if another process did it.
    """

    reason = "terminal"
    instead: Sequence[Any] = ()
    work: Any = None


class MalformedRecord(TerminalError):
    """The bytes are not a valid record of the topic."""

    reason = "malformed"


class UnknownVersion(MalformedRecord):
    """The record has a schema version that only a later release reads."""

    reason = "unknown_version"


class TooLarge(TerminalError):
    """The article has more text than the limit allows."""

    reason = "too_large"


class TooSlow(TerminalError):
    """The article took more CPU time than the limit allows."""

    reason = "too_slow"


class StageFailed(TerminalError):
    """A stage raised an unexpected error: a defect, kept together with its input."""

    reason = "stage_failed"


class IndexRejected(TerminalError):
    """Elasticsearch rejects the document; a retry would get the same response."""

    reason = "index_rejected"


class NotDelivered(TerminalError):
    """The webhook rejects an alert (``refused``), or was unavailable for longer than the limit."""

    reason = "not_delivered"

    def __init__(self, message: str, *, refused: bool = True) -> None:
        super().__init__(message)
        self.refused = refused


class UsageError(DatelineError):
    """A command cannot do what was asked; the message says what to do instead."""

    reason = "usage"


class ConfigurationError(UsageError):
    """A setting is missing or out of range."""

    reason = "configuration"


class MissingDependency(UsageError):
    """A program or an optional package is not installed; the message has the install command."""

    reason = "missing_dependency"


class ServerError(UsageError):
    """A server did not start, or is not the kind or version that is needed."""

    reason = "server"
