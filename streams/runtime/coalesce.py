"""What leaves a stage after a batch: of each event, window and alert, the newest revision only.

A message of a batch is covered by what is sent for a later one of the same batch, as both are
acknowledged together, after all outputs are stored.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from streams.runtime.delivery import Incoming, Outgoing


@dataclass(frozen=True)
class Deferred:
    """Messages that are worked out once for a whole batch, when its last message was processed.

    Of several with the same name in ``replaces``, only the last is asked to ``make`` them.
    """

    replaces: bytes
    make: Callable[[], Sequence[Outgoing]]


Output = Outgoing | Deferred


@dataclass(frozen=True)
class Due:
    """An output of a batch, and the messages that it stands for, in order."""

    output: Output
    messages: tuple[Incoming, ...]

    @property
    def origin(self) -> float:
        """Return the earliest origin of its messages, in Unix seconds."""
        return min(message.origin for message in self.messages)


def newest(results: Iterable[tuple[Incoming, Output]]) -> list[Due]:
    """Return the outputs that are due, in the order of their last appearance.

    Args:
        results: each output of a batch with the message that led to it, in order.

    >>> message = Incoming("t", 0, 0, None, None, 0.0, 0.0)
    >>> first, second = (Outgoing("events", b"e", value, (), b"e") for value in (b"1", b"2"))
    >>> [due.output.value for due in newest([(message, first), (message, second)])]
    [b'2']
    """
    kept: dict[object, Due] = {}
    for number, (message, output) in enumerate(results):
        name = _name(output, number)
        before = kept.pop(name, None)
        messages = (*before.messages, message) if before else (message,)
        kept[name] = Due(_newer(before.output, output) if before else output, messages)
    return list(kept.values())


def _newer(before: Output, output: Output) -> Output:
    """Return the output of the higher revision: an older one may be told late. Else the later."""
    if isinstance(before, Outgoing) and isinstance(output, Outgoing):
        return before if before.revision > output.revision else output
    return output


def resolved(outputs: Sequence[Output]) -> Iterator[Outgoing]:
    """Yield the outputs of one message that is a batch of its own."""
    for output in outputs:
        if isinstance(output, Deferred):
            yield from output.make()
        else:
            yield output


def _name(output: Output, number: int) -> object:
    if isinstance(output, Deferred):
        return output.replaces
    return number if output.replaces is None else (output.topic, output.replaces)
