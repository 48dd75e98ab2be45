"""The examples run as they stand: the notebook's cells in order, and the producer on real Kafka."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from kafka import TopicPartition

from streams.ingest.articles import read_article
from streams.runtime.clients import make_admin, make_consumer
from streams.runtime.topics import create_topics
from streams.settings import Settings
from tests.conftest import ROOT
from tests.stack import environment_of

EXAMPLES = ROOT / "examples"


def test_the_notebook_runs_and_draws_a_map_and_a_time_line(tmp_path: Path) -> None:
    notebook = json.loads((EXAMPLES / "events.ipynb").read_text(encoding="utf-8"))
    cells = ["".join(one["source"]) for one in notebook["cells"] if one["cell_type"] == "code"]
    assert len(cells) == 3
    assert all(not one.get("outputs") for one in notebook["cells"])
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    environment = {**os.environ, "MPLBACKEND": "agg", "PYTHONPATH": str(ROOT)}
    script = "\n\n".join(cells) + "\nassert len(events) > 15 and events.geometry.notna().any()\n"
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=environment, check=True)
    for name in ("map.png", "timeline.png"):
        assert (tmp_path / name).read_bytes().startswith(b"\x89PNG")


@pytest.mark.servers
def test_the_producer_sends_an_article(settings: Settings) -> None:
    with closing(make_admin(settings)) as admin:
        create_topics(admin, settings)
    command = [sys.executable, str(EXAMPLES / "publish.py")]
    subprocess.run(command, env=environment_of(settings), check=True, timeout=60)
    name = settings.topic("articles")
    with closing(make_consumer(settings)) as consumer:
        partitions = [TopicPartition(name, number) for number in range(settings.partitions)]
        consumer.assign(partitions)
        consumer.seek_to_beginning(*partitions)
        ends = consumer.end_offsets(partitions)
        values = []
        while any(consumer.position(one) < ends[one] for one in partitions):
            for messages in consumer.poll(timeout_ms=1000).values():
                values += [message.value for message in messages]
    (value,) = values
    assert read_article(value).article_id == "example-1"
