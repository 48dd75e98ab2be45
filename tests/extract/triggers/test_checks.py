"""Faults that only several rows of the tables of triggers show."""

from collections.abc import Iterable

import pytest

from streams.extract.triggers.checks import (
    check,
    idle_rules,
    implied_sets,
    shadowed_rules,
    shadowed_senses,
)
from streams.extract.triggers.cues import unknown_inclusions
from streams.extract.triggers.tables import TRIGGERS, TYPE_RULES, CueRow, TriggerRow, TypeRule
from streams.rules.table import RuleError, RuleTable

IMPLIED = implied_sets({"troops": {"soldier", "armed"}, "gunmen": {"armed"}, "mob": {"crowd"}})


def rules(*lines: str) -> list[tuple[int, TypeRule]]:
    """Return rules of the base HIT, given as "cues type"."""
    cells = (line.split(" ") for line in lines)
    return [
        (number, TYPE_RULES.parse(number, f"hit.r{number}\tHIT\t{cue}\t{event_type}\t0"))
        for number, (cue, event_type) in enumerate(cells, start=1)
    ]


def senses(*lines: str) -> list[tuple[int, TriggerRow]]:
    """Return senses of the verb "hit", given as "needs blocks"."""
    cells = (line.split(" ") for line in lines)
    return [
        (number, TRIGGERS.parse(number, f"hit\tv\tHIT\t0.5\t{needs}\t{blocks}"))
        for number, (needs, blocks) in enumerate(cells, start=1)
    ]


def lines(faults: Iterable[RuleError]) -> list[int]:
    return [fault.line for fault in faults]


def test_the_tables_have_no_faults() -> None:
    assert [str(fault) for fault in check()] == []


def test_a_rule_behind_one_with_fewer_cues_never_decides() -> None:
    found = list(shadowed_rules(rules("gun shooting", "crowd+gun riot", "crowd riot"), IMPLIED))
    assert lines(found) == [2]
    assert "type_rules.tsv:2: column cues: never decides: line 1 (hit.r1) does" in str(found[0])


def test_a_set_brings_along_the_sets_that_have_all_its_words() -> None:
    given = rules("agent:armed shooting", "agent:soldier shelling", "soldier none")
    assert lines(shadowed_rules(given, IMPLIED)) == [2]
    assert lines(shadowed_rules(rules("soldier none", "armed none"), IMPLIED)) == []


def test_a_rule_that_continues_leaves_those_behind_it_for_articles_without_an_event() -> None:
    given = rules("gun same", "gun shooting", "gun+previous:riot riot")
    assert lines(shadowed_rules(given, IMPLIED)) == [3]


def test_a_rule_without_cues_waits_until_the_clause_has_been_asked() -> None:
    assert lines(shadowed_rules(rules("* none", "gun shooting", "* shooting"), IMPLIED)) == [3]


def test_a_sense_behind_one_that_asks_for_less_is_never_found() -> None:
    assert lines(shadowed_senses(senses("armed -", "soldier -", "- -"), IMPLIED)) == [2]
    assert lines(shadowed_senses(senses("- sport", "- -", "- sport"), IMPLIED)) == [3]


def test_a_rule_needs_a_trigger_of_its_base_and_lemma() -> None:
    given = rules("lemma:hit none", "lemma:run none")
    found = list(idle_rules(given, [row for _, row in senses("- -")]))
    assert [fault.column for fault in found] == ["cues"]
    assert "no trigger of 'HIT' begins with 'run'; allowed: hit" in str(found[0])
    assert [fault.column for fault in idle_rules(given, [])] == ["base", "base"]


def test_a_set_that_includes_an_unknown_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    row = CueRow(name="armed", words=("=soldiers", "gunmen"))
    monkeypatch.setattr(RuleTable, "numbered", lambda _: ((4, row),))
    found = list(unknown_inclusions())
    assert [(fault.line, fault.column) for fault in found] == [(4, "words")]
    assert "unknown cue set 'soldiers'" in str(found[0])
