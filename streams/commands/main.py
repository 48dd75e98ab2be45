"""The command ``dateline``: one module per subcommand, imported only when it is called."""

import importlib
import os
import sys

import click

from streams import __version__
from streams.errors import DatelineError
from streams.secret_files import unknown_variables
from streams.settings import Settings

COMMANDS = {
    "demo": "Start everything on this machine and show events from sample articles.",
    "publish": "Send articles to Kafka.",
    "run": "Run the whole pipeline on a file, without servers.",
    "extract": "Extract located mentions from articles, without servers.",
    "geoparse": "Find and locate the place names in texts, without servers.",
    "worker": "Run pipeline stages on Kafka.",
    "search": "Search events.",
    "events": "List the newest events, or follow them.",
    "explain": "Explain how an event was assembled.",
    "export": "Export all matching events to a file: CSV, GeoJSON, Parquet.",
    "alerts": "List surges: cities with unusually high activity.",
    "page": "Serve the built-in web page for analysts.",
    "evaluate": "Evaluate the pipeline on labelled data.",
    "local": "Run Kafka and Elasticsearch on this machine.",
    "topics": "Create or list the Kafka topics.",
    "indices": "Create, list, migrate or rebuild the Elasticsearch indices.",
    "kibana": "Import dashboards into Kibana.",
    "gazetteer": "Build or inspect the gazetteer.",
    "rules": "List and check the hand-written rule tables.",
    "schemas": "Export or check the JSON Schemas.",
    "dead-letters": "Inspect and replay dead letters.",
    "settings": "List all settings with value and description.",
}
"""Each command is ``command`` in the module ``streams.commands.<name>``."""


class LazyGroup(click.Group):
    """A group of commands that imports only the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order in which new users need the commands."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command; None if there is no command with the name."""
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
    """Turn a stream of raw news articles into located, dated and deduplicated events."""


def main() -> None:
    """Run the command line; errors of Dateline print one line and exit with status 2."""
    try:
        for line in unknown_variables(Settings, os.environ):
            click.secho(f"dateline: {line}", fg="yellow", err=True)
        cli(standalone_mode=True)
    except DatelineError as error:
        click.secho(f"dateline: {error}", fg="red", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
