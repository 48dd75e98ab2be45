"""Errors of the client become one line that says which server and what to do."""

import pytest
from elastic_transport import ApiResponseMeta, HttpHeaders, NodeConfig
from elasticsearch import ApiError, NotFoundError
from elasticsearch import ConnectionError as ServerAway

from streams.errors import ServerError
from streams.index.client import explain, server_errors, shown_url
from streams.index.ready import check_version
from streams.settings import Settings

SETTINGS = Settings(elasticsearch_url="https://reader:secret@search.example:9200")


def _meta(status: int) -> ApiResponseMeta:
    node = NodeConfig("https", "search.example", 9200)
    return ApiResponseMeta(status, "1.1", HttpHeaders(), 0.0, node)


def test_no_message_shows_the_password() -> None:
    assert shown_url(SETTINGS) == "https://search.example:9200"


def test_a_server_that_is_away_is_named_with_what_to_do() -> None:
    away = pytest.raises(ServerError, match=r"search\.example:9200 .*dateline local up")
    with away, server_errors(SETTINGS):
        raise ServerAway("refused")


def test_a_missing_index_says_how_to_make_it() -> None:
    body = {"error": {"type": "index_not_found_exception", "reason": "no such index"}}
    error = NotFoundError("index_not_found_exception", _meta(404), body)
    assert "dateline indices create" in explain(error, SETTINGS)


def test_a_refused_key_names_its_setting() -> None:
    error = ApiError("security_exception", _meta(401), {"error": {"type": "security_exception"}})
    assert "DATELINE_ELASTICSEARCH_API_KEY" in explain(error, SETTINGS)


def test_another_error_keeps_its_cause() -> None:
    cause = {"type": "inner", "reason": "why"}
    body = {"error": {"type": "outer", "reason": "what", "caused_by": cause}}
    text = explain(ApiError("outer", _meta(500), body), SETTINGS)
    assert "outer: what (inner: why)" in text


@pytest.mark.parametrize("number", ["7.17.0", "9.1.0", "80.0.0"])
def test_another_major_version_is_refused(number: str) -> None:
    with pytest.raises(ServerError, match=r"needs 8\.x"):
        check_version(number, SETTINGS)


def test_the_supported_version_passes() -> None:
    check_version("8.19.13", SETTINGS)
