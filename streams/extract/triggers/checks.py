"""What only several rows or tables together can show, for ``dateline rules check``."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from streams.extract.triggers.cues import cue_sets_by_phrase, unknown_inclusions
from streams.extract.triggers.tables import (
    ARGUMENT,
    LEMMA,
    PREVIOUS,
    SAME,
    TRIGGERS,
    TYPE_RULES,
    TriggerRow,
    TypeRule,
)
from streams.rules.table import RuleError, RuleTable

Implied = Mapping[str, frozenset[str]]
"""For each cue set the sets that all its words belong to, itself among them."""


def check() -> Iterator[RuleError]:
    """Yield the faults of the folder's tables; their rows must be sound."""
    unknown = list(unknown_inclusions())
    yield from unknown
    if unknown:
        return
    implied = implied_sets(cue_sets_by_phrase())
    senses, rules = TRIGGERS.numbered(), TYPE_RULES.numbered()
    yield from shadowed_senses(senses, implied)
    yield from shadowed_rules(rules, implied)
    yield from _repeated(TRIGGERS, [(number, row.id) for number, row in senses], "sense")
    yield from _repeated(TYPE_RULES, [(number, row.id) for number, row in rules], "id")
    yield from idle_rules(rules, [row for _, row in senses])


def implied_sets(sets_by_phrase: Mapping[str, set[str]]) -> Implied:
    """Return for each cue set the sets that a word of it always brings along."""
    implied: dict[str, frozenset[str]] = {}
    for sets in sets_by_phrase.values():
        for name in sets:
            implied[name] = implied.get(name, frozenset(sets)) & sets
    return implied


def shadowed_rules(rules: Sequence[tuple[int, TypeRule]], implied: Implied) -> Iterator[RuleError]:
    """Yield the rules that can never decide, as an earlier one of their base always does."""
    earlier: dict[str, list[tuple[int, TypeRule]]] = defaultdict(list)
    for number, rule in rules:
        cues = frozenset().union(*(_with_implied(cue, implied) for cue in rule.cues))
        for first, other in earlier[rule.base]:
            if _always_applies(other, rule) and other.cues <= cues:
                problem = f"never decides: line {first} ({other.id}) does, wherever this could"
                yield RuleError(TYPE_RULES.path, number, "cues", problem)
                break
        earlier[rule.base].append((number, rule))


def _always_applies(earlier: TypeRule, later: TypeRule) -> bool:
    """Return whether a rule is looked at wherever a later one is.

    ``same`` needs an event before, and a rule without cues waits until the clause has been asked.
    """
    follows = later.event_type == SAME or any(cue.startswith(PREVIOUS) for cue in later.cues)
    return (earlier.event_type != SAME or follows) and (bool(earlier.cues) or not later.cues)


def shadowed_senses(
    senses: Sequence[tuple[int, TriggerRow]], implied: Implied
) -> Iterator[RuleError]:
    """Yield the senses that are never found, as an earlier one of their phrase always is."""
    earlier: dict[tuple[str, str], list[tuple[int, TriggerRow]]] = defaultdict(list)
    for number, sense in senses:
        for first, other in earlier[sense.phrase, sense.pos]:
            needed = all(
                not _with_implied(cue, implied).isdisjoint(other.needs) for cue in sense.needs
            )
            blocked = all(
                not _with_implied(cue, implied).isdisjoint(sense.blocks) for cue in other.blocks
            )
            if blocked and (not other.needs or (sense.needs and needed)):
                problem = f"never found: line {first} ({other.id}) is, wherever this could be"
                yield RuleError(TRIGGERS.path, number, "phrase", problem)
                break
        earlier[sense.phrase, sense.pos].append((number, sense))


def _with_implied(cue: str, implied: Implied) -> frozenset[str]:
    """Return a cue with those that hold wherever it does: ``agent:soldier``, ``agent:armed``."""
    prefix, colon, name = cue.rpartition(":")
    if colon and prefix not in ARGUMENT:
        return frozenset({cue})
    return frozenset({cue, *(f"{prefix}{colon}{other}" for other in implied.get(name, ()))})


def idle_rules(
    rules: Sequence[tuple[int, TypeRule]], senses: Sequence[TriggerRow]
) -> Iterator[RuleError]:
    """Yield the rules of bases that no trigger has, and of lemmas that no trigger of theirs has."""
    lemmas: dict[str, set[str]] = defaultdict(set)
    for sense in senses:
        lemmas[sense.event_type].add(sense.phrase.split(" ")[0])
    for number, rule in rules:
        if rule.base not in lemmas:
            problem = f"no trigger has the base sense {rule.base!r}"
            yield RuleError(TYPE_RULES.path, number, "base", problem)
            continue
        for cue in sorted(rule.cues):
            prefix, _, lemma = cue.partition(":")
            if prefix == LEMMA and lemma not in lemmas[rule.base]:
                allowed = ", ".join(sorted(lemmas[rule.base]))
                problem = f"no trigger of {rule.base!r} begins with {lemma!r}; allowed: {allowed}"
                yield RuleError(TYPE_RULES.path, number, "cues", problem)


def _repeated(
    table: RuleTable[TriggerRow] | RuleTable[TypeRule], keys: Sequence[tuple[int, str]], what: str
) -> Iterator[RuleError]:
    """Yield the rows whose key an earlier row has."""
    first: dict[str, int] = {}
    for number, key in keys:
        if first.setdefault(key, number) != number:
            problem = f"{what} {key!r} is that of line {first[key]} too"
            yield RuleError(table.path, number, "", problem)
