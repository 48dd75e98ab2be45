"""All settings, in one place: environment variables over the local servers' state over defaults."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from streams.errors import ConfigurationError
from streams.local.state import LocalStateSource, default_home


class Settings(BaseSettings):
    """Dateline's settings. Each is an environment variable ``DATELINE_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix="DATELINE_", frozen=True, extra="ignore")

    home: Path = Field(
        default_factory=default_home,
        description="Folder of the local servers' data and state file.",
    )
    kafka_bootstrap_servers: str = Field(
        default="127.0.0.1:9092", description="Kafka brokers, host:port, comma-separated."
    )
    elasticsearch_url: str = Field(
        default="http://127.0.0.1:9200", description="Elasticsearch, with scheme and port."
    )
    elasticsearch_api_key: str | None = Field(
        default=None, description="API key (base64), when the server asks for one."
    )
    elasticsearch_ca_certs: Path | None = Field(
        default=None, description="PEM file of the authority that signed the server's certificate."
    )
    kibana_url: str = Field(
        default="http://127.0.0.1:5601",
        pattern=r"^https?://[^/]+(/[^?#]*[^/?#])?$",
        description="Kibana, with scheme and port, without a slash at the end.",
    )
    kibana_api_key: str | None = Field(
        default=None, description="API key (base64) for Kibana, when it asks for one."
    )
    topic_prefix: str = Field(
        default="dateline.",
        pattern=r"^[a-zA-Z0-9._-]*$",
        description="Put before every topic name, so that several Datelines share a cluster.",
    )
    index_prefix: str = Field(
        default="dateline-",
        pattern=r"^[a-z0-9][a-z0-9-]*$",
        description="Put before every index, alias and template name.",
    )
    partitions: int = Field(
        default=4, ge=1, le=1024, description="Partitions of each topic; fixed once created."
    )
    replication_factor: int = Field(
        default=1, ge=1, le=9, description="Copies of each topic; 3 on a cluster."
    )
    metrics_host: str = Field(default="127.0.0.1", description="Where metrics and health listen.")
    metrics_port: int = Field(
        default=0, ge=0, le=65535, description="Port of metrics and health; 0 picks a free one."
    )
    health_max_age_seconds: float = Field(
        default=60.0, gt=0, description="A worker with work but no progress for this long is ill."
    )
    settle_interval_seconds: float = Field(
        default=0.05, gt=0, description="Longest wait before finished messages are flushed."
    )
    settle_batch: int = Field(
        default=200, ge=1, description="Most messages flushed and acknowledged at a time."
    )
    index_batch: int = Field(default=500, ge=1, description="Most documents in a bulk request.")
    index_interval_seconds: float = Field(
        default=0.5, gt=0, description="Longest wait before documents are written."
    )
    retry_initial_seconds: float = Field(
        default=0.5, gt=0, description="First wait after a transient error; doubles, with jitter."
    )
    retry_max_seconds: float = Field(default=30.0, gt=0, description="Longest wait between tries.")
    extract_processes: int = Field(
        default=1, ge=0, le=64, description="Processes that extract; 0 runs in the event loop."
    )
    open_event_days: int = Field(
        default=365,
        ge=1,
        description="Days of processing after which an event that nothing has changed is closed: "
        "it leaves memory and the changelog, and stays in Elasticsearch.",
    )
    language_pipeline: str = Field(
        default="dateline",
        min_length=1,
        description="spaCy pipeline that reads sentences: the packaged one, the name of an "
        "installed one (en_core_web_sm), or a folder with one.",
    )
    activity_keep_days: int = Field(
        default=400,
        ge=200,
        description="A month of an area is closed when no change came for it for this many days.",
    )
    surges_watched_since: date | None = Field(
        default=None,
        description="Day (YYYY-MM-DD) since which all outlets have been read: a city without a "
        "report since then was quiet. Unset, each city counts from its own first report.",
    )
    alert_webhook_url: str | None = Field(
        default=None,
        pattern=r"^https?://.+",
        description="Where alerts are posted as Alertmanager takes them, for example "
        "http://alertmanager:9093/api/v2/alerts. Unset, none are.",
    )
    alert_webhook_token: str | None = Field(
        default=None, description="Bearer token for the webhook, when it asks for one."
    )
    alert_webhook_timeout_seconds: float = Field(
        default=10.0, gt=0, description="Longest wait for the webhook's answer."
    )
    alert_webhook_give_up_seconds: float = Field(
        default=600.0,
        gt=0,
        description="A webhook away for longer makes dead letters of the alerts in hand.",
    )
    page_url: str | None = Field(
        default=None,
        pattern=r"^https?://.+",
        description="Where analysts reach the page, for the links in posted alerts.",
    )
    gazetteer_path: Path | None = Field(
        default=None, description="Gazetteer file; the default is built into the cache folder."
    )
    cache: Path | None = Field(
        default=None, description="Folder of downloads; the default is the user's cache folder."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Least severe level that is logged."
    )

    @field_validator("alert_webhook_url", "alert_webhook_token", "page_url", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        """Let a variable that is handed through empty, as compose does, mean none."""
        return None if value == "" else value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Rank the sources: arguments, environment, state file of the local servers."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, LocalStateSource(settings_cls)

    def topic(self, name: str) -> str:
        """Return the full name of a topic."""
        return self.topic_prefix + name

    def index(self, name: str) -> str:
        """Return the full name of an index or alias."""
        return self.index_prefix + name


@lru_cache(maxsize=1)
def load_settings() -> Settings:
    """Read the settings once.

    Raises:
        ConfigurationError: if one is out of range; the message names its variable.
    """
    try:
        return Settings()
    except ValidationError as error:
        problems = "; ".join(
            f"DATELINE_{str(item['loc'][0]).upper()}: {item['msg']}" for item in error.errors()
        )
        msg = f"wrong settings: {problems}. `dateline settings` lists them all with their meaning."
        raise ConfigurationError(msg) from error
