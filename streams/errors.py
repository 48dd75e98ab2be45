"""Every error that Dateline raises on purpose.

The root decides what happens to the message in hand::

    DatelineError
    ├── TransientError            retried in place, with backoff, without end; never acknowledged
    │   ├── BrokerUnavailable
    │   ├── ElasticsearchUnavailable
    │   └── WebhookUnavailable    only for as long as the settings say, then NotDelivered
    ├── TerminalError             to the dead letters with the original bytes, then acknowledged
    │   ├── MalformedRecord       not JSON, or fields missing, of the wrong type or out of range
    │   ├── TooLarge              more text than an article may have
    │   ├── StageFailed           a stage raised what it should not: a defect of ours
    │   ├── IndexRejected         Elasticsearch refuses the document itself (400)
    │   └── NotDelivered          the webhook refuses an alert, or was away for too long
    └── UsageError                a person asked for what cannot be done; ends a command with code 2
        ├── ConfigurationError
        ├── MissingDependency
        └── ServerError           a local server did not start, or a remote one is unfit

Each carries ``reason``: a short, fixed word for metrics and dead letters.
"""

from typing import ClassVar


class DatelineError(Exception):
    """Root of all errors that Dateline raises on purpose."""

    reason: ClassVar[str] = "error"


class TransientError(DatelineError):
    """The same call may go through later: retry, do not acknowledge."""

    reason = "transient"


class BrokerUnavailable(TransientError):
    """Kafka did not take or give a message in time."""

    reason = "broker_unavailable"


class ElasticsearchUnavailable(TransientError):
    """Elasticsearch is away or overloaded (connection, 429, 5xx)."""

    reason = "elasticsearch_unavailable"


class WebhookUnavailable(TransientError):
    """The alert webhook is away or overloaded (connection, timeout, 408, 425, 429, 5xx)."""

    reason = "webhook_unavailable"


class TerminalError(DatelineError):
    """No retry will help: dead letter with the original bytes, then acknowledge."""

    reason = "terminal"


class MalformedRecord(TerminalError):
    """The bytes are not the record that the topic carries."""

    reason = "malformed"


class TooLarge(TerminalError):
    """The article has more text than the limit allows."""

    reason = "too_large"


class StageFailed(TerminalError):
    """A stage raised an error that it should not raise: a defect, kept with its input."""

    reason = "stage_failed"


class IndexRejected(TerminalError):
    """Elasticsearch refuses the document itself, whatever the time."""

    reason = "index_rejected"


class NotDelivered(TerminalError):
    """The webhook refuses an alert (``refused``), or was away for longer than it is waited for."""

    reason = "not_delivered"

    def __init__(self, message: str, *, refused: bool = True) -> None:
        super().__init__(message)
        self.refused = refused


class UsageError(DatelineError):
    """What a person asked for cannot be done; the message says what to do instead."""

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
