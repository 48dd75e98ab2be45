"""Types by who acts, with what, on whom; each with near-misses of another type or of none."""

import pytest

from tests.extract.reading import counted, drafts


def types(text: str) -> set[str]:
    return {draft.event_type for draft in counted(text)}


@pytest.mark.parametrize(
    ("event_type", "text"),
    [
        ("accident", "A tram struck a woman in Graz, Austria, on Monday, killing her."),
        ("accident", "A hiker was killed by a lorry near Kielce, Poland, on Monday."),
        ("accident", "A barge rammed a lock gate near Liège, Belgium, on Monday."),
        ("accident", "A man died on Monday after a bus struck a stall in Pau, France, on Sunday."),
        ("accident", "A worker plunged to his death from a roof in Bari, Italy, on Monday."),
        ("accident", "A girl fell into a well near Agra, India, on Monday."),
        ("accident", "A boiler exploded at a paper mill in Sylhet, Bangladesh, on Monday."),
        ("accident", "A candle set a flat on fire in Gdynia, Poland, on Monday."),
        ("bombing", "A bomb exploded at a paper mill in Sylhet, Bangladesh, on Monday."),
        ("shelling", "A shell exploded at a paper mill in Kherson, Ukraine, on Monday."),
        ("property_destruction", "Vandals set a flat on fire in Gdynia, Poland, on Monday."),
        ("attack_on_civilians", "A man drove a van into a procession in Pau, France, on Monday."),
        ("attack_on_civilians", "Gunmen hacked five farmers to death near Bunia on Monday."),
        ("attack_on_civilians", "Bolivia deplored the killing of three nuns in Beni on Monday."),
        ("armed_clash", "Villagers carrying hunting rifles fought herders near Yola on Monday."),
        ("armed_clash", "Two men died in a confrontation of police and smugglers in Tumbes."),
        ("excessive_force", "Troops shot and killed five demonstrators in Labé on Monday."),
        (
            "excessive_force",
            "Nine people were shot dead in Labé on Monday as police fired at a march.",
        ),
        (
            "mass_shooting",
            "A gunman fired on diners in Waco, Texas, on Monday, killing six people.",
        ),
        ("deployment", "Turkish troops set up a base near Idlib on Monday."),
        ("weapons_seizure", "Police seized 40 rifles near Agadez on Monday."),
        ("weapons_seizure", "Soldiers confiscated a load of grenades near Agadez on Monday."),
        ("agreement", "Chad and Sudan signed a peace treaty in Doha on Monday."),
        ("territory_gain", "The town of Sake fell to the rebels on Monday."),
        ("riot", "Fans clashed with riot police after the cup final in Split on Monday."),
    ],
)
def test_who_acts_on_whom_decides_the_type(event_type: str, text: str) -> None:
    assert types(text) == {event_type}


@pytest.mark.parametrize(
    ("not_this", "text"),
    [
        ("mass_shooting", "Gunmen killed eight villagers with machetes near Bunia on Monday."),
        ("displacement", "Rebels shelled a camp for displaced families near Drodro on Monday."),
        ("displacement", "Cholera killed two people in a displacement camp in Goma on Monday."),
        ("prisoner_release", "Two patients were released from hospital in Graz on Monday."),
        ("prisoner_release", "Police in Graz released pictures of three prisoners on Monday."),
        ("strike", "A man walking out of a bank in Graz was robbed on Monday."),
        ("territory_gain", "A webcam near Graz captured the meteor on Monday."),
        (
            "territory_gain",
            "Customs officers in Rotterdam seized four tonnes of cocaine on Monday.",
        ),
        ("weapons_seizure", "Rebels seized 40 rifles near Agadez on Monday."),
        ("armed_clash", "Bishops in Graz preached against violence on Monday."),
        ("armed_clash", "Both parties in Maseru rejected violence on Monday."),
        ("natural_disaster", "Rumours spread like wildfire in Graz on Monday."),
        ("natural_disaster", "A flood of letters reached the mayor of Graz on Monday."),
        ("natural_disaster", "The town of Graz debated wildfire prevention on Monday."),
        ("ground_assault", "The club in Graz signed an offensive player on Monday."),
        ("riot", "Lynch reported from Graz on Monday."),
        ("air_strike", "A helicopter hit a crane in Graz on Monday, killing four."),
        ("accident", "A drone hit a bridge in Kherson on Monday."),
    ],
)
def test_near_misses_are_not_of_the_type(not_this: str, text: str) -> None:
    assert not_this not in types(text)


@pytest.mark.parametrize(
    "text",
    [
        "An arctic blast will reach Graz on Monday, forecasters said.",
        "The driver crashed on the second lap of the race in Graz on Monday.",
        "Hackers attacked the servers of a bank in Graz on Monday.",
        "The new baker in Graz is a free agent and a free spirit.",
        "A man shot for the record with a round of 65 in Graz on Monday.",
    ],
)
def test_figures_of_speech_sport_and_software_tell_nothing(text: str) -> None:
    assert not counted(text)


def test_who_only_names_an_attack_plans_none() -> None:
    text = "A bomb killed four people in Jos on Monday. The mayor called the attack a cowardly act."
    assert {draft.modality for draft in drafts(text)} == {"asserted"}
