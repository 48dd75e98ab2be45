"""Figures of memory and servers: true where they are known, and absent where they are not."""

import threading
import time
from pathlib import Path

import pytest

from streams.local.processes import any_port
from streams.runtime.metrics import Metrics
from streams.runtime.server_watch import KafkaProbe, MemoryProbe, ServerWatch, memory_limit
from streams.settings import Settings


def proc(folder: Path) -> Path:
    (folder / "meminfo").write_text("MemTotal:        1000 kB\nMemFree:  10 kB\n")
    return folder


@pytest.mark.parametrize(
    ("limit", "bytes_"),
    [("512000\n", 512_000), ("max\n", 1_024_000), ("9223372036854771712\n", 1_024_000)],
)
def test_the_limit_is_that_of_the_container_else_of_the_machine(
    tmp_path: Path, limit: str, bytes_: int
) -> None:
    (tmp_path / "memory.max").write_text(limit)
    assert memory_limit(tmp_path / "memory.max", proc(tmp_path)) == bytes_


def test_a_system_without_figures_has_no_limit(tmp_path: Path) -> None:
    assert memory_limit(tmp_path / "none", tmp_path) is None


def test_a_worker_knows_its_memory() -> None:
    metrics = Metrics("test")
    MemoryProbe(metrics)()
    used = metrics.registry.get_sample_value("dateline_memory_bytes", {"kind": "used"})
    limit = metrics.registry.get_sample_value("dateline_memory_bytes", {"kind": "limit"})
    assert used is not None
    assert limit is not None
    assert 10 << 20 < used < limit


def test_a_broker_that_is_away_leaves_no_old_figures() -> None:
    metrics = Metrics("test")
    metrics.group_lag.labels("pipeline", "articles").set(7)
    settings = Settings(kafka_bootstrap_servers=f"127.0.0.1:{any_port()}")
    KafkaProbe(settings, metrics, {"pipeline": ["articles"]}, ["articles"])()
    value = metrics.registry.get_sample_value
    assert value("dateline_server_up", {"server": "kafka"}) == 0
    lag = {"group": "pipeline", "topic": "articles"}
    assert value("dateline_group_lag", lag) is None


def test_one_probe_that_fails_does_not_end_the_others() -> None:
    asked = threading.Semaphore(0)

    def defect() -> None:
        raise ZeroDivisionError

    watch = ServerWatch([defect, asked.release], seconds=0.01)
    watch.start()
    assert all(asked.acquire(timeout=5) for _ in range(3))
    started = time.monotonic()
    watch.stop()
    assert time.monotonic() - started < 2
