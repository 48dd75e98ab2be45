"""``dateline types``: list the event types and facets of the ontology."""

import json

import click
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from schemas.ontology import EventType, load_ontology
from streams.commands.completion_values import complete_type_or_facet
from streams.commands.listing_options import format_option
from streams.errors import UsageError
from streams.search.fitted import Column, FittedTable
from streams.search.options import nearest, parse_event_type

INDENT = 4


@click.command()
@click.argument("name", required=False, shell_complete=complete_type_or_facet)
@click.option("--facets", is_flag=True, help="List the facets, such as grenade.")
@format_option(["table", "json"])
def command(name: str | None, facets: bool, form: str) -> None:
    """List the event types, or explain the type or facet NAME.

    The table has the codes of PLOVER and ACLED. With NAME, print the definition, and sentences that
    are and are not of the type.
    """
    ontology = load_ontology()
    entries: dict[str, EventType] = dict(ontology.facets if facets else ontology.types)
    if name is not None:
        one = ontology.facets.get(name) or ontology.types[_type(name, [*ontology.facets])]
        entries = {one.name: one}
    if form == "json":
        records = [entry.model_dump(mode="json") for entry in entries.values()]
        click.echo(json.dumps(records, ensure_ascii=False, indent=2))
    else:
        console = Console(highlight=False)
        console.print(_explained(one) if name is not None else _table(entries))


def _type(name: str, facets: list[str]) -> str:
    try:
        return parse_event_type(name)
    except UsageError as error:
        close = nearest(name, facets, 1)
        if not close:
            raise
        msg = f"{error}; or the facet {close[0]}"
        raise UsageError(msg) from error


def _table(entries: dict[str, EventType]) -> FittedTable:
    columns = (
        Column("type"),
        Column("definition", wraps=True),
        Column("PLOVER"),
        Column("ACLED", wraps=True),
    )
    rows = [
        [Text(one.name), Text(one.definition), Text(one.plover or ""), Text(one.acled or "")]
        for one in entries.values()
    ]
    return FittedTable(lambda: (columns, rows), lambda: (columns[:2], [row[:2] for row in rows]))


def _explained(one: EventType) -> Group:
    codes = [
        f"PLOVER {one.plover}" if one.plover else "",
        f"ACLED {one.acled}" if one.acled else "",
    ]
    lines: list[RenderableType] = [Text(one.name, style="bold"), _inset(one.definition)]
    if any(codes):
        lines.append(_inset(", ".join(code for code in codes if code)))
    for heading, sentences in (("Such as", one.examples), ("Not", one.counter_examples)):
        lines += [Text(heading, style="dim"), *(_inset(sentence) for sentence in sentences)]
    return Group(*lines)


def _inset(text: str) -> Padding:
    return Padding(Text(text), (0, 0, 0, INDENT))
