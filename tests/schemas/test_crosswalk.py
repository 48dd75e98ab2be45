"""Which codes of other schemes an event can have: the whole public lists of ACLED and PLOVER.

What no type reaches stands here with its reason, so that a code that is lost is noticed.
"""

from itertools import chain

import pytest

from schemas.ontology import Codes, load_ontology

ACLED = {
    "Battles": (
        "Armed clash",
        "Government regains territory",
        "Non-state actor overtakes territory",
    ),
    "Protests": (
        "Excessive force against protesters",
        "Peaceful protest",
        "Protest with intervention",
    ),
    "Riots": ("Mob violence", "Violent demonstration"),
    "Explosions/Remote violence": (
        "Air/drone strike",
        "Chemical weapon",
        "Grenade",
        "Remote explosive/landmine/IED",
        "Shelling/artillery/missile attack",
        "Suicide bomb",
    ),
    "Violence against civilians": (
        "Abduction/forced disappearance",
        "Attack",
        "Sexual violence",
    ),
    "Strategic developments": (
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    ),
}
"""Sub-event types by event type, as the codebook lists them."""

PLOVER = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip

COERCE_MODES = {
    "arrest": None,
    "ban": None,
    "censor": None,
    "curfew": None,
    "deport": None,
    "martial-law": None,
    "restrict": None,
    "seize": None,
    "cyber": "attacks on computers are no events here",
    "misinformation": "what is said is no event here, but a claim",
    "withhold": "what is held back is told by a state's agreements and aid, not as an event",
}
"""Modes of COERCE; the reason why no event has one, or None where one has."""


def reachable() -> list[Codes]:
    """Return the codes of every type alone and with each facet that it may have."""
    ontology = load_ontology()
    return [
        ontology.codes(name, facets)
        for name in ontology.types
        for facets in ((), *((facet,) for facet in ontology.facets_of(name, ontology.facets)))
    ]


@pytest.mark.parametrize("code", list(chain.from_iterable(ACLED.values())))
def test_each_sub_event_type_of_acled_is_reachable(code: str) -> None:
    assert code in {codes.acled for codes in reachable()}


@pytest.mark.parametrize("root", PLOVER)
def test_each_root_of_plover_is_reachable(root: str) -> None:
    assert root in {codes.plover for codes in reachable()}


def test_modes_of_coercion_are_reachable_or_left_out_for_a_reason() -> None:
    found = {codes.plover_mode for codes in reachable() if codes.plover == "COERCE"}
    wanted = {mode for mode, reason in COERCE_MODES.items() if reason is None}
    assert wanted <= found
    assert found.isdisjoint(mode for mode, reason in COERCE_MODES.items() if reason)


def test_every_code_is_one_of_its_scheme() -> None:
    listed = set(chain.from_iterable(ACLED.values()))
    assert {codes.acled for codes in reachable()} <= {*listed, None}
    assert {codes.plover for codes in reachable()} <= {*PLOVER, None}
