"""Parts of extraction that can be left out, to measure what they are worth."""

from typing import Literal, get_args

Component = Literal["parse", "stories", "references", "classifier", "links"]
Components = frozenset[Component]

COMPONENTS: tuple[Component, ...] = get_args(Component)
