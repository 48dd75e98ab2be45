"""The command ``dateline``: one module per sub-command, imported only when it is called."""

import importlib
import sys

import click

from streams import __version__
from streams.errors import DatelineError

COMMANDS = {
    "demo": "From nothing to events on this machine.",
    "publish": "Send articles to Kafka.",
    "run": "Run the whole pipeline over a file, without servers.",
    "extract": "Turn articles into located mentions, without servers.",
    "geoparse": "Find and locate the place names of texts, without servers.",
    "worker": "Run the stages on Kafka.",
    "search": "Search events.",
    "events": "List the newest events, or follow them.",
    "explain": "Tell why an event is what it is.",
    "export": "Write all events that match to a file: CSV, GeoJSON, Parquet.",
    "alerts": "List surges: cities with far more activity than they are used to.",
    "page": "Serve the built-in page for analysts.",
    "evaluate": "Score the pipeline against labelled data.",
    "local": "Run real Kafka and Elasticsearch on this machine.",
    "topics": "Create or list the topics.",
    "indices": "Create, list or migrate the indices.",
    "kibana": "Bring dashboards into Kibana.",
    "gazetteer": "Build or inspect the gazetteer.",
    "rules": "List and check the hand-written rule tables.",
    "schemas": "Export or check the JSON Schemas.",
    "dead-letters": "Inspect and replay dead letters.",
    "settings": "List all settings with their meaning.",
}
"""Each is the module ``streams.commands.<name>`` with a click command ``command``."""


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports only the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which a newcomer meets them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; None when there is none of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"streams.commands.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dateline")
def cli() -> None:
    """Turn a stream of raw news articles into located, dated, deduplicated events."""


def main() -> None:
    """Run the command line; our own errors end with one clear line and code 2."""
    try:
        cli(standalone_mode=True)
    except DatelineError as error:
        click.secho(f"dateline: {error}", fg="red", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
