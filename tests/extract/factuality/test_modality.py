import pytest

from streams.extract.document.mentions import Sense, Trigger
from streams.extract.factuality.modality import ModalityReader
from streams.extract.text.cleaning import Cleaner
from streams.extract.text.splitter import Splitter
from tests.extract.reading import drafts


@pytest.mark.parametrize(
    ("modality", "text"),
    [
        ("asserted", "Rebels attacked the airport in Taftanaz."),
        ("negated", "Police said reports that a bomb had exploded in Taftanaz were false."),
        ("asserted", "Reports that a bomb had exploded in Taftanaz were confirmed."),
        ("negated", "The army was unable to retake the town of Taftanaz."),
        ("negated", "Firefighters kept a tanker near Taftanaz from exploding on Monday."),
        ("negated", "The explosion heard in Taftanaz on Monday turned out to be fireworks."),
        ("negated", "Truce talks in Sousse cancelled"),
        ("asserted", "Truce talks in Sousse stalled"),
        ("negated", "Rebels did not attack the airport in Taftanaz."),
        ("negated", "The army denied shelling the town of Taftanaz."),
        ("future", "Rebels will attack the airport in Taftanaz, a commander said."),
        ("future", "Rebels vowed to attack the airport in Taftanaz."),
        ("future", "Troops are trying to retake the airport in Taftanaz."),
        ("hypothetical", "Rebels could attack the airport in Taftanaz."),
        ("hypothetical", "If rebels attack the airport in Taftanaz, planes would be moved."),
        ("future", "A protest will be held in Sousse on Saturday, organisers said."),
        ("future", "Another rally in Sousse is planned."),
        (
            "asserted",
            "Soldiers fired in the air to scatter the crowd and arrested 30 men in Sousse.",
        ),
        ("asserted", "Rebels threatened to march on Aleppo and seized the airport in Taftanaz."),
        ("negated", "The rally in Sousse was called off."),
        ("negated", "A suicide bombing at the market in Kut was averted."),
        ("asserted", "A protest was held in Sousse, and the mayor will be heard next week."),
        ("ordered", "The general ordered troops to attack the airport in Taftanaz."),
        ("ordered", "The minister called on soldiers to defect in Taftanaz."),
        ("ordered", "The bishop urged both sides to halt the fighting in Taftanaz."),
        ("ordered", '"Leave the dam and withdraw from Kut," the general told the militia.'),
        ("hypothetical", "If the ceasefire in Taftanaz collapses, the road will close."),
        ("hypothetical", "The unions have not ruled out a strike by nurses in Sousse."),
        ("hypothetical", "Cadets staged a mock hostage-taking in Sousse."),
        ("future", "The minister will fly to Sousse for talks with the rebels."),
        ("future", "Ahead of talks in Sousse, the minister saw little hope."),
        ("future", "A ceasefire is due to take effect in Sousse at dawn."),
        ("negated", "Plans for a strike by nurses in Sousse were dropped."),
        ("negated", "The minister rejected claims that soldiers massacred villagers in Kut."),
        ("negated", "The two sides have yet to release the prisoners held in Kut."),
        ("negated", "Experts defused the bomb in Kut before it could explode."),
        ("hypothetical", "Guards act to prevent judges in Taftanaz from being murdered."),
        ("asserted", "Guards failed to prevent an attack by rebels on the airport in Taftanaz."),
        ("asserted", "The planned protest in Sousse drew thousands of students."),
        ("asserted", "Residents were forced to flee the village of Taftanaz."),
        ("future", "The threatened strike by nurses in Sousse worries doctors."),
        ("negated", "The army spoke of an attack averted in Taftanaz."),
        ("hypothetical", "Diplomats warned of the danger of a massacre in Taftanaz."),
    ],
)
def test_only_what_is_asserted_is_asserted(modality: str, text: str) -> None:
    assert drafts(text)[-1].modality == modality


def test_what_is_denied_in_a_clause_of_its_own_is_negated() -> None:
    text = "The army denied that its soldiers killed villagers in Marib."
    assert [draft.modality for draft in drafts(text)] == ["negated"]
    text = "The army vowed to avenge the raid that killed ten soldiers in Marib on Monday."
    assert [draft.modality for draft in drafts(text) if draft.trigger == "killed"] in (
        [],
        ["asserted"],
    )


def test_what_is_to_end_stands_not_where_it_is_talked_of() -> None:
    text = (
        "Rebels shelled Taftanaz on Tuesday.\n\n"
        "The envoy urged both sides to halt the fighting ahead of talks in Geneva on Friday."
    )
    counting = [draft.event_type for draft in drafts(text) if draft.counts]
    assert counting == ["shelling", "request"]


def test_without_a_parse_an_event_is_asserted() -> None:
    (s,) = Splitter().split(Cleaner().clean("Rebels denied the attack.", None))
    trigger = Trigger(3, 4, Sense("attack", "n", "ATTACK", 1.0, (), ()), (0, 4))
    assert ModalityReader().read(s, trigger) == "asserted"


@pytest.mark.parametrize(
    ("modality", "text"),
    [
        ("hypothetical", "The law would let the police detain protesters in Sousse."),
        ("hypothetical", "If the dam near Sousse broke, thousands would drown."),
        ("future", "The police would arrest protesters in Sousse, the mayor said."),
        ("asserted", "Despite calls for calm, youths clashed with police in Sousse on Friday."),
    ],
)
def test_what_depends_or_has_an_effect_is_not_to_come(modality: str, text: str) -> None:
    assert {draft.modality for draft in drafts(text)} == {modality}


@pytest.mark.parametrize(
    ("modality", "text"),
    [
        ("asserted", "Barrel bombs were dropped on a suburb of Homs on Monday."),
        ("asserted", "Grenades were dropped from a drone in Kherson on Monday."),
        ("negated", "The planned protest in Sousse was dropped on Monday."),
    ],
)
def test_a_bomb_that_is_dropped_is_not_called_off(modality: str, text: str) -> None:
    assert {draft.modality for draft in drafts(text)} == {modality}
