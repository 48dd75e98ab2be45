"""``dateline local``: real Kafka and Elasticsearch on this machine, without Docker."""

import time
from collections import deque
from contextlib import suppress
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from streams.commands.groups import CommandGroup
from streams.local.meter import meter_for
from streams.local.pinning import pin_all
from streams.local.servers import Endpoints, Servers, ServerStatus
from streams.search.fitted import Column, FittedTable
from streams.settings import load_settings

NOT_RUNNING = 3
"""Exit status of ``local status``: LSB init scripts use it for a program that does not run."""
FOLLOW_SECONDS = 0.3
"""Pause between two looks at the logs: short enough to seem immediate."""
NAMES = ("kafka", "elasticsearch")


@click.group(cls=CommandGroup)
def command() -> None:
    """Run real Kafka and Elasticsearch on this machine; requires only Java 17 or newer."""


@command.command()
@click.option(
    "--secure",
    is_flag=True,
    help="Let both ask for TLS and a login; every command finds it. It stays so until `reset`.",
)
def up(secure: bool) -> None:
    """Start both servers and wait until they are ready; the first start downloads them."""
    _print_endpoints(_servers().up(load_settings().home, click.echo, secure=secure))


@command.command()
def status() -> None:
    """Show pid, port, memory, uptime and version; exit status 3 unless both servers are ready."""
    servers = _servers().status(load_settings().home)
    Console().print(table_of_servers(servers))
    if not all(server.ready for server in servers):
        raise SystemExit(NOT_RUNNING)


@command.command()
def down() -> None:
    """Stop both servers and keep their data."""
    ended = _servers().down(load_settings().home, click.echo)
    click.echo("Kafka and Elasticsearch are stopped" if ended else "no servers were running")


@command.command()
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
def reset(yes: bool) -> None:
    """Stop both servers and delete their data."""
    home = load_settings().home
    if not yes:
        click.confirm(f"Delete all topics and indices of {home}?", abort=True)
    _servers().reset(home, click.echo)
    click.echo("all local data has been deleted")


@command.command()
@click.argument("server", type=click.Choice(NAMES), required=False)
@click.option("-f", "--follow", is_flag=True, help="Keep printing new lines until Ctrl-C.")
@click.option(
    "-n", "--lines", "count", default=50, show_default=True, help="Number of lines to show."
)
def logs(server: str | None, follow: bool, count: int) -> None:
    """Show the end of the servers' logs."""
    known = zip(NAMES, _servers().status(load_settings().home), strict=True)
    paths = [status.log for name, status in known if server in {None, name}]
    for path in paths:
        _print_tail(path, count, titled=len(paths) > 1)
    if follow:
        with suppress(KeyboardInterrupt):
            _follow(paths)


@command.command(hidden=True)
def pin() -> None:
    """Rewrite the lock files of the downloads (for maintainers, in a checkout)."""
    pin_all(click.echo)


def _servers() -> Servers:
    return Servers(load_settings().cache, meter_for(click.echo))


def _print_endpoints(endpoints: Endpoints) -> None:
    click.echo(f"\nKafka:          {endpoints.kafka_bootstrap_servers}")
    click.echo(f"Elasticsearch:  {endpoints.elasticsearch_url}")
    click.echo(f"State file:     {load_settings().home / 'servers.json'} (every command reads it)")
    click.echo("\nNext: `dateline topics create`, `dateline indices create`, `dateline worker`.")
    click.echo("`dateline local status` shows the servers, `dateline local down` stops them.")


_COLUMNS = (
    Column("server"),
    Column("state", wraps=True),
    Column("version"),
    *(Column(name, right=True) for name in ("pid", "port", "memory", "up for")),
)


def table_of_servers(servers: list[ServerStatus]) -> FittedTable:
    """Return the servers as rows: state, version, pid, port, memory and uptime."""
    rows = [[Text(cell) for cell in _cells(server)] for server in servers]
    return FittedTable(lambda: (_COLUMNS, rows))


def _cells(server: ServerStatus) -> tuple[str, ...]:
    if server.pid is None:
        return (server.title, "down", *[""] * (len(_COLUMNS) - 2))
    return (
        server.title,
        "up" if server.ready else "not answering",
        server.version or "",
        str(server.pid),
        str(server.port),
        f"{server.memory_bytes / 2**20:.0f} MiB",
        _duration(server.uptime_seconds),
    )


def _duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s"


def _print_tail(path: Path, count: int, *, titled: bool) -> None:
    if titled:
        click.secho(f"== {path}", bold=True)
    if not path.exists():
        click.echo("(no log yet)")
        return
    with path.open(encoding="utf-8", errors="replace") as file:
        click.echo("".join(deque(file, maxlen=count)), nl=False)


def _follow(paths: list[Path]) -> None:
    sizes = {path: path.stat().st_size if path.exists() else 0 for path in paths}
    while True:
        for path in paths:
            sizes[path] = _print_from(path, sizes[path])
        time.sleep(FOLLOW_SECONDS)


def _print_from(path: Path, offset: int) -> int:
    """Print what was written after ``offset``; if the file is shorter, print all of it."""
    if not path.exists():
        return 0
    with path.open("rb") as file:
        file.seek(offset if path.stat().st_size >= offset else 0)
        click.echo(file.read().decode(errors="replace"), nl=False)
        return file.tell()
