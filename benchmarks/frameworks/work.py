"""The work that every framework does on an article: none at all, or all language work."""

from collections.abc import Callable, Mapping, Sequence

from streams.wiring.pipeline import make_pipeline

Work = Callable[[bytes], Sequence[bytes]]


def pass_on() -> Work:
    """Return work that gives an article back as it came: what is left is the framework."""
    return lambda value: (value,)


def language() -> Work:
    """Return work that extracts the mentions of an article and locates them, as JSON."""
    pipeline = make_pipeline()
    return lambda value: [mention.to_json() for mention in pipeline.mentions_of(value)]


WORKS: Mapping[str, Callable[[], Work]] = {"pass": pass_on, "language": language}
"""Kinds of work; each entry loads what it needs."""
