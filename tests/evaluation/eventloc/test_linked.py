from collections.abc import Sequence

from evaluation.eventloc.score import linked_places
from schemas import Extraction, MentionDraft, Toponym
from schemas.extraction import PlaceLink
from schemas.mention import MentionCore
from tests.evaluation.make import mention

TEXT = "Shells fell on Erbil and guards in Kirkuk said that troops left Mosul."


def draft(trigger: str, *links: int) -> MentionDraft:
    core = mention(TEXT, TEXT, trigger)
    fields = {name: getattr(core, name) for name in MentionCore.model_fields}
    found = tuple(PlaceLink(toponym=at, score=0.5, inherited=False) for at in links)
    return MentionDraft.model_validate({**fields, "place_links": found})


def extraction(drafts: Sequence[MentionDraft], *, metonym: bool = False) -> Extraction:
    names = ("Erbil", "Kirkuk", "Mosul")
    toponyms = tuple(
        Toponym(
            char_start=TEXT.index(name),
            char_end=TEXT.index(name) + len(name),
            name=name,
            sentence=0,
            metonym=metonym and name == "Erbil",
        )
        for name in names
    )
    return Extraction(
        article_id="a1",
        article_version=1,
        withdrawn=False,
        publisher=None,
        toponyms=toponyms,
        drafts=tuple(drafts),
    )


def linked(
    drafts: Sequence[MentionDraft], verb: str, *, metonym: bool = False
) -> tuple[list[str], str]:
    start = TEXT.index(verb)
    found = linked_places(extraction(drafts, metonym=metonym), (start, start + len(verb)))
    return [TEXT[slice(*span)] for span in found.places], found.asked


def test_each_draft_at_the_verb_gives_its_best_place() -> None:
    drafts = [draft("fell", 0, 1), draft("fell", 1), draft("left", 2)]
    assert linked(drafts, "fell") == (["Erbil", "Kirkuk"], "at the verb")


def test_the_nearest_trigger_stands_for_a_verb_that_is_none() -> None:
    assert linked([draft("fell", 0), draft("left", 2)], "said") == (["Mosul"], "elsewhere")


def test_without_an_event_nothing_is_linked() -> None:
    assert linked([], "fell") == ([], "nowhere")


def test_a_metonym_is_passed_over() -> None:
    assert linked([draft("fell", 0, 1)], "fell", metonym=True) == (["Kirkuk"], "at the verb")
