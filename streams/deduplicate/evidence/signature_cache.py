"""A cache for functions of article signatures, which have no hash.

Each mention of an article meets the same events, and each event keeps its articles, so the same two
signatures are compared again and again. They are told apart by identity, as all that hold a
signature share one (``schemas.record.Shared``). The cache holds what it was asked about, so that no
identity is used twice while it stands there.
"""

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from schemas.mention import ArticleSignature

Arguments = ParamSpec("Arguments")
Value = TypeVar("Value")


def cached_by_signature(
    most: int,
) -> Callable[[Callable[Arguments, Value]], Callable[Arguments, Value]]:
    """Return a decorator that keeps what a function returned for its newest arguments.

    Args:
        most: how many results are kept; the oldest goes first.

    The function takes its arguments by position; those that are no signatures need a hash, else
    calling it raises ``TypeError``.

    >>> calls = []
    >>> @cached_by_signature(most=2)
    ... def words(signature: ArticleSignature, number: int) -> list[str]:
    ...     calls.append(number)
    ...     return list(signature.terms)[:number]
    >>> one = ArticleSignature(terms={"fire": 0.8, "port": 0.6})
    >>> words(one, 1), words(one, 1), words(one, 2), len(calls)
    (['fire'], ['fire'], ['fire', 'port'], 2)
    """

    def decorate(function: Callable[Arguments, Value]) -> Callable[Arguments, Value]:
        known: OrderedDict[tuple[Any, ...], tuple[tuple[Any, ...], Value]] = OrderedDict()

        @wraps(function)
        def cached(*arguments: Arguments.args, **named: Arguments.kwargs) -> Value:
            key = tuple(map(_identity, arguments))
            found = known.get(key)
            if found is None:
                if len(known) >= most:
                    known.popitem(last=False)
                found = known[key] = arguments, function(*arguments, **named)
            return found[1]

        return cached

    return decorate


def _identity(argument: Any) -> Any:
    """Return what stands for an argument in a key."""
    return id(argument) if isinstance(argument, ArticleSignature) else argument
