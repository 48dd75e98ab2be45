"""No text gets into a page unescaped, and only addresses of the web become links."""

import pytest
from jinja2 import UndefinedError

from streams.page.html import environment, event_address, render, web_address

EVIL = "<script>alert('x')</script>\" onload=\"y"


def _made(source: str, **values: object) -> str:
    return environment().from_string(source).render(values)


def test_text_is_escaped() -> None:
    assert _made("<p>{{ text }}</p>", text=EVIL).count("<") == 2


def test_attributes_are_escaped() -> None:
    assert _made('<a title="{{ text }}">x</a>', text=EVIL).count('"') == 2
    assert _made("<a{{ values|xmlattr }}>x</a>", values={"title": EVIL}).count('"') == 2


def test_macros_are_escaped_once() -> None:
    source = "{% macro item(text) %}<li>{{ text }}</li>{% endmacro %}<ul>{{ item(text) }}</ul>"
    assert _made(source, text="a & b") == "<ul><li>a &amp; b</li></ul>"


def test_nothing_is_marked_as_safe() -> None:
    loader = environment().loader
    assert loader is not None
    for name in environment().list_templates():
        source = loader.get_source(environment(), name)[0]
        assert "safe" not in source
        assert "autoescape" not in source


def test_a_template_without_one_of_its_values_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        render("message.html", title="x")


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://one.example/a?b=1", "https://one.example/a?b=1"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//one.example", None),
        ("https://[broken", None),
        (" JaVaScRiPt:alert(1)", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(url: str | None, address: str | None) -> None:
    assert web_address(url) == address


def test_an_events_address_holds_any_id() -> None:
    assert event_address("a/b?c") == "/events/a%2Fb%3Fc"
