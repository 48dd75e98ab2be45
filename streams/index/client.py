"""Elasticsearch clients, and error messages for their failures."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from elasticsearch import (
    ApiError,
    AsyncElasticsearch,
    Elasticsearch,
    NotFoundError,
    TransportError,
    UnsupportedProductError,
)

from streams.errors import ConfigurationError, ServerError
from streams.settings import Settings

REQUEST_TIMEOUT_SECONDS = 30.0
"""Longest wait for a response; a bulk request of 10 MiB takes seconds on a small server."""


def make_client(settings: Settings) -> Elasticsearch:
    """Return a client that does not retry; retries are up to the caller. Close it after use.

    Raises:
        ConfigurationError: if the URL or the certificate file is unusable, or no URL is set.
    """
    try:
        return Elasticsearch(settings.address("elasticsearch_url"), **_options(settings))
    except (ValueError, OSError) as error:
        raise _unusable(settings, error) from error


def make_async_client(settings: Settings) -> AsyncElasticsearch:
    """Return the asynchronous client, with the same options as ``make_client``.

    Raises:
        ConfigurationError: if the URL or the certificate file is unusable, or no URL is set.
    """
    try:
        return AsyncElasticsearch(settings.address("elasticsearch_url"), **_options(settings))
    except (ValueError, OSError) as error:
        raise _unusable(settings, error) from error


def shown_url(settings: Settings) -> str:
    """Return the server's URL without user name and password, for messages."""
    parts = urlsplit(settings.elasticsearch_url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


@contextmanager
def server_errors(settings: Settings) -> Iterator[None]:
    """Convert errors of the client into a ``ServerError``, for commands and pages.

    Raises:
        ServerError: for any error of the client; it names the server and what to do.
    """
    try:
        yield
    except (ApiError, TransportError, UnsupportedProductError) as error:
        raise ServerError(explain(error, settings)) from error


def explain(error: Exception, settings: Settings) -> str:
    """Return what an error of the client means and what to do about it."""
    url = shown_url(settings)
    if isinstance(error, UnsupportedProductError):
        return f"the server at {url} is not Elasticsearch: check DATELINE_ELASTICSEARCH_URL"
    if isinstance(error, NotFoundError) and "index_not_found" in str(error.error):
        return f"Elasticsearch at {url} has no such index: run `dateline indices create`"
    if isinstance(error, ApiError):
        if error.status_code in (401, 403):
            return (
                f"Elasticsearch at {url} denies access: check DATELINE_ELASTICSEARCH_API_KEY, or "
                "the user name and password"
            )
        return f"Elasticsearch at {url} answered {error.status_code}: {error_text(error)}"
    return (
        f"Elasticsearch at {url} cannot be reached ({type(error).__name__}): start it with "
        "`dateline local up`, or set DATELINE_ELASTICSEARCH_URL"
    )


def error_text(error: ApiError) -> str:
    """Return type, reason and cause of the server's error, in at most 300 characters."""
    body: Any = error.body
    detail = body.get("error") if isinstance(body, dict) else body
    return cause_text(detail)


def cause_text(detail: Any) -> str:
    """Flatten an error object of Elasticsearch: type, reason and innermost cause."""
    if not isinstance(detail, dict):
        return str(detail)[:300]
    text = f"{detail.get('type')}: {detail.get('reason')}"
    if isinstance(detail.get("caused_by"), dict):
        text += f" ({cause_text(detail['caused_by'])})"
    return text[:300]


def _options(settings: Settings) -> dict[str, Any]:
    options: dict[str, Any] = {
        "api_key": settings.elasticsearch_api_key,
        "request_timeout": REQUEST_TIMEOUT_SECONDS,
        "max_retries": 0,
        "retry_on_timeout": False,
    }
    if settings.elasticsearch_username is not None and settings.elasticsearch_api_key is None:
        options["basic_auth"] = (
            settings.elasticsearch_username,
            settings.elasticsearch_password or "",
        )
    files = {
        "ca_certs": settings.elasticsearch_ca_certs,
        "client_cert": settings.elasticsearch_client_cert,
        "client_key": settings.elasticsearch_client_key,
    }
    return options | {name: str(path) for name, path in files.items() if path is not None}


def _unusable(settings: Settings, error: Exception) -> ConfigurationError:
    return ConfigurationError(
        f"cannot use {shown_url(settings)!r}: {error}. Check DATELINE_ELASTICSEARCH_URL "
        "(https://host:9200) and DATELINE_ELASTICSEARCH_CA_CERTS"
    )
