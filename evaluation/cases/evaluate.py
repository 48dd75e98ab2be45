"""Small inputs of kinds of fault, with what is expected: which cases and which controls pass.

``FOLDER`` is a file of cases, or a folder with ``cases.jsonl``.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.cases.commands import faults_of, run_command
from evaluation.cases.matching import counts, is_unwanted, misfits, pair, place_fits
from evaluation.cases.model import Case, read_cases
from evaluation.registry import Options
from evaluation.report import Report, Section
from evaluation.system import System
from schemas import Event
from streams.errors import DatelineError

CONTROL = " [control]"


@dataclass(frozen=True)
class CaseOutcome:
    """A case, why it fails (empty: it passes), and what was seen, for study."""

    case: Case
    faults: tuple[str, ...]
    seen: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Its kind, and whether it is a control."""
        return self.case.kind + (CONTROL if self.case.control else "")


def evaluate(folder: Path, system: System, options: Options) -> Report:
    """Run every case, each in a pipeline of its own.

    Raises:
        UsageError: if the file is missing or a line is no case.
    """
    options.part_of(("all",))
    cases = read_cases(folder)[:: options.sample]
    return report_of([outcome_of(case, system) for case in cases])


def outcome_of(case: Case, system: System) -> CaseOutcome:
    """Run one case; an error of the project on the way is a fault of the case."""
    checks = {"run": _run, "geoparse": _geoparse, "publish-check": _command}
    try:
        faults, seen = checks[case.command](case, system)
    except DatelineError as error:
        faults, seen = [f"{type(error).__name__}: {error}"], []
    return CaseOutcome(case, tuple(faults), tuple(seen))


def report_of(outcomes: Sequence[CaseOutcome]) -> Report:
    """Return how many cases and controls pass, in all and by kind."""
    total = Counter(one.kind for one in outcomes)
    passed = Counter(one.kind for one in outcomes if not one.faults)
    rows = tuple((kind, str(passed[kind]), str(total[kind])) for kind in sorted(total))
    groups = {"cases": [k for k in total if not k.endswith(CONTROL)]}
    groups["controls"] = [kind for kind in total if kind.endswith(CONTROL)]
    return Report(
        "cases",
        metrics={name: sum(passed[kind] for kind in kinds) for name, kinds in groups.items()},
        facts={f"of {name}": str(sum(total[k] for k in kinds)) for name, kinds in groups.items()},
        sections=(Section("By kind", ("kind", "pass", "of"), rows),),
        errors=tuple(
            {"id": one.case.id, "kind": one.kind, "why": one.case.why}
            | {"faults": list(one.faults), "seen": list(one.seen)}
            for one in outcomes
            if one.faults
        ),
    )


def _run(case: Case, system: System) -> tuple[list[str], list[str]]:
    events = system.standing_events(case.articles)
    return list(_event_faults(case, events)), [short(event) for event in events]


def _event_faults(case: Case, events: Sequence[Event]) -> Iterator[str]:
    pairs = pair(case.events, events)
    for number, wanted in enumerate(case.events):
        if number not in pairs and not wanted.optional:
            wrong = min((misfits(wanted, event) for event in events), key=len, default=["no event"])
            name = number if wanted.id is None else wanted.id
            yield f"missing {name} {'/'.join(wanted.types[:2])}: {', '.join(wrong)}"
    for bad in case.not_events:
        if unwanted := next((event for event in events if is_unwanted(bad, event)), None):
            yield f"unwanted {short(unwanted)}"
    spare = {at for number, at in pairs.items() if case.events[number].optional}
    counting = sum(counts(event) for at, event in enumerate(events) if at not in spare)
    if case.max_events is not None and counting > case.max_events:
        yield f"{counting} counting events, at most {case.max_events}"
    if len(events) > case.max_any:
        yield f"{len(events)} events of any modality, at most {case.max_any}"
    for kind, most in (("killed", case.max_killed), ("injured", case.max_injured)):
        figures = (getattr(event.casualties, kind) for event in events)
        largest = max((one.best or 0 for one in figures if one is not None), default=0)
        if largest > most:
            yield f"{largest} {kind}, at most {most}"


def _geoparse(case: Case, system: System) -> tuple[list[str], list[str]]:
    faults, seen = [], []
    for article in case.articles:
        found = system.geoparse(article)
        seen += [f"{name}={place and place.gazetteer_id}" for name, place in found]
        for wanted in case.toponyms:
            places = [p for name, p in found if name.rstrip(".") == wanted.text.rstrip(".")]
            if wanted.none:
                fits = not any(places)
            else:
                fits = any(place_fits(wanted.place, p, wanted.tolerance_km) for p in places)
                fits = fits or (not places and wanted.or_none)
            faults += [] if fits else [f"toponym {wanted.text}"]
    return faults, seen


def _command(case: Case, system: System) -> tuple[list[str], list[str]]:
    del system
    outcome = run_command(case)
    seen = [f"exit {outcome.exit}; {outcome.output.strip()[-300:]}"]
    tried = [faults_of(outcome, wanted) for wanted in case.expect_any]
    return ([] if not all(tried) else [" or ".join(" & ".join(one) for one in tried)]), seen


def short(event: Event) -> str:
    """Return an event in one line: type, modality and role if unusual, days, place, figures."""
    flags = [one for one in (event.modality, event.temporal_role) if one not in _USUAL]
    place = event.place
    where = f"{place.name},{place.country}({place.precision})" if place else "-"
    figures = [
        f"{kind[0]}{one.low}/{one.best}/{one.high}"
        for kind in ("killed", "injured", "detained")
        if (one := getattr(event.casualties, kind)) is not None
    ]
    days = f"{event.date_start}..{event.date_end}"
    return " ".join([event.event_type, *flags, days, where, *figures, f"n={event.n_articles}"])


_USUAL = frozenset({"asserted", "current"})
