"""Packages of the extra ``local``: imported when they are needed, with a clear word when absent."""

import importlib
from typing import Any

from streams.errors import MissingDependency


def optional(module: str) -> Any:
    """Import and return a module of the extra ``local``.

    Raises:
        MissingDependency: if it is not installed; the message has the install command.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        msg = (
            f"local servers need the package `{module.partition('.')[0]}`, which is not installed: "
            "pip install 'dateline[local]'"
        )
        raise MissingDependency(msg) from error
