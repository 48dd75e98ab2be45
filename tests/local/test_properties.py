"""Values in the servers' configuration files keep their meaning."""

import pytest

from streams.errors import ConfigurationError
from streams.local.properties import (
    escape_value,
    render_lines,
    render_properties,
    render_yaml,
)

VALUES: dict[str, str | int] = {
    "data": 'C:\\a "b" c',
    "logs": "/l",
    "port": 9200,
    "transport_port": 9300,
    "cluster": "dateline-1",
    "secure": False,
}
OPTIONS: dict[str, str] = {
    "logs": "/l",
    "tmp": "/with space/tmp",
    "mark_0": "-Da",
    "mark_1": "-Db",
    "mark_2": "-Dc",
}


@pytest.mark.parametrize(
    ("value", "escaped"),
    [
        ("plain/path", "plain/path"),
        ("with spaces", "with spaces"),
        (" leading", "\\ leading"),
        ("back\\slash", "back\\\\slash"),
        ("tab\tnew\nline", "tab\\tnew\\nline"),
        ("Düna", "D\\u00fcna"),
        ("\U0001f600", "\\ud83d\\ude00"),
    ],
)
def test_escaped_as_java_reads_it(value: str, escaped: str) -> None:
    assert escape_value(value) == escaped


def test_kafka_listens_on_the_given_ports_of_the_loopback_only() -> None:
    text = render_properties("kafka/server.properties", {"port": "4", "controller_port": "5"})
    lines = text.splitlines()
    assert "listeners=PLAINTEXT://127.0.0.1:4,CONTROLLER://127.0.0.1:5" in lines
    assert "auto.create.topics.enable=false" in lines
    assert not [line for line in lines if "$" in line]


def test_yaml_values_are_quoted() -> None:
    text = render_yaml("elasticsearch/elasticsearch.yml", VALUES)
    assert 'path.data: ["C:\\\\a \\"b\\" c"]' in text.splitlines()
    assert "http.port: 9200" in text.splitlines()


def test_an_option_with_a_space_stays_on_one_line() -> None:
    text = render_lines("elasticsearch/jvm.options", OPTIONS)
    assert "-Djava.io.tmpdir=/with space/tmp" in text.splitlines()


def test_a_line_break_cannot_smuggle_in_an_option() -> None:
    with pytest.raises(ConfigurationError, match="line break"):
        render_lines("elasticsearch/jvm.options", {**OPTIONS, "tmp": "/a\n-Xmx9g"})
