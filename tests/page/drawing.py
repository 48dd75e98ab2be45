"""Draws one macro of a template, so that a test can look at a part of a page alone."""

from streams.page.html import environment


def drawn(template: str, macro: str, *values: object) -> str:
    """Return the HTML that a macro makes of values."""
    return str(getattr(environment().get_template(template).module, macro)(*values))
