"""Reference pages made from the code, so that they cannot say anything else than it does."""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import click
from prometheus_client import CollectorRegistry
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

import schemas
import streams.errors
from schemas.ontology import EventType, load_ontology
from streams.commands.main import COMMANDS, cli
from streams.rules import cells
from streams.rules.check import declared_tables
from streams.rules.table import RuleFile, RuleTable
from streams.runtime.metrics import Metrics
from streams.runtime.topics import DAY_MS, TOPICS, TopicSpec
from streams.settings import Settings


def settings_page() -> str:
    """Return every setting with its variable, default and meaning."""
    rows = [
        (f"`DATELINE_{name.upper()}`", _default(field), _flat(field.description or ""))
        for name, field in Settings.model_fields.items()
    ]
    lead = (
        "Each setting is an environment variable. It wins over what `dateline local up` wrote to "
        "the state file, and that wins over the default. `dateline settings` prints the values "
        "that are in force."
    )
    return _page("Settings", lead, _table(("Variable", "Default", "Meaning"), rows))


def metrics_page() -> str:
    """Return every metric that a worker serves on ``/metrics``."""
    registry = Metrics("pipeline").registry
    rows = [
        (f"`{_exposed(one)}`", one.type, ", ".join(_labels(registry, one.name)), one.documentation)
        for one in sorted(registry.collect(), key=lambda metric: metric.name)
        if one.name.startswith("dateline_")
    ]
    lead = (
        "A worker serves these on `/metrics`, beside the process metrics of the Python client. "
        "Labels are short fixed words: stages, outcomes, reasons, topics; never contents."
    )
    return _page("Metrics", lead, _table(("Metric", "Type", "Labels", "Meaning"), rows))


def _kept(topic: TopicSpec) -> str:
    """Return how long a topic keeps its messages."""
    if topic.cleanup == "compact":
        return "compacted"
    days = f"{topic.retention_ms // DAY_MS} days"
    return f"compacted, {days}" if topic.cleanup == "compact,delete" else days


def topics_page() -> str:
    """Return every topic with what it carries and how long it is kept."""
    rows = [
        (
            f"`{one.name}`",
            one.carries,
            _kept(one),
            f"{one.max_bytes:,}",
        )
        for one in TOPICS
    ]
    lead = (
        "Names carry `DATELINE_TOPIC_PREFIX` before them. `dateline topics create` creates what is "
        "missing; `dateline topics list` prints this table."
    )
    header = ("Topic", "Value", "Kept", "Largest message in bytes")
    return _page("Topics", lead, _table(header, rows))


def records_page() -> str:
    """Return the records that travel on topics, field by field."""
    models = [
        value
        for name in schemas.__all__
        if isinstance(value := getattr(schemas, name), type) and issubclass(value, BaseModel)
    ]
    lead = (
        "JSON, UTF-8, times in ISO 8601 with zone, coordinates in WGS84 degrees. The JSON Schemas "
        "in `schemas/json` say the same to programs in other languages."
    )
    return _page("Records", lead, *(_model(model) for model in models))


def event_types_page() -> str:
    """Return the ontology: each event type with what it means and what it does not."""
    rows = [
        (
            f"`{name}`",
            *_definition(one),
        )
        for name, one in load_ontology().types.items()
    ]
    header = ("Type", "Definition", "Examples", "Not", "PLOVER", "ACLED")
    lead = f"Version {load_ontology().version} of `schemas/ontology.json`."
    return _page("Event types", lead, _table(header, rows), _facets())


def _definition(one: EventType) -> tuple[str, ...]:
    """Return the cells that types and facets share: definition, examples, codes."""
    return (
        one.definition,
        "; ".join(one.examples),
        "; ".join(one.counter_examples),
        " ".join(code for code in (one.plover, one.plover_mode) if code),
        one.acled or "",
    )


def _facets() -> str:
    """Return the facets: what events of some types may also be, with the codes of their own."""
    rows = [
        (
            f"`{name}`",
            ", ".join(f"`{event_type}`" for event_type in one.types),
            *_definition(one),
        )
        for name, one in load_ontology().facets.items()
    ]
    header = ("Facet", "Of", "Definition", "Examples", "Not", "PLOVER", "ACLED")
    lead = (
        "Facets are features that events of some types have besides their type. A code here "
        "replaces that of the type; of several facets the first one with a code decides."
    )
    return "\n\n".join(("## Facets", lead, _table(header, rows)))


def commands_page() -> str:
    """Return the help of every command."""
    context = click.Context(cli, info_name="dateline")
    parts: list[str] = []
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        parts.extend(_help(command, click.Context(command, info_name=name, parent=context)))
    lead = (
        "Exit status 0: done. 1: done, but some input was refused or some check failed; it is "
        "reported. 2: the request itself cannot be carried out; the message says what to do."
    )
    return _page("Commands", lead, *parts)


def rules_page() -> str:
    """Return the grammar of rule tables, and every table with what a row means."""
    lead = (
        "Rule tables are hand-written, tab-separated, and checked against typed rows. Learned "
        "weights and frequency tables are generated and lie in `models/`. Paths are below "
        "`streams/`. Change a table, then run `dateline rules check`."
    )
    tables = (_rule_table(one.table) for one in declared_tables())
    return _page("Rule tables", lead, f"## Cells\n\n{_grammar()}", "## Tables", *tables)


def _rule_table(table: RuleFile) -> str:
    heading = f"### `{table.path}`"
    if not isinstance(table, RuleTable):
        return f"{heading}\n\nA list of words or phrases."
    columns = [
        (f"`{name}`", _type_name(field.annotation))
        for name, field in table.row.model_fields.items()
    ]
    text = inspect.getdoc(table.row) or ""
    return f"{heading}\n\n{text}\n\n{_table(('Column', 'Type'), columns)}"


def errors_page() -> str:
    """Return the tree of errors and the reason that each gives to metrics and dead letters."""
    errors = [
        value
        for value in vars(streams.errors).values()
        if isinstance(value, type) and issubclass(value, streams.errors.DatelineError)
    ]
    rows = [(f"`{one.__name__}`", f"`{one.reason}`", inspect.getdoc(one) or "") for one in errors]
    tree = inspect.getdoc(streams.errors) or ""
    return _page("Errors", _fenced_tree(tree), _table(("Error", "Reason", "Meaning"), rows))


PAGES: dict[str, Callable[[], str]] = {
    "reference/settings.md": settings_page,
    "reference/metrics.md": metrics_page,
    "reference/topics.md": topics_page,
    "reference/records.md": records_page,
    "reference/event-types.md": event_types_page,
    "reference/commands.md": commands_page,
    "reference/rules.md": rules_page,
    "reference/errors.md": errors_page,
}
"""Path below ``docs`` to what makes the page."""


def _page(title: str, lead: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", lead, *parts]) + "\n"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    return _flat(text).replace("|", "\\|")


def _flat(text: str) -> str:
    return " ".join(text.split())


def _default(field: Any) -> str:
    if field.default_factory is not None:
        return "set at start"
    return "none" if field.default in (None, PydanticUndefined) else f"`{field.default}`"


def _exposed(metric: Any) -> str:
    """Return the name that Prometheus shows: counters end in ``_total``."""
    return f"{metric.name}_total" if metric.type == "counter" else str(metric.name)


def _labels(registry: CollectorRegistry, name: str) -> tuple[str, ...]:
    for collector in list(registry._collector_to_names):
        if getattr(collector, "_name", None) == name:
            return tuple(getattr(collector, "_labelnames", ()))
    return ()


def _model(model: type[BaseModel]) -> str:
    rows = [
        (f"`{name}`", _type_name(field.annotation), _flat(field.description or ""))
        for name, field in model.model_fields.items()
    ]
    text = inspect.getdoc(model) or ""
    return f"## {model.__name__}\n\n{text}\n\n{_table(('Field', 'Type', 'Meaning'), rows)}"


def _type_name(annotation: Any) -> str:
    name = annotation.__name__ if isinstance(annotation, type) else str(annotation)
    if getattr(annotation, "__args__", None) and isinstance(annotation, type):
        name = str(annotation)
    for package in ("typing.", "datetime.", "streams.rules.cells."):
        name = name.replace(package, "")
    return f"`{name}`"


def _help(command: click.Command, context: click.Context) -> Iterator[str]:
    depth = "##" if context.parent and context.parent.parent is None else "###"
    yield f"{depth} `{context.command_path}`\n\n```text\n{command.get_help(context)}\n```"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from _help(inner, click.Context(inner, info_name=name, parent=context))


def _grammar() -> str:
    """Return the table of cells that the module of cells has in its docstring."""
    text = (inspect.getdoc(cells) or "").replace("``", "`").partition("\n\n")[2]
    rows = [line for line in text.splitlines() if line and not line.startswith("=")]
    header, *cells_ = [re.split(r"\s{2,}", line, maxsplit=1) for line in rows]
    return _table(header, cells_)


def _fenced_tree(text: str) -> str:
    lead, _, rest = text.partition("::")
    tree, _, tail = rest.partition("\n\nEach")
    return f"{lead.strip()}:\n\n```text\n{inspect.cleandoc(tree)}\n```\n\nEach{tail}"
