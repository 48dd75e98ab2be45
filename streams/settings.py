"""All settings, in one place.

Environment variables take precedence over the state file of the local servers, and that file over
the defaults.
"""

import os
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, JsonValue, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from streams.errors import ConfigurationError
from streams.local.state import LocalStateSource, default_home, expected_cluster
from streams.secret_files import SecretFileSource

SECRET: dict[str, JsonValue] = {"secret": True}
"""Marks a setting that is never shown, and may also stand in a file (``DATELINE_<NAME>_FILE``)."""


MOST_EXTRACT_PROCESSES = 4
"""Default limit: a worker's own process keeps up with two or three processes for extraction."""

CPU_QUOTA = Path("/sys/fs/cgroup/cpu.max")
"""Quota and period of a container in microseconds (cgroup v2), "max" for no quota."""


def usable_cores(quota: Path = CPU_QUOTA) -> int:
    """Return how many cores this process may use: its CPU set, and a container's CPU quota."""
    if hasattr(os, "sched_getaffinity"):
        cores = len(os.sched_getaffinity(0))
    else:  # macOS
        cores = os.cpu_count() or 1
    try:
        allowed, period = (int(word) for word in quota.read_text().split())
    except (OSError, ValueError):  # no cgroup v2, or no quota
        return cores
    return max(1, min(cores, allowed // period)) if period > 0 else cores


def default_extract_processes() -> int:
    """Return how many processes for extraction a worker has if no setting says so."""
    return min(usable_cores(), MOST_EXTRACT_PROCESSES)


class Settings(BaseSettings):
    """Dateline's settings. Each is an environment variable ``DATELINE_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix="DATELINE_", frozen=True, extra="ignore")

    home: Path = Field(
        default_factory=default_home,
        description="Folder for the data and the state file of the local servers; default "
        "`.dateline` in the working directory.",
    )
    kafka_bootstrap_servers: str = Field(
        default="127.0.0.1:9092",
        description="Kafka brokers as host:port, separated by commas. Only used when it is set, "
        "or when the local servers run.",
    )
    kafka_security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        default="PLAINTEXT",
        description="How Kafka is reached: with TLS (SSL), with a login (SASL), or with both. A "
        "login without TLS sends the password readable for the network.",
    )
    kafka_sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER"] = Field(
        default="SCRAM-SHA-512",
        description="How the login proves the password to Kafka; OAUTHBEARER has a token instead.",
    )
    kafka_token_path: Path | None = Field(
        default=None,
        description="File with the bearer token for OAUTHBEARER, read anew for each connection: "
        "whoever renews the token replaces the file. Default none.",
    )
    kafka_username: str | None = Field(
        default=None, description="User name for Kafka; default none."
    )
    kafka_password: str | None = Field(
        default=None,
        repr=False,
        json_schema_extra=SECRET,
        description="Password for Kafka; default none.",
    )
    kafka_ca_certs: Path | None = Field(
        default=None,
        description="PEM file with the certificate authority of Kafka; by default those of the "
        "system.",
    )
    kafka_client_cert: Path | None = Field(
        default=None,
        description="PEM file with the client certificate for Kafka; default none.",
    )
    kafka_client_key: Path | None = Field(
        default=None,
        description="PEM file with the key of the client certificate; by default it is in the file "
        "of the certificate.",
    )
    elasticsearch_url: str = Field(
        default="http://127.0.0.1:9200",
        description="URL of Elasticsearch, with scheme and port. Only used when it is set, or when "
        "the local servers run.",
    )
    elasticsearch_api_key: str | None = Field(
        default=None,
        repr=False,
        json_schema_extra=SECRET,
        description="API key (base64) for Elasticsearch; default none.",
    )
    elasticsearch_username: str | None = Field(
        default=None,
        description="User name for Elasticsearch, in the place of an API key; default none.",
    )
    elasticsearch_password: str | None = Field(
        default=None,
        repr=False,
        json_schema_extra=SECRET,
        description="Password for Elasticsearch; default none.",
    )
    elasticsearch_client_cert: Path | None = Field(
        default=None,
        description="PEM file with the client certificate for Elasticsearch; default none.",
    )
    elasticsearch_client_key: Path | None = Field(
        default=None,
        description="PEM file with the key of the client certificate; default none.",
    )
    elasticsearch_ca_certs: Path | None = Field(
        default=None,
        description="PEM file with the server's certificate authority; by default those of the "
        "system.",
    )
    kibana_url: str = Field(
        default="http://127.0.0.1:5601",
        pattern=r"^https?://[^/]+(/[^?#]*[^/?#])?$",
        description="URL of Kibana, with scheme and port, without a trailing slash.",
    )
    kibana_api_key: str | None = Field(
        default=None,
        repr=False,
        json_schema_extra=SECRET,
        description="API key (base64) for Kibana; default none.",
    )
    page_tile_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^/\s'\";,]+/[^\s'\";]*$",
        description="URL of raster tiles that the page lays under its own map, with {z}, {x} and "
        "{y}; browsers then load them from there. Default none: nothing is loaded from elsewhere.",
    )
    page_tile_attribution: str = Field(
        default="", description="Who made those tiles, as text on the map; default none."
    )
    topic_prefix: str = Field(
        default="dateline.",
        pattern=r"^[a-zA-Z0-9._-]*$",
        description="Prefix of every topic name, so that several installations can share a "
        "cluster.",
    )
    index_prefix: str = Field(
        default="dateline-",
        pattern=r"^[a-z0-9][a-z0-9-]*$",
        description="Prefix of every index, alias and template name.",
    )
    partitions: int = Field(
        default=4,
        ge=1,
        le=1024,
        description="Partitions of each topic; cannot be changed once the topics exist.",
    )
    replication_factor: int = Field(
        default=1,
        ge=1,
        le=9,
        description="Copies of each topic; use 3 on a cluster.",
    )
    metrics_host: str = Field(
        default="127.0.0.1",
        description="Address on which a worker serves metrics and health.",
    )
    metrics_port: int = Field(
        default=0,
        ge=0,
        le=65535,
        description="Port on which a worker serves metrics and health; 0 picks a free one.",
    )
    health_max_age_seconds: float = Field(
        default=60.0,
        gt=0,
        description="Unhealthy after this many seconds without progress, while there is work to "
        "do.",
    )
    worker_id: str | None = Field(
        default=None,
        pattern=r"^[a-zA-Z0-9._-]+$",
        max_length=200,
        description="Name of this worker in its group, stable and unlike all others: a worker that "
        "is started again under it within 10 s keeps its partitions. By default each start is a "
        "new member.",
    )
    state_store: Literal["rocksdb", "memory"] = Field(
        default="rocksdb",
        description="Where a worker keeps the state of its partitions: in RocksDB databases under "
        "`state` in the home folder, or in memory, where a restart reads all of it from Kafka.",
    )
    standby_replicas: int = Field(
        default=0,
        ge=0,
        le=4,
        description="Other workers that keep a copy of the state of each partition, so that they "
        "take it over at once. Needs the store `rocksdb`.",
    )
    stalled_seconds: float = Field(
        default=300.0,
        gt=0,
        description="A worker ends itself after this many seconds without progress, retry or "
        "recovery while there is work to do, so that its supervisor starts it again.",
    )
    settle_interval_seconds: float = Field(
        default=0.05,
        gt=0,
        description="Longest wait in seconds before finished messages are flushed and "
        "acknowledged.",
    )
    settle_batch: int = Field(
        default=200,
        ge=1,
        description="Maximum number of messages that are flushed and acknowledged together.",
    )
    coalesce_interval_seconds: float = Field(
        default=0.5,
        gt=0,
        le=30,
        description="Longest wait in seconds for further changes of an event or window, of which "
        "only the last is sent: once for events, once for windows.",
    )
    index_batch: int = Field(
        default=500,
        ge=1,
        description="Maximum number of documents in one bulk request to Elasticsearch.",
    )
    index_interval_seconds: float = Field(
        default=0.5,
        gt=0,
        description="Longest wait in seconds before documents are written to Elasticsearch.",
    )
    retry_initial_seconds: float = Field(
        default=0.5,
        gt=0,
        description="First wait in seconds after a transient error; doubles with each attempt, "
        "with jitter.",
    )
    retry_max_seconds: float = Field(
        default=30.0,
        gt=0,
        description="Longest wait in seconds between attempts.",
    )
    extract_processes: int = Field(
        default_factory=default_extract_processes,
        ge=0,
        le=64,
        description="Number of processes for extraction; 0 extracts in the worker's own process. "
        "Default: the cores that the worker may use, at most 4, as beyond that its own process "
        "is the bottleneck.",
    )
    article_seconds: float = Field(
        default=10.0,
        gt=0,
        description="Longest CPU time in seconds for the extraction of one article; then it "
        "becomes a dead letter with the reason `too_slow`.",
    )
    open_event_days: int = Field(
        default=365,
        ge=1,
        description="An event is closed after this many days without a change: it leaves memory "
        "and the changelog, and stays in Elasticsearch.",
    )
    language_pipeline: str = Field(
        default="dateline",
        min_length=1,
        description="spaCy pipeline: `dateline` for the packaged one, the name of an installed "
        "one such as `en_core_web_sm`, or a folder.",
    )
    rules_language: str = Field(
        default="en",
        pattern=r"^[a-z]{2}$",
        description="Language (ISO 639-1) of the rule tables that extraction reads.",
    )
    activity_keep_days: int = Field(
        default=400,
        ge=200,
        description="A month of an area is closed, and its windows are final, after this many days "
        "without a change.",
    )
    surges_watched_since: date | None = Field(
        default=None,
        description="Day (YYYY-MM-DD) since which the stream has been complete: a city without "
        "reports since then counts as quiet. By default each city is watched from its first "
        "report on.",
    )
    alert_webhook_url: str | None = Field(
        default=None,
        repr=False,
        json_schema_extra=SECRET,
        pattern=r"^https?://.+",
        description="URL to which alerts are posted in Alertmanager's format, such as "
        "http://alertmanager:9093/api/v2/alerts. By default none are posted.",
    )
    alert_webhook_token: str | None = Field(
        default=None,
        repr=False,
        json_schema_extra=SECRET,
        description="Bearer token for the webhook; default none.",
    )
    alert_webhook_timeout_seconds: float = Field(
        default=10.0,
        gt=0,
        description="Longest wait in seconds for the webhook's response.",
    )
    alert_webhook_give_up_seconds: float = Field(
        default=600.0,
        gt=0,
        description="Alerts become dead letters after the webhook has failed for this many "
        "seconds.",
    )
    page_url: str | None = Field(
        default=None,
        pattern=r"^https?://.+",
        description="URL of the search page, for the links in posted alerts; by default alerts "
        "have no links.",
    )
    gazetteer_path: Path | None = Field(
        default=None,
        description="Gazetteer file; by default one is built in the cache folder.",
    )
    cache: Path | None = Field(
        default=None,
        description="Folder for downloads; default `dateline` in the user's cache folder.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO",
        description="Lowest level that is logged. SIGUSR1 lets a worker log DEBUG, and again this.",
    )
    log_format: Literal["text", "json"] = Field(
        default="text",
        description="How workers log: lines of text, or one JSON object for each event.",
    )

    @field_validator(
        "alert_webhook_url",
        "alert_webhook_token",
        "page_url",
        "worker_id",
        "kafka_username",
        "kafka_password",
        "elasticsearch_api_key",
        "elasticsearch_username",
        "elasticsearch_password",
        "kibana_api_key",
        mode="before",
    )
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        """Treat an empty variable as unset, as Docker Compose passes unset variables as empty."""
        return None if value == "" else value

    @field_validator("standby_replicas")
    @classmethod
    def _standbys_are_on_disk(cls, replicas: int, info: ValidationInfo) -> int:
        if replicas and info.data.get("state_store") == "memory":
            msg = "standby replicas need DATELINE_STATE_STORE=rocksdb"
            raise ValueError(msg)
        return replicas

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return the sources by precedence: arguments, environment, secret files, state file."""
        del dotenv_settings, file_secret_settings
        files = SecretFileSource(settings_cls)
        return init_settings, env_settings, files, LocalStateSource(settings_cls)

    def topic(self, name: str) -> str:
        """Return the full name of a topic."""
        return self.topic_prefix + name

    def address(self, name: str) -> str:
        """Return the address of a server that somebody has named: a variable or `local up`.

        Raises:
            ConfigurationError: if nobody has. What runs on the usual port may be somebody else's.
        """
        if name not in self.model_fields_set:
            msg = (
                f"no local servers are running for {self.home}, and DATELINE_{name.upper()} is not "
                "set: run `dateline local up`, or set it"
            )
            raise ConfigurationError(msg)
        return str(getattr(self, name))

    def local_cluster(self, server: str, address: str) -> str | None:
        """Return the cluster that must answer at the address of a local server; None for others."""
        return expected_cluster(self.home, server, address)

    def index(self, name: str) -> str:
        """Return the full name of an index or alias."""
        return self.index_prefix + name


@lru_cache(maxsize=1)
def load_settings() -> Settings:
    """Read the settings once.

    Raises:
        ConfigurationError: if a value is invalid; the message names its variable.
    """
    try:
        return Settings()
    except ValidationError as error:
        problems = "; ".join(
            f"DATELINE_{str(item['loc'][0]).upper()}: {item['msg']}" for item in error.errors()
        )
        msg = f"invalid settings: {problems}. `dateline settings` describes them all."
        raise ConfigurationError(msg) from error
