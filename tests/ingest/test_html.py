"""HTML is made plain on intake: what is stored, and what offsets count, is its text."""

import json
import time
from collections.abc import Callable

import pytest

from schemas import Article
from streams.errors import MalformedRecord, TooLarge
from streams.ingest.articles import read_article
from streams.ingest.html import MAX_HTML_CHARACTERS, is_html, text_of_html
from tests.growth import grows_linearly

PAGE = """<!DOCTYPE html><html><head><title>Blast - Daily</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Blast in market</h1>
<p>A bomb exploded in a market in <b>Kirkuk</b> on Sunday, killing three people.</p>
<p>Police said &ldquo;two men&rdquo; were held &amp; questioned. It was the third attack this year
in the city, which lies north of Baghdad, members of the provincial council told reporters.</p>
</article><aside><h3>Related</h3><a href="/x">Another story</a></aside>
<footer>Copyright 2024 Daily</footer><script>var killed = 30;</script></body></html>"""


def article(**fields: object) -> Article:
    needed = {"article_id": "a", "publisher": "p", "published_at": "2024-01-01T00:00:00Z"}
    return read_article(json.dumps({**needed, **fields}))


def test_a_page_becomes_its_article() -> None:
    stored = article(text=PAGE)
    assert stored.content_type == "text/plain"
    assert "A bomb exploded in a market in Kirkuk on Sunday, killing three people." in stored.text
    assert "Police said \u201ctwo men\u201d were held & questioned." in stored.text
    for furniture in ("World", "Another story", "Copyright", "var killed", "<"):
        assert furniture not in stored.text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Shells hit Douma.</p>", "Shells hit Douma."),
        ("<p>One.</p><p>Two<br/>three.</p>", "One.\nTwo\nthree."),
        ("<div>Before <b>bold</b> after<script>x()</script></div>", "Before bold after"),
        ("<p>a &lt;b&gt; &amp; c</p>", "a <b> & c"),
        (" \n<P CLASS='x'>Upper</P>", "Upper"),
    ],
)
def test_a_fragment_becomes_its_words(html: str, text: str) -> None:
    assert article(text=html).text == text


@pytest.mark.parametrize(
    "text",
    ["Shells hit <b>Douma</b>.", "<p> opens a paragraph", "a < b and c > d", "<3", "<pre>x</pre>"],
)
def test_what_only_has_a_tag_stays_as_it_was_sent(text: str) -> None:
    assert not is_html(text)
    assert article(text=text).text == text


def test_what_is_declared_is_believed() -> None:
    assert article(text="<p>x</p>", content_type="text/plain").text == "<p>x</p>"
    assert article(text="Two &amp; three", content_type="text/html").text == "Two & three"


@pytest.mark.parametrize("text", [PAGE, "<p>a &lt;p&gt;b&lt;/p&gt;</p>", "<p>x</p>", "plain"])
def test_what_is_stored_is_read_back_as_it_is(text: str) -> None:
    stored = article(text=text)
    assert read_article(stored.to_json()) == stored


def test_html_without_words_leaves_the_title() -> None:
    assert article(text="<p><img src='x'></p>", title="Blast").text == "Blast"
    with pytest.raises(MalformedRecord, match="text: Field required"):
        read_article(
            b'{"id":"a","publisher":"p","published_at":"2024-01-01T00:00:00Z","text":"<p></p>"}'
        )


def test_too_much_html_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooLarge, match="characters of HTML"):
        article(text="<p>x</p>" * (MAX_HTML_CHARACTERS // 8 + 1))


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "<html>" + "<p>" * n,
        lambda n: "<p>" + "<div " * n + "</p>",
        lambda n: "<html><body>" + "<p>Two died in Homs.</p>" * n,
        lambda n: "<p>" + "<b>" * n + "x</p>",
        lambda n: "<html><table>" + "<tr><td>x" * n,
        lambda n: "<p>" + "&" * n + "</p>",
        lambda n: "<p>" + '<a b="' * n,
        lambda n: "<p>" + "<a b='x " * n,
        lambda n: "<p>" + "<a " + " b =" * n,
    ],
)
def test_odd_html_takes_linear_time(make: Callable[[int], str]) -> None:
    assert grows_linearly(text_of_html, make, 1000)


CROWD = " ".join(f"a{number}=1" for number in range(100_000))


@pytest.mark.parametrize(
    "html",
    [
        f"<p {CROWD}>x</p>",
        f"<html><body><p {CROWD}",
        f'<p b=">" {CROWD}>x</p>',
        f'<p " {CROWD} ">x</p>',
        f'<p ="{CROWD}">x</p>',
        f'<p 1="{CROWD}">x</p>',
        f"<p b='\"' {CROWD} \">x</p>",
        "<p " + " ".join(f"a{n}=1" for n in range(4000)) + ">x</p>" * 2 + f"<b {CROWD}>",
    ],
)
def test_a_crowd_of_attributes_is_refused_before_it_is_compared(html: str) -> None:
    started = time.process_time()
    with pytest.raises(TooLarge, match="too many attributes"):
        text_of_html(html)
    assert time.process_time() - started < 5.0


@pytest.mark.parametrize(
    "html",
    [
        f'<p data-props="{CROWD}">Two died.</p>',
        "<p " + " ".join(f"a{n}=1" for n in range(1000)) + ">Two died.</p>",
        f"<div><script>var few = {CROWD.replace('=', ' ')};</script><p>Two died.</p></div>",
    ],
)
def test_long_values_and_scripts_are_no_crowd(html: str) -> None:
    assert text_of_html(html) == "Two died."


@pytest.mark.parametrize("sign", [" ", "<", "\ufeff", "<p", "<?xml"])
def test_telling_html_takes_linear_time(sign: str) -> None:
    assert grows_linearly(is_html, lambda n: sign * n, 4096)
