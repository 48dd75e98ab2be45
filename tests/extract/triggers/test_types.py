import pytest

from tests.extract.reading import counted, drafts

SENTENCES = [
    ("armed_clash", "Soldiers and militants exchanged fire for hours near Tal Abyad on Tuesday."),
    ("armed_clash", "Fierce fighting broke out between the army and rebels in Kherson on Monday."),
    ("armed_clash", "Six rebels and two soldiers were killed in Taiz on Monday, medics said."),
    ("armed_clash", "Rebels killed three soldiers near Agadez on Monday."),
    ("arrest", "A Danish warship captured 14 pirates off Mogadishu on Tuesday."),
    ("arrest", "Soldiers captured nine smugglers near Agadez on Tuesday."),
    ("accident", "A rocket blew up on the launch pad at Kourou on Tuesday, engineers said."),
    ("shelling", "A rocket exploded near a school in Kherson on Tuesday, killing two."),
    ("ground_assault", "Government troops launched an offensive against Azaz on Tuesday."),
    ("ground_assault", "Militants stormed an army base in Dikwa before dawn on Tuesday."),
    ("shelling", "Artillery pounded the suburb of Douma on Monday, residents said."),
    ("shelling", "Russian forces fired rockets at Kramatorsk on Tuesday."),
    ("air_strike", "Warplanes bombed a wedding hall in Saada on Tuesday, killing 12 people."),
    ("air_strike", "Saudi-led aircraft bombed depots in Sanaa on Tuesday, residents said."),
    ("air_strike", "A drone strike destroyed a fuel depot outside Hodeidah on Monday."),
    ("bombing", "A car bomb exploded outside a police station in Baquba on Tuesday."),
    ("bombing", "Guerrillas dynamited two power pylons near Usulutan on Monday."),
    ("suicide_attack", "A suicide bomber blew himself up at a checkpoint in Mosul on Tuesday."),
    ("targeted_killing", "Two gunmen on a motorcycle assassinated a judge in Medellin on Tuesday."),
    ("attack_on_civilians", "Militiamen massacred 30 villagers in Benue on Sunday."),
    ("mass_shooting", "A gunman opened fire in a bar in Tulsa on Monday, killing five people."),
    ("shooting", "A man was shot dead in his car in Oakland on Tuesday, police said."),
    ("abduction", "Gunmen kidnapped two aid workers near Marib on Tuesday."),
    ("arrest", "Police arrested nine suspects in Lima on Tuesday."),
    ("targeted_killing", "The mayor of Iguala was shot dead outside his home on Monday."),
    ("suicide_attack", "A woman detonated an explosive vest at a checkpoint in Kano on Monday."),
    ("abduction", "Rebels took thirty hostages in Goma on Monday."),
    ("raid", "Counter-terrorism police searched two homes in Leeds on Monday."),
    ("deployment", "Kenya sent 400 police officers to Port-au-Prince on Monday."),
    ("ceasefire", "Hostilities halted in Taiz on Monday under a deal of both sides."),
    ("prisoner_release", "Twelve prisoners were exchanged in Marib on Monday."),
    ("riot", "Crowds looted shops in Durban on Monday."),
    ("excessive_force", "Police beat demonstrators with batons in Harare on Monday."),
    ("property_destruction", "Vandals smashed the windows of a synagogue in Malmo on Monday."),
    ("aid", "A convoy delivered food to 20,000 people in Moadamiya on Monday."),
    ("sanction", "The EU froze the assets of six officials in Minsk on Monday."),
    ("raid", "Troops raided houses in the Jenin camp on Tuesday."),
    ("siege", "The army has besieged Rastan since Monday."),
    ("territory_gain", "Rebels captured the town of Maarat on Tuesday."),
    ("territory_gain", "Troops have captured the hill above Lyman from separatists."),
    ("territory_gain", "In Konna, which soldiers recaptured on Monday, shops were open again."),
    ("arrest", "Commandos captured Ivan Petrov in Riga on Tuesday."),
    ("abduction", "Insurgents captured Ivan Petrov near Bor on Tuesday."),
    ("withdrawal", "Government troops withdrew from Lyman on Tuesday."),
    ("deployment", "The army deployed tanks along the border near Jarablus on Monday."),
    ("ceasefire", "A ceasefire took effect in Taiz on Tuesday."),
    ("prisoner_release", "The rebels freed twelve hostages in Saada on Tuesday."),
    ("protest", "Thousands of protesters marched through Sanaa on Tuesday."),
    ("riot", "Rioters threw stones at police in Kaduna on Tuesday."),
    ("excessive_force", "Police opened fire on a crowd of protesters in Aden on Tuesday."),
    ("strike", "Dock workers went on strike in Callao on Tuesday."),
    ("displacement", "Thousands of residents fled Bakhmut on Tuesday."),
    ("property_destruction", "Militants burned down a school in Chibok on Tuesday."),
    ("defection", "A general defected with forty of his men in Daraa on Tuesday."),
    ("aid", "An aid convoy reached Madaya on Tuesday."),
    ("accusation", "The minister accused the rebels of breaking the truce in Donetsk on Tuesday."),
    ("threat", "The militants threatened to attack the embassy in Nairobi on Tuesday."),
    ("talks", "Foreign ministers held peace talks in Geneva on Tuesday."),
    ("sanction", "The security council imposed sanctions on two generals on Tuesday."),
    ("natural_disaster", "An earthquake shook Gaziantep on Monday, killing nine people."),
    ("accident", "A bus plunged into a ravine near Cusco on Tuesday, killing eleven people."),
    ("weapons_seizure", "Police seized 40 rifles in a barn near Gori on Tuesday."),
    ("agreement", "The government and the rebels signed a peace accord in Juba on Tuesday."),
    ("group_change", "Sixty guerrillas surrendered to the army near Mitu on Tuesday."),
    ("group_change", "The rebel group disbanded in Mitu on Tuesday."),
    ("request", "The president urged the rebels to free the hostages in Mitu on Tuesday."),
    ("rejection", "The militants rejected the government's offer of talks in Mitu on Tuesday."),
    ("support", "Chile and Bolivia restored diplomatic relations on Tuesday."),
    ("cooperation", "Peru extradited a former guerrilla to Spain on Tuesday."),
    ("cooperation", "The Greek and Italian navies held joint exercises off Crete on Tuesday."),
    ("concession", "The government lifted the state of emergency in Lima on Tuesday."),
    ("displacement", "Soldiers evicted 300 families from a camp near Mitu on Tuesday."),
    ("property_destruction", "Bandits stole 200 goats near Maradi on Tuesday."),
    ("protest", "Farmers blocked the motorway near Ghent on Tuesday."),
    ("natural_disaster", "A volcano erupted on an island off Sicily on Tuesday, killing two."),
    ("accident", "A rocket with a satellite blew up on the launch pad at Kourou on Tuesday."),
    ("arrest", "A Dutch frigate captured nine pirates off Bosaso on Tuesday."),
    ("attack_on_civilians", "A man with an axe hacked two people to death in Hof on Tuesday."),
    ("weapons_seizure", "The army found 30 rifles in a cellar near Gori on Tuesday."),
    ("weapons_seizure", "Sappers destroyed 12 landmines beside a road near Gori on Tuesday."),
    ("deployment", "Bolivia put its army on high alert on Tuesday."),
    ("withdrawal", "The peacekeepers handed over their base at Mitu to the army on Tuesday."),
    ("withdrawal", "The withdrawal from Mitu began on Tuesday."),
    ("group_change", "Two rebel factions merged in Mitu on Tuesday."),
    ("group_change", "The guerrillas renamed themselves the People's Guard in Mitu on Tuesday."),
    ("attack_on_civilians", "The wounding of two policemen in Mitu on Tuesday shocked the town."),
    ("displacement", "The authorities evicted 90 families from a slum in Lima on Tuesday."),
    ("displacement", "The advance forced 400 people from their homes near Mitu on Tuesday."),
    ("abduction", "Masked men bundled a lawyer into a car in Mitu on Tuesday."),
    ("property_destruction", "Rebels made off with 30 sacks of flour in Maradi on Tuesday."),
    ("agreement", "Peru and Bolivia initialled a border accord in Cusco on Tuesday."),
    ("support", "Peru voiced strong support for the government in La Paz on Tuesday."),
    ("concession", "Peru's government scrapped the fuel tax on Tuesday after days of protests."),
    ("concession", "Tunisia's president bowed to pressure from protesters on Tuesday."),
    ("concession", "Bolivia restored the internet in La Paz on Tuesday."),
    ("aid", "Norway sent 40 tonnes of medicine to Maradi on Tuesday."),
    ("request", "Peru asked the security council on Tuesday to send troops."),
    ("threat", "Peru threatened on Tuesday to close its border with Bolivia."),
    ("protest", "Protesters gathered in the main square of Lima on Tuesday."),
    ("restriction", "The governor imposed a curfew in Jos on Tuesday."),
    ("restriction", "Martial law was declared in Marawi on Tuesday."),
    ("restriction", "Police banned rallies in Kampala on Tuesday."),
    ("restriction", "The government shut down the internet in Gondar on Tuesday."),
    ("deployment", "The army opened a military base near Kidal on Tuesday."),
    ("deployment", "Ethiopia moved 900 soldiers to the town of Metema on Tuesday."),
    ("accident", "A crane toppled onto a row of houses in Lima on Tuesday."),
]


@pytest.mark.parametrize(("event_type", "text"), SENTENCES)
def test_each_type_is_read_from_a_plain_sentence(event_type: str, text: str) -> None:
    assert event_type in [draft.event_type for draft in counted(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The striker shot wide in the second half of the match against Aleppo.",
        "She died after a long battle with cancer in Lagos.",
        "The opposition attacked the government's tax policy in parliament.",
        "The film was shot in Damascus and opened to mixed reviews.",
        "Shares collapsed in Tokyo as investors fled the market.",
        "He was rushed to hospital in Kyiv after a heart attack.",
        "The company shelled out two million dollars for the firm in London.",
        "The champion beat his rival in a fierce battle for the title in Paris last night.",
        "Doctors in Maiduguri are fighting an outbreak of the disease.",
        "The bomb squad visited a school in Lima to give a talk show.",
        "The county lifted its burn ban around Lubbock on Monday after heavy rain.",
        "A man of the 700 block of Elm Road in Akron won the lottery on Monday.",
        "A fallen tree blocked the road near Ulm for hours on Monday.",
        "The suspect surrendered to police in Akron on Monday.",
        "Fans demanded that the trainer leave the club in Turin on Monday.",
        "The slogan became a rallying cry in Turin.",
        "There was talk of a new stadium in Turin on Monday.",
        "The landlord evicted two tenants over unpaid rent in Akron on Monday.",
        "The firm scrapped its plans for a store in Turin on Monday.",
        "The president spoke to reporters in Turin on Monday.",
        "Volunteers set up a camp for children from Turin on Monday.",
        "Her withdrawal from public life in Turin surprised her fans on Monday.",
        "The company opened its new headquarters in Turin on Monday.",
        "The governor declared a state of emergency in Miami on Monday as the storm neared.",
        "The family moved to Turin on Monday with two soldiers.",
        "Among the dead was a student from Turin.",
        "The senator asked for a glass of water in Turin on Monday.",
        "Family and friends gathered for her birthday in Turin on Monday.",
        "Police found his wallet in a park in Turin on Monday.",
        "The two banks merged in Turin on Monday.",
    ],
)
def test_other_senses_are_no_events(text: str) -> None:
    assert [(draft.event_type, draft.trigger) for draft in drafts(text)] == []


def test_one_sentence_may_hold_two_events() -> None:
    found = counted("The army shelled Douma and raided houses in Harasta on Tuesday.")
    assert {draft.event_type for draft in found} == {"shelling", "raid"}


def test_a_bombing_that_hits_soldiers_is_no_air_strike() -> None:
    (told,) = counted("A bombing in Kabul on Monday killed two police officers.")
    assert told.event_type == "bombing"


@pytest.mark.parametrize(
    "text",
    [
        "The prime minister shot down a proposal for early elections in Sofia on Monday.",
        "The amendment was shot down by the generals' party in Abuja on Monday.",
        "The army chief killed the idea of a joint patrol in Lagos on Monday.",
        "Rebel lawmakers attacked the reform as a sham in Lusaka on Monday.",
        "The minister blasts critics of the police in Nairobi on Monday.",
        "The general assaulted the compromise in a letter in Juba on Monday.",
        "The club fired its trainer in Turin on Monday.",
        "The musical bombed at the box office in Seoul on Monday.",
        "The president hit out at militant clerics in Tunis on Monday.",
        "The police chief came under fire over overtime pay in Accra on Monday.",
        "The general came under attack over his spending in Accra on Monday.",
        "The commander was targeted by critics in Jakarta on Monday.",
        "The rebels struck a bargain with the mayor in Gao on Monday.",
        "Officials planned a raid on the budget in Lima on Monday.",
        "A former soldier wrote of a siege mentality in Belgrade on Monday.",
        "The law was held hostage to party quarrels in Rome on Monday.",
        "The opposition bombarded the minister with questions in Delhi on Monday.",
    ],
)
def test_violence_to_what_has_no_body_is_no_event(text: str) -> None:
    assert [draft.event_type for draft in counted(text)] == []


@pytest.mark.parametrize("thing", ["a drone", "a military helicopter", "two planes"])
def test_what_flies_is_shot_down_for_real(thing: str) -> None:
    found = counted(f"Militants shot down {thing} near Sirte on Monday.")
    assert [draft.event_type for draft in found] == ["armed_clash"]


def test_an_official_who_only_speaks_was_not_attacked() -> None:
    text = "An attack on a mosque in Zamfara on Monday killed nine people, a senior official said."
    assert [draft.event_type for draft in counted(text)] == ["attack_on_civilians"]


@pytest.mark.parametrize(
    "text",
    [
        "The minister is fighting for her political life in London.",
        "Doctors are fighting to save the lives of three children in Leeds.",
    ],
)
def test_who_is_fighting_for_a_life_is_in_no_clash(text: str) -> None:
    assert counted(text) == []


def test_fighting_sides_clash_whether_by_noun_or_verb() -> None:
    for text in (
        "Fighting was going on in Sirte on Monday.",
        "Rebels are fighting government troops in Sirte.",
    ):
        assert [draft.event_type for draft in counted(text)] == ["armed_clash"]


def test_who_was_flooded_before_is_no_flood() -> None:
    assert counted("Flood victims waited for news in Islamabad on Monday.") == []


def test_a_bomb_that_is_made_safe_has_not_gone_off() -> None:
    found = counted("Engineers defused a car bomb in Tuzla on Monday.")
    assert [draft.event_type for draft in found] == ["weapons_seizure"]
