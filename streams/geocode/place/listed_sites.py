"""The sites of a list, "shelled X, Y and Z": which of its names are places of their own.

Extraction makes one draft for each name of a list that an event is at, and only the first has the
figures. Names that the gazetteer lacks may be two streets that cross, two halves of the name of a
clinic, or two victims. Such a name is no site of its own: the event is told once, where the other
names or the story put it.
"""

from collections.abc import Sequence

from schemas import MentionDraft
from schemas.mention import stated_by
from streams.geocode.place.options import StoryOptions, is_listed

FACILITY = "facility"
"""The hint of streets, clinics, schools: those that the gazetteer lacks lie in a place of it."""

_Told = tuple[int, int, str]
"""Where the words that tell an event are: its span, and the text or the title."""


def only_known_sites(drafts: Sequence[MentionDraft], story: StoryOptions) -> list[MentionDraft]:
    """Return the drafts without those of a list that are nowhere, or where another one is.

    If the first of a list goes, the next has its figures. The only one that stays may be at any
    place of the story.
    """
    lists: dict[_Told, list[MentionDraft]] = {}
    for draft in drafts:
        if is_listed(draft):
            lists.setdefault(_told(draft), []).append(draft)
    changed = {
        id(draft): kept
        for members in lists.values()
        if len(members) > 1
        for draft, kept in _known(members, story)
    }
    found = (changed.get(id(draft), draft) for draft in drafts)
    return [draft for draft in found if draft is not None]


def _known(
    members: Sequence[MentionDraft], story: StoryOptions
) -> list[tuple[MentionDraft, MentionDraft | None]]:
    """Return each draft of a list with what becomes of it; None where it goes."""
    first = members[0]
    sites: dict[str, MentionDraft] = {}
    for draft in members:
        site = _site(draft, story)
        if site is not None:
            sites.setdefault(site, draft)
    known = list(sites.values()) or [first]
    kept = {id(draft): draft for draft in known}
    leader = known[0] if known[0] is first else _with_figures_of(first, known[0])
    kept[id(known[0])] = leader if len(known) > 1 else _not_listed(leader)
    return [(draft, kept.get(id(draft))) for draft in members]


def _site(draft: MentionDraft, story: StoryOptions) -> str | None:
    """Return where a draft of a list is: the place, else the name, None for an unknown street.

    Two streets or buildings that the gazetteer lacks are located by what they lie in, and so are
    one site if that is one place.
    """
    option = next(iter(story.options(draft)), None)
    if option is None:
        return None
    if option.place is not None:
        return option.place.gazetteer_id
    name = story.toponym(option.toponyms[0])
    return None if name.feature_hint == FACILITY else name.name


def _not_listed(draft: MentionDraft) -> MentionDraft:
    links = tuple(link.model_copy(update={"basis": "sentence"}) for link in draft.place_links)
    return draft.model_copy(update={"place_links": links})


def _with_figures_of(first: MentionDraft, other: MentionDraft) -> MentionDraft:
    """Return a draft with the figures of another one, as its own."""
    figures = {
        "casualties": stated_by(first.casualties, other.mention_id),
        "quantities": stated_by(first.quantities, other.mention_id),
    }
    return other.model_copy(update=figures)


def _told(draft: MentionDraft) -> _Told:
    return draft.trigger_start, draft.trigger_end, draft.quoted_from
