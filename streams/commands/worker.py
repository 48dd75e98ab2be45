"""``dateline worker``: run the stages of a consumer group on Kafka."""

import logging
import sys

import click

from streams.runtime.worker import run_worker
from streams.settings import load_settings

GROUPS = ("pipeline", "index")
CHATTY = ("kafka", "aiokafka", "elastic_transport", "faust", "mode")
"""Libraries that tell of each connection and rebalance; their warnings still show."""


@click.command()
@click.argument("group", type=click.Choice(GROUPS))
def command(group: str) -> None:
    r"""Run a worker of GROUP until Ctrl-C or SIGTERM.

    \b
    pipeline  extract, geocode, deduplicate and activity: articles in, events and windows out
    index     articles, mentions, events and windows into Elasticsearch

    Start as many of each as you like, up to DATELINE_PARTITIONS; Kafka shares the partitions out.
    Metrics and health are served on DATELINE_METRICS_HOST and DATELINE_METRICS_PORT.
    """
    settings = load_settings()
    logging.basicConfig(
        level=settings.log_level,
        stream=sys.stderr,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    for library in CHATTY:
        logging.getLogger(library).setLevel(max(logging.WARNING, logging.root.level))
    sys.exit(run_worker(settings, group))
