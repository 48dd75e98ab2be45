"""What the event classifier looks at: the trigger, its arguments, its sentence, its article.

Features say how a word is used rather than which article it stands in, so that weights from
one kind of news hold for others.
"""

from collections.abc import Iterator

from streams.extract.document.event import EventCandidate
from streams.extract.document.parse import Parse, top

_FIRST = frozenset({"i", "we", "my", "our", "us", "me"})
_SECOND = frozenset({"you", "your"})
_QUOTES = frozenset('"\u201c\u201d')
_FEW = 3


def features(reading: EventCandidate) -> list[str]:
    """Return the names of the features that hold of a reading."""
    return [*_trigger(reading), *_arguments(reading), *_sentence(reading), *_fields(reading)]


def _trigger(reading: EventCandidate) -> Iterator[str]:
    sense, verdict = reading.trigger.sense, reading.decision
    yield f"type={reading.event_type}"
    yield f"sense={sense.phrase}"
    yield f"weight={sense.weight:.1f}"
    if verdict is not None:
        yield f"rule={sense.event_type}:{verdict.rule}"
        yield f"rules={verdict.confidence:.1f}"
    parse = reading.context.sentence.parse
    if parse is not None:
        yield from _syntax(reading, parse)


def _syntax(reading: EventCandidate, parse: Parse) -> Iterator[str]:
    lower = reading.context.sentence.lower
    head = top(parse, (reading.trigger.start, reading.trigger.end))
    yield f"tag={parse.tags[head]}"
    yield f"label={parse.deps[head]}"
    if parse.pos[head] == "NOUN":
        opener = next((lower[at] for at in parse.under(head, "det")), "none")
        yield f"opener={opener}"
        yield f"above={parse.pos[parse.heads[head]]}"


def _arguments(reading: EventCandidate) -> Iterator[str]:
    sides = reading.decision.sides if reading.decision else frozenset()
    yield from sorted(sides)
    for side in ("agent", "object"):
        if f"{side}:any" not in sides:
            yield f"no {side}"


def _sentence(reading: EventCandidate) -> Iterator[str]:
    s = reading.context.sentence
    words = set(s.lower)
    if words & _QUOTES:
        yield "quote"
    if words & _FIRST:
        yield "first person"
    if words & _SECOND:
        yield "second person"
    if any(word.isdigit() for word in words):
        yield "digits"
    yield f"at={'lead' if s.index == 0 else 'early' if s.index <= _FEW else 'late'}"
    yield f"kind={s.kind}"


def _fields(reading: EventCandidate) -> Iterator[str]:
    place = "own" if reading.own_place else "inherited" if reading.links else "none"
    yield f"place={place}"
    date = "own" if reading.when and not reading.inherited_date else "none"
    yield f"date={'inherited' if reading.when and reading.inherited_date else date}"
    yield f"figure={bool(reading.casualty_mentions)}"
    yield f"claimed={reading.claim.source is not None}"
    yield f"actors={bool(reading.actors)}"
