"""Who says what about an event, side by side; and why its mentions were merged. Pure."""

from collections.abc import Sequence

from schemas import AttributedClaim, Event, Evidence
from streams.page.html import Html, el, join, web_address
from streams.search.words import UNKNOWN, figure_text, what_text

STANCES = {
    "asserts": "says so",
    "denies": "denies it",
    "cannot_verify": "not verified",
    "claims_responsibility": "claims responsibility",
}
FIGURES = ("killed", "injured", "detained", "displaced")


def outlet_link(evidence: Evidence) -> Html:
    """Return the outlet's name, linked to its article where the address is one of the web."""
    address = web_address(evidence.url)
    if address is None:
        return el("span", evidence.publisher, class_="outlet")
    return el("a", evidence.publisher, href=address, rel="noopener noreferrer", class_="outlet")


def claims_table(claims: Sequence[AttributedClaim]) -> Html | None:
    """Return the claims as columns beside each other; None without any."""
    if not claims:
        return None
    rows = [
        _row("outlet", [claim.publisher for claim in claims], head=True),
        _row("who says it", [_source(claim) for claim in claims]),
        _row("stance", [STANCES[claim.stance] for claim in claims]),
        _row("what", [what_text(claim.event_type) for claim in claims]),
        *[_figures(name, claims) for name in FIGURES],
        _row("published", [f"{claim.published_at:%Y-%m-%d %H:%M} UTC" for claim in claims]),
    ]
    table = el("table", el("tbody", [row for row in rows if row]), class_="claims")
    return el("div", table, class_="scroll", tabindex=0, role="region", aria_label="Claims")


def quotes_list(evidence: Sequence[Evidence]) -> Html:
    """Return the quotes, each with its outlet and where it stands in the article."""
    return el("ul", [el("li", quote_block(item)) for item in evidence], class_="quotes")


def quote_block(evidence: Evidence) -> Html:
    """Return one quote with its outlet, title and offsets."""
    where = f"characters {evidence.char_start} to {evidence.char_end}"
    if evidence.article_version > 1:
        where += f" of version {evidence.article_version}"
    source = [outlet_link(evidence), evidence.title or "", where]
    caption = el("figcaption", join(source, " \N{MIDDLE DOT} "))
    return el("figure", el("blockquote", evidence.quote), caption)


def merge_list(event: Event) -> Html:
    """Return why each mention joined the event, with the score of being the same happening."""
    outlets = {item.mention_id: item.publisher for item in event.evidence}
    items = [
        el(
            "li",
            el("strong", outlets.get(step.mention_id, step.mention_id)),
            f" {step.score:.2f}: ",
            ", ".join(step.reasons) or UNKNOWN,
        )
        for step in event.merge_explain
    ]
    return el("ol", items, class_="merge")


def _source(claim: AttributedClaim) -> str:
    source = claim.source or "the outlet itself"
    verb = f" ({claim.verb})" if claim.verb else ""
    return f"{source}{verb}, through {claim.relay}" if claim.relay else source + verb


def _figures(name: str, claims: Sequence[AttributedClaim]) -> Html | None:
    cells = [figure_text(getattr(claim.casualties, name)) for claim in claims]
    return _row(name, cells) if any(cell != UNKNOWN for cell in cells) else None


def _row(name: str, cells: Sequence[str], *, head: bool = False) -> Html:
    kind = "th" if head else "td"
    scope = "col" if head else None
    return el("tr", el("th", name, scope="row"), [el(kind, cell, scope=scope) for cell in cells])
