"""Claims: who says an event, who passes it on, in which stance; ``FOLDER/claims.tsv``.

The draft at the marked word answers, else the nearest draft of the text. A source is right when it
is one of the wanted names, or when one name contains the other: "the army" and "army".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.marked import answer, read_marked, unmarked
from evaluation.measures import COLUMNS, Counts, share, total
from evaluation.registry import Options
from evaluation.report import Mistake, Report, Section, as_errors, causes_section
from evaluation.system import System
from schemas.mention import Claim, Stance

ASSERTS: Stance = "asserts"
STANCES = frozenset({"asserts", "denies", "cannot_verify", "claims_responsibility"})
COLUMNS_OF_FILE = ("part", "source", "relay", "stance", "text")
NOBODY = "-"
"""The cell of a text whose outlet speaks for itself, or of a claim that nobody passes on."""
LONGER = 4
"""By how many words a source may be longer than the wanted one: "activists in the city"."""


@dataclass(frozen=True)
class LabelledText:
    """A text, where its event is named (code points), and the claim that it makes.

    Any of the ``sources`` is right; ``None`` among them stands for the outlet itself.
    """

    text: str
    marks: tuple[tuple[int, int], ...]
    sources: tuple[str | None, ...]
    relay: str | None
    stance: str


@dataclass(frozen=True)
class _ClaimOutcome:
    """The claim that was given for a text; for each part of it the right, given and wanted ones."""

    text: LabelledText
    given: Claim | None
    source: Counts
    relay: Counts
    stance: Counts

    @property
    def wrong(self) -> list[str]:
        parts = (("source", self.source), ("relay", self.relay), ("stance", self.stance))
        return [name for name, one in parts if max(one.given, one.wanted) > one.right]


def evaluate(folder: Path, system: System, options: Options) -> Report:
    """Extract every text on its own and compare the claim of its marked event.

    Raises:
        UsageError: if the file is missing or damaged; it names the line.
    """
    part = options.part_of(("test", "dev"))
    texts = [text for of, text in read_texts(folder / "claims.tsv") if of == part]
    return report_of([_outcome(text, system) for text in texts[:: options.sample]], part)


def read_texts(path: Path) -> Iterator[tuple[str, LabelledText]]:
    """Yield each text with its part.

    Raises:
        UsageError: if the file is missing, or a line is not part, sources, relay, stance and text.
    """
    for part, source, relay, stance, marked in read_marked(
        path, COLUMNS_OF_FILE, "stance", STANCES
    ):
        text, marks = unmarked(marked)
        sources = tuple(None if name == NOBODY else name for name in source.split("/"))
        relayed_by = None if relay == NOBODY else relay
        yield part, LabelledText(text, marks, sources, relayed_by, stance)


def report_of(outcomes: Sequence[_ClaimOutcome], part: str) -> Report:
    """Return the report on the outcomes of all texts of a part."""
    mistakes = [
        Mistake(", ".join(one.wrong), _shown(one), one.text.text) for one in outcomes if one.wrong
    ]
    source = total(one.source for one in outcomes)
    relay = total(one.relay for one in outcomes)
    stance = total(one.stance for one in outcomes)
    rows = (("source", source), ("relayed by", relay), ("stance but asserts", stance))
    table = Section("Claims", ("part", *COLUMNS), tuple((name, *c.cells()) for name, c in rows))
    return Report(
        name="claims",
        metrics={
            "right": round(share(len(outcomes) - len(mistakes), len(outcomes)), 4),
            "source_f1": round(source.f1, 4),
            "relay_f1": round(relay.f1, 4),
            "stance_f1": round(stance.f1, 4),
        },
        facts={"texts": f"{len(outcomes)} of {part}"},
        sections=(table, causes_section(mistakes)),
        errors=as_errors(mistakes),
    )


def _outcome(text: LabelledText, system: System) -> _ClaimOutcome:
    draft = answer(text.text, text.marks, system)
    claim = Claim() if draft is None else draft.claim
    # Without a draft there is no claim at all, not even one of the outlet itself.
    found = draft is not None
    same = any(_is_same(name, claim.source) for name in text.sources)
    wanted = None not in text.sources or (same and claim.source is not None)
    stance = None if claim.stance == ASSERTS else claim.stance
    return _ClaimOutcome(
        text,
        claim if found else None,
        Counts(float(same and wanted), int(claim.source is not None), int(wanted)),
        _counted(text.relay, claim.relay),
        Counts(
            float(stance is not None and stance == text.stance),
            int(stance is not None),
            int(text.stance != ASSERTS),
        ),
    )


def _counted(wanted: str | None, given: str | None) -> Counts:
    right = wanted is not None and _is_same(wanted, given)
    return Counts(float(right), int(given is not None), int(wanted is not None))


def _is_same(wanted: str | None, given: str | None) -> bool:
    if wanted is None or given is None:
        return wanted == given
    one, other = _plain(wanted), _plain(given)
    longer = len(other.split()) - len(one.split()) <= LONGER
    return longer and (f" {one} " in f" {other} " or f" {other} " in f" {one} ")


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ").removeprefix("a ").removeprefix("an ")


def _shown(one: _ClaimOutcome) -> str:
    given = one.given
    return "no event read" if given is None else f"{given.source} | {given.relay} | {given.stance}"
