"""Tables of the commands on terminals of 80, 120 and 200 columns: no word is broken or cut off."""

import io

import pytest
from rich.console import Console, ConsoleRenderable

from streams.commands.indices import table_of_indices
from streams.commands.local import table_of_servers
from streams.index.setup import IndexState
from streams.local.servers import ServerStatus
from tests.conftest import ROOT

WIDTHS = [80, 120, 200]
LONG_UPTIME = 400 * 3600.0


def printed(table: ConsoleRenderable, width: int) -> str:
    out = io.StringIO()
    Console(file=out, width=width).print(table)
    text = out.getvalue()
    assert max(map(len, text.splitlines())) <= width
    assert "…" not in text
    return text


@pytest.mark.parametrize("width", WIDTHS)
def test_servers_fit(width: int) -> None:
    log = ROOT / "kafka.log"
    servers = [
        ServerStatus("Kafka", log, 4_194_304, 65_535, "4.1.0", 2**34, LONG_UPTIME),
        ServerStatus("Elasticsearch", log, 4_194_303, 65_534, None, 2**34, LONG_UPTIME),
        ServerStatus("Kafka", log),
    ]
    words = printed(table_of_servers(servers), width).split()
    for word in ("Elasticsearch", "4194304", "65535", "16384", "400", "answering", "down"):
        assert word in words


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("prefix", ["dateline-", "a-newsroom-with-a-name-"])
def test_indices_fit(width: int, prefix: str) -> None:
    states = [
        IndexState(
            f"{prefix}city-activity", f"{prefix}city-activity-2026-v2", 12_345_678, 90_000_000_000
        ),
        IndexState(f"{prefix}alerts", None, 0, 0, current=False),
        IndexState(f"{prefix}events", f"{prefix}events-2016-v1", 5, 5, current=False, older=True),
    ]
    words = printed(table_of_indices(states), width).split()
    for word in (f"{prefix}city-activity-2026-v2", "12,345,678", "90,000.0", "migrate`", "create`"):
        assert word in words
    assert (f"{prefix}events" in words) == (width >= 120)
