"""``dateline worker``: run the stages of one consumer group on Kafka."""

import sys
from typing import Literal

import click

from streams.runtime.logs import change_level_on_signal, set_up_logs
from streams.runtime.topics import INDEX_APP, PIPELINE_APP
from streams.settings import load_settings
from streams.wiring.supervise import supervise_worker
from streams.wiring.worker import run_worker

GROUPS = (PIPELINE_APP, INDEX_APP)


@click.command()
@click.argument("group", type=click.Choice(GROUPS))
@click.option("--restart", is_flag=True, help="Start the worker again whenever it ends by itself.")
@click.option(
    "--log-format",
    type=click.Choice(("text", "json")),
    help="Instead of DATELINE_LOG_FORMAT: lines of text, or one JSON object for each event.",
)
def command(group: str, restart: bool, log_format: Literal["text", "json"] | None) -> None:
    """Run a worker of GROUP until Ctrl-C or SIGTERM.

    \b
    pipeline  extract, geocode, deduplicate and activity: articles in, events and windows out
    index     articles, mentions, events and windows into Elasticsearch

    Run up to DATELINE_PARTITIONS workers of each group; Kafka assigns the partitions to them.
    Metrics and health are served on DATELINE_METRICS_HOST and DATELINE_METRICS_PORT.

    A signal ends a worker within 30 seconds, a second one at once. A worker that crashes, or makes
    no progress for DATELINE_STALLED_SECONDS, ends with status 1 for its supervisor (systemd, Docker
    Compose, Kubernetes) to start it again; use --restart where there is none. SIGUSR1 switches
    between DATELINE_LOG_LEVEL and DEBUG.
    """  # noqa: D301 (click wants the character)
    settings = load_settings()
    form = log_format or settings.log_format
    set_up_logs(settings.log_level, form)
    if restart:
        sys.exit(supervise_worker(group, ["--log-format", form]))
    change_level_on_signal(settings.log_level)
    sys.exit(run_worker(settings, group))
