"""The command ``dateline``: one module per subcommand, imported only when it is called."""

import importlib
import os
import sys

import click

from streams import __version__
from streams.commands.examples import examples_of
from streams.commands.groups import CommandGroup, with_examples
from streams.errors import DatelineError, UsageError
from streams.secret_files import unknown_variables
from streams.settings import Settings

JOBS: dict[str, dict[str, str]] = {
    "Start": {
        "demo": "Start everything on this machine and show events from sample articles.",
        "doctor": "Check this machine, the servers and the data, and say what to do next.",
    },
    "Read articles": {
        "publish": "Send articles to Kafka.",
        "feeds": "Follow news feeds and send their articles to Kafka.",
        "run": "Run the whole pipeline on a file, without servers.",
        "extract": "Extract located mentions from articles, without servers.",
        "geoparse": "Find and locate the place names in texts, without servers.",
        "worker": "Run pipeline stages on Kafka.",
    },
    "Find events": {
        "search": "Search events.",
        "events": "List the newest events, or follow them.",
        "explain": "Explain how an event was assembled.",
        "alerts": "List surges: cities with unusually high activity.",
        "types": "List the event types with definition and codes.",
        "export": "Export all matching events to a file: CSV, GeoJSON, Parquet.",
        "compare": "Compare events with reference events of ACLED or UCDP.",
        "page": "Serve the built-in web page for analysts.",
    },
    "Operate": {
        "local": "Run Kafka and Elasticsearch on this machine.",
        "topics": "Create, check or list the Kafka topics.",
        "indices": "Create, list, migrate or rebuild the Elasticsearch indices.",
        "dead-letters": "Inspect and replay dead letters.",
        "kibana": "Import dashboards into Kibana.",
        "settings": "List all settings with value and description.",
        "completion": "Print the completion of commands and values for a shell.",
    },
    "Develop": {
        "gazetteer": "Build or inspect the gazetteer.",
        "rules": "List and check the hand-written rule tables.",
        "schemas": "Export or check the JSON Schemas.",
        "evaluate": "Evaluate the pipeline on labelled data.",
    },
}
"""The commands by what people come to do. Each is ``command`` in ``streams.commands.<name>``."""
COMMANDS = {name: about for commands in JOBS.values() for name, about in commands.items()}

_COMMANDS = examples_of.__module__.rpartition(".")[0]
"""The package of the commands, under the name by which it was installed."""


class LazyGroup(CommandGroup):
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
        try:
            module = importlib.import_module(f"{_COMMANDS}.{cmd_name.replace('-', '_')}")
        except ModuleNotFoundError as error:
            if error.name != "evaluation":
                raise
            msg = f"`dateline {cmd_name}` works in a checkout of the project only"
            raise UsageError(msg) from error
        return with_examples(module.command, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the lists of commands without importing them."""
        del ctx
        width = max(map(len, COMMANDS))
        for job, commands in JOBS.items():
            with formatter.section(job):
                rows = [(name.ljust(width), about) for name, about in commands.items()]
                formatter.write_dl(rows)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="\b\nExamples:\n  dateline demo\n  dateline run --input samples/articles.jsonl\n"
    "  dateline COMMAND --help",
)
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
