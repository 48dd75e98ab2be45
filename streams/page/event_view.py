"""What the pages show of one event: facts, claims side by side, quotes, merge reasons. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas import AttributedClaim, Event, Evidence, Figure, Quantities
from streams.page.html import web_address
from streams.search.words import (
    UNKNOWN,
    figure_text,
    outlets_text,
    publishers_of,
    what_text,
    when_text,
    where_text,
)

NAMED_OUTLETS = 3
"""Outlets named among the facts of an event; a list shows many events, so the rest are counted."""

STANCES = {
    "asserts": "says so",
    "denies": "denies it",
    "cannot_verify": "not verified",
    "claims_responsibility": "claims responsibility",
}
"""What a person reads for the stance of a claim."""
FIGURES = ("killed", "injured", "detained", "displaced")


@dataclass(frozen=True)
class Fact:
    """A named value; ``day`` is its date in ISO 8601 where the value is a time."""

    name: str
    text: str
    day: str | None = None
    said_by: str | None = None
    """Who says so, of a figure that a claim carries."""


@dataclass(frozen=True)
class Outlet:
    """The publisher of an article; ``address`` is None where no link may be made of its URL."""

    name: str
    address: str | None


@dataclass(frozen=True)
class Quote:
    """A quote with its outlet, the title of its article and its position there."""

    text: str
    outlet: Outlet
    title: str | None
    position: str


@dataclass(frozen=True)
class ClaimRow:
    """A row of the table of claims: a cell for each claim or, in the header, for each outlet."""

    name: str
    cells: tuple[str, ...]
    is_header: bool = False
    spans: tuple[int, ...] = ()
    """Claims that each cell of the header stands over."""


@dataclass(frozen=True)
class Report:
    """One mention as it came in: when, who, with which figures, and why it joined the event."""

    at: str
    outlet: Outlet
    what: str
    version: int


@dataclass(frozen=True)
class MergeReason:
    """Why a mention was merged into its event; ``score`` is the probability, such as 0.97."""

    outlet: str
    score: str
    reasons: str


def event_facts(event: Event) -> list[Fact]:
    """Return when, where, casualties and outlets of an event."""
    names = publishers_of(event)
    others = len(names) - NAMED_OUTLETS
    more = f" and {others} more" if others > 0 else ""
    named = f": {', '.join(names[:NAMED_OUTLETS])}{more}" if names else ""
    return [
        Fact("when", when_text(event), event.date_end.isoformat()),
        Fact("where", where_text(event.place, in_full=True)),
        _figure_fact("killed", event.casualties.killed, event),
        _figure_fact("injured", event.casualties.injured, event),
        *([Fact("how", ", ".join(map(what_text, event.facets)))] if event.facets else []),
        *_quantity_facts(event.quantities),
        Fact("outlets", outlets_text(event) + named),
    ]


def _figure_fact(name: str, figure: Figure | None, event: Event) -> Fact:
    said = next((c for c in event.claims if figure and c.mention_id == figure.mention_id), None)
    who = None if said is None else f"{said.source or said.publisher}"
    return Fact(name, figure_text(figure), said_by=who)


def _quantity_facts(quantities: Quantities) -> list[Fact]:
    """Return the counts that are stated beside casualties, with the noun that was counted."""
    stated = [(name, figure) for name, figure in dict(quantities).items() if figure is not None]
    return [Fact(name, _counted(figure)) for name, figure in stated]


def _counted(figure: Figure) -> str:
    """Return a number with what it counts: "40 houses", "hundreds of houses"."""
    number = figure_text(figure)
    of = " of" if number.endswith("s") else ""
    return f"{number}{of} {figure.group}" if figure.group else number


def facts_of(values: Mapping[str, str]) -> list[Fact]:
    """Return values by name as facts."""
    return [Fact(name, text) for name, text in values.items()]


def claim_rows(stated: Sequence[AttributedClaim]) -> list[ClaimRow]:
    """Return a table with the claims of an outlet beside each other, without empty figures."""
    if not stated:
        return []
    outlets = Counter(claim.publisher for claim in stated)
    order = list(outlets)
    claims = sorted(stated, key=lambda claim: order.index(claim.publisher))
    figures = [ClaimRow(name, _figures(name, claims)) for name in FIGURES]
    return [
        ClaimRow("outlet", tuple(order), is_header=True, spans=tuple(outlets.values())),
        ClaimRow("who says it", tuple(map(_source, claims))),
        ClaimRow("stance", tuple(STANCES[claim.stance] for claim in claims)),
        ClaimRow("what", tuple(what_text(claim.event_type) for claim in claims)),
        *[row for row in figures if set(row.cells) != {UNKNOWN}],
        ClaimRow(
            "published", tuple(f"{claim.published_at:%Y-%m-%d %H:%M} UTC" for claim in claims)
        ),
    ]


def reports(event: Event) -> list[Report]:
    """Return the mentions of an event in the order in which they were published."""
    claims = {claim.mention_id: claim for claim in event.claims}
    return [
        Report(
            at=f"{item.published_at:%Y-%m-%d %H:%M}",
            outlet=outlet_of(item),
            what=_reported(claims.get(item.mention_id)),
            version=item.article_version,
        )
        for item in sorted(event.evidence, key=lambda item: item.published_at)
    ]


def _reported(claim: AttributedClaim | None) -> str:
    if claim is None:
        return "a mention without a claim"
    stated = [
        f"{figure_text(figure)} {name}"
        for name in FIGURES
        if (figure := getattr(claim.casualties, name)) is not None
    ]
    return ", ".join([what_text(claim.event_type), *stated])


def outlet_of(evidence: Evidence) -> Outlet:
    """Return the outlet that a quote is from, with the address of its article."""
    return Outlet(evidence.publisher, web_address(evidence.url))


def quotes_of(evidence: Sequence[Evidence]) -> list[Quote]:
    """Return the quotes that an event rests on."""
    return [
        Quote(item.quote, outlet_of(item), item.title or None, _position(item)) for item in evidence
    ]


def merge_reasons(event: Event) -> list[MergeReason]:
    """Return why each mention was merged into the event, with the score."""
    outlets = {item.mention_id: item.publisher for item in event.evidence}
    return [
        MergeReason(
            outlets.get(step.mention_id, step.mention_id),
            f"{step.score:.2f}",
            ", ".join(step.reasons) or UNKNOWN,
        )
        for step in event.merge_explain
    ]


def position(evidence: Evidence) -> str:
    """Return where a quote stands in the article that it is from."""
    if evidence.quoted_from == "title":
        return "the headline"
    return f"characters {evidence.char_start} to {evidence.char_end}"


def _position(evidence: Evidence) -> str:
    where = position(evidence)
    newer = evidence.article_version > 1
    return f"{where} of version {evidence.article_version}" if newer else where


def _source(claim: AttributedClaim) -> str:
    source = claim.source or "the outlet itself"
    verb = f" ({claim.verb})" if claim.verb else ""
    return f"{source}{verb}, through {claim.relay}" if claim.relay else source + verb


def _figures(name: str, claims: Sequence[AttributedClaim]) -> tuple[str, ...]:
    return tuple(figure_text(getattr(claim.casualties, name)) for claim in claims)
