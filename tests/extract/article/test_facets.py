"""How it was done and what else the passage tells, and the codes that follow from it."""

import pytest

from schemas.ontology import Codes, load_ontology
from streams.export.tables import acled_types, plover_quads
from streams.extract.article.tables import FACET_RULES
from tests.extract.reading import drafts, only

ACLED = {
    "Government regains territory": "Government forces recaptured the town of Darso on Friday.",
    "Non-state actor overtakes territory": "Rebels captured the town of Darso on Friday.",
    "Armed clash": "Soldiers and rebels exchanged fire near Darso.",
    "Excessive force against protesters": "Hundreds protested in Lome. Police opened fire on the "
    "protesters, killing three.",
    "Protest with intervention": "Hundreds protested in Lome. Police arrested 20 demonstrators.",
    "Peaceful protest": "Thousands of people marched through Lome on Sunday.",
    "Violent demonstration": "Hundreds protested in Lome. Demonstrators hurled stones at a bank.",
    "Mob violence": "A mob beat two suspected thieves to death in a market in Kaduna.",
    "Chemical weapon": "Helicopters dropped chlorine gas on the town of Darso, killing nine.",
    "Air/drone strike": "A drone strike hit a lorry near Darso.",
    "Suicide bomb": "A suicide bomber blew himself up in a mosque in Darso.",
    "Shelling/artillery/missile attack": "Mortar rounds fell on a market in Darso.",
    "Remote explosive/landmine/IED": "A roadside bomb killed a driver near Darso.",
    "Grenade": "Attackers threw a grenade into a tavern in Darso, wounding five.",
    "Sexual violence": "Armed men raped eleven women in a village near Darso.",
    "Attack": "Militiamen killed twenty villagers near Darso.",
    "Abduction/forced disappearance": "Gunmen kidnapped two engineers near Darso.",
    "Agreement": "The government and the rebels signed a peace agreement in Lome.",
    "Arrests": "Police arrested nine suspects in Darso.",
    "Change to group/activity": "The militia pledged allegiance to a larger rebel movement.",
    "Disrupted weapons use": "Engineers defused a landmine near Darso on Monday.",
    "Headquarters or base established": "The rebels set up a base near Darso.",
    "Looting/property destruction": "Fighters looted shops in Darso.",
    "Non-violent transfer of territory": "Government troops pulled out of Darso.",
    "Other": "Ten thousand people fled Darso as the rebels came near.",
}
"""A passage that reports each sub-event type."""

PLOVER = {
    "AGREE": "The government and the rebels signed a peace agreement in Lome.",
    "CONSULT": "The foreign ministers of Chad and Niger met in Lome to discuss the war.",
    "SUPPORT": "Peru recognised the new government of Niger on Monday.",
    "CONCEDE": "The government lifted the curfew in Lome.",
    "COOPERATE": "Ghana extradited a suspected warlord to Liberia.",
    "AID": "A convoy with medicine and food aid reached the besieged town of Darso.",
    "RETREAT": "Government troops pulled out of Darso.",
    "REQUEST": "The president urged the rebels to release the hostages.",
    "ACCUSE": "The president accused Niger of arming the rebels.",
    "REJECT": "The rebels rejected the government's truce proposal.",
    "THREATEN": "The rebels threatened to attack the port of Darso.",
    "PROTEST": "Thousands of people marched through Lome on Sunday.",
    "SANCTION": "The European Union imposed sanctions on Niger.",
    "MOBILIZE": "The army sent tanks to the border with Niger.",
    "COERCE": "Police arrested nine suspects in Darso.",
    "ASSAULT": "Mortar rounds fell on a market in Darso.",
}
"""A passage that reports each root."""


def test_each_sub_event_type_has_a_passage() -> None:
    assert ACLED.keys() == acled_types().keys()
    assert PLOVER.keys() == plover_quads().keys()


@pytest.mark.parametrize("code", ACLED)
def test_each_sub_event_type_of_acled_is_reached(code: str) -> None:
    assert code in [draft.acled for draft in drafts(ACLED[code]) if draft.counts]


@pytest.mark.parametrize("code", PLOVER)
def test_each_root_of_plover_is_reached(code: str) -> None:
    assert code in [draft.plover for draft in drafts(PLOVER[code]) if draft.counts]


def test_each_facet_has_a_rule() -> None:
    assert {row.facet for row in FACET_RULES.rows()} == set(load_ontology().facets)


def test_a_passage_without_violence_is_a_peaceful_protest() -> None:
    protest = only("Thousands marched in Lome. Police watched them from afar.", "protest")
    assert (protest.facets, protest.acled) == ((), "Peaceful protest")


def test_violence_at_another_place_does_not_change_a_protest() -> None:
    text = "Thousands protested in Lome. In Darso, rioters hurled stones at a bank."
    assert only(text, "protest").acled == "Peaceful protest"


def test_what_was_only_feared_does_not_change_a_protest() -> None:
    text = "Hundreds protested in Lome. Organisers feared that police would open fire."
    assert only(text, "protest").acled == "Peaceful protest"


def test_a_van_whose_brakes_failed_is_an_accident_in_traffic() -> None:
    text = "A van ploughed into a bus stop in Lome after its brakes failed, killing two."
    assert drafts(text)[0].facets == ("transport",)


def test_a_rocket_propelled_grenade_is_no_hand_grenade() -> None:
    text = "Fighters fired rocket-propelled grenades at a checkpoint in Darso."
    assert all("grenade" not in draft.facets for draft in drafts(text))


def test_the_first_facet_with_a_code_decides() -> None:
    ontology = load_ontology()
    held = ("intervention", "force_against_protesters")
    assert ontology.codes("protest", held).acled == "Excessive force against protesters"
    assert ontology.codes("protest", ("obstruction", "intervention")) == Codes(
        "PROTEST", "obstruct", "Protest with intervention"
    )


def test_a_facet_of_other_types_changes_nothing() -> None:
    ontology = load_ontology()
    assert ontology.codes("shelling", ("stabbing",)) == ontology.codes("shelling", ())
    assert ontology.facets_of("shelling", ("stabbing",)) == ()


def test_an_unknown_type_has_no_codes() -> None:
    assert load_ontology().codes("dancing", ()) == Codes(None, None, None)
