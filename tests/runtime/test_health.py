"""Health follows progress, not being alive; metrics carry no contents."""

import json
import socket
import urllib.error
import urllib.request

import pytest

from streams.errors import ServerError
from streams.runtime.health import MetricsServer, Progress
from streams.runtime.metrics import Metrics


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_work_without_progress_is_ill(clock: Clock) -> None:
    progress = Progress(clock, max_age=60)
    progress.advance()
    clock.now = 61
    progress.beat(idle=False)
    report = progress.report()
    assert (report.healthy, report.state) == (False, "stalled")


def test_having_nothing_to_do_is_progress(clock: Clock) -> None:
    progress = Progress(clock, max_age=60)
    clock.now = 61
    progress.beat(idle=True)
    assert progress.report().healthy


def test_a_loop_that_hangs_stops_beating_and_is_ill(clock: Clock) -> None:
    progress = Progress(clock, max_age=60)
    progress.beat(idle=True)
    clock.now = 61
    assert not progress.report().healthy


def test_a_finished_message_makes_well_again(clock: Clock) -> None:
    progress = Progress(clock, max_age=60)
    clock.now = 100
    progress.advance()
    assert progress.report().healthy


def test_health_and_metrics_are_served(clock: Clock) -> None:
    metrics = Metrics("pipeline")
    metrics.stage("extract").count("ok", 3)
    progress = Progress(clock, max_age=60)
    server = MetricsServer(metrics, progress, "127.0.0.1", 0)
    server.start()
    try:
        base = f"http://{server.address}"
        with urllib.request.urlopen(f"{base}/metrics") as answer:
            text = answer.read().decode()
        assert 'dateline_records_total{outcome="ok",stage="extract"} 3.0' in text
        assert 'dateline_build_info{group="pipeline"' in text
        with urllib.request.urlopen(f"{base}/health") as answer:
            assert json.load(answer)["healthy"] is True
        clock.now = 61
        with pytest.raises(urllib.error.HTTPError, match="503") as caught:
            urllib.request.urlopen(f"{base}/health")
        caught.value.close()
        with pytest.raises(ServerError, match="DATELINE_METRICS_PORT"):
            MetricsServer(metrics, progress, "127.0.0.1", int(server.address.split(":")[1]))
    finally:
        server.stop()


def test_labels_are_from_short_fixed_lists_only() -> None:
    metrics = Metrics("pipeline")
    stage = metrics.stage("extract")
    stage.dead_letter("malformed")
    stage.bulk("done", 1)
    stage.skipped("language:fr")
    allowed = {"stage", "outcome", "reason", "topic", "le", "version", "python", "group"}
    allowed |= {"measure", "status", "document", "kind", "server"}
    ours = [m for m in metrics.registry.collect() if m.name.startswith("dateline_")]
    assert len(ours) == 29
    for metric in ours:
        for sample in metric.samples:
            assert set(sample.labels) <= allowed, metric.name


def test_an_idle_connection_holds_up_no_other_and_other_hosts_are_refused() -> None:
    progress = Progress(lambda: 0.0, max_age=60)
    server = MetricsServer(Metrics("pipeline"), progress, "127.0.0.1", 0)
    server.start()
    host, port = server.address.split(":")
    try:
        with socket.create_connection((host, int(port))) as idle:
            idle.sendall(b"GET /health HT")
            with urllib.request.urlopen(f"http://{server.address}/health", timeout=5) as answer:
                assert answer.status == 200
        stranger = urllib.request.Request(
            f"http://{server.address}/metrics", headers={"Host": "rebound.example"}
        )
        with pytest.raises(urllib.error.HTTPError, match="403") as caught:
            urllib.request.urlopen(stranger, timeout=5)
        caught.value.close()
    finally:
        server.stop()


def test_each_message_is_progress_before_its_batch_is_finished(clock: Clock) -> None:
    progress, metrics = Progress(clock, max_age=60), Metrics("pipeline")
    metrics.on_step(progress.advance)
    clock.now = 61
    metrics.stage("extract").step()
    assert progress.report().healthy


def test_recovering_says_how_far(clock: Clock) -> None:
    progress = Progress(clock, max_age=60)
    clock.now = 61
    progress.recovering(0.42)
    report = progress.report()
    assert (report.healthy, report.state) == (True, "recovering, 42 %")
    clock.now = 200
    progress.recovering(0.42)
    assert not progress.report().healthy, "a recovery that stands still is no progress"
    progress.recovering(0.43)
    assert progress.report().healthy
