"""Articles of which somebody has told where their events were, and which options are right.

The development parts of three sets: gun violence (the city of the incident), ECB+ (the place of the
seminal event) and MUC-4 (the location of the template that an event was paired with).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from evaluation.data import rows
from evaluation.ecbplus import gold as ecbplus
from evaluation.gunviolence import gold as gunviolence
from evaluation.gunviolence.score import city_right
from evaluation.muc4.align import align
from evaluation.muc4.answer import Answer, answers_of, country_name
from evaluation.muc4.evaluate import read_folder as read_muc4
from evaluation.muc4.slots import place_credit
from evaluation.muc4.template import Template
from evaluation.system import Installed
from schemas import Article, Extraction, MentionDraft
from streams.geocode.gazetteer.name_keys import key_of
from streams.geocode.place.options import StoryOptions

DAY = timedelta(days=1)
HALF = 0.5
"""Weight of an event of which only the country can be right."""
MUC4_NTH = 4
"""Every so many documents of MUC-4: the others tell of the same countries."""

Rightness = Callable[[StoryOptions, int], float]
"""How right (0-1) an option of a story is, by its number."""


@dataclass(frozen=True)
class PlacedDraft:
    """A draft of an article, with how right each option is and how much the draft weighs."""

    draft: MentionDraft
    right: Rightness
    weight: float = 1.0


@dataclass(frozen=True)
class PlacedArticle:
    """The extraction of an article, and its drafts whose place is known."""

    corpus: str
    extraction: Extraction
    placed: tuple[PlacedDraft, ...]


def read_all(shared: Path, system: Installed) -> Iterator[PlacedArticle]:
    """Yield the articles of all three sets that have a draft with a known place.

    Raises:
        UsageError: if a file is missing or damaged.
    """
    benchmarks = shared / "benchmarks"
    found = [
        *_gun_violence(benchmarks / "gunviolence", system),
        *_ecbplus(benchmarks / "ecbplus", system),
        *_muc4(benchmarks / "muc4" / "dev", system),
    ]
    yield from (one for one in found if one.placed)


def _gun_violence(folder: Path, system: Installed) -> Iterator[PlacedArticle]:
    types = {row[0] for row in rows("incident_types.tsv")}
    for one in gunviolence.part_of(gunviolence.read_folder(folder), "dev"):
        incident = one.incident
        if not incident.has_city:
            continue
        extraction = system.extract(one.article)

        def right(story: StoryOptions, at: int, incident: gunviolence.Incident = incident) -> float:
            return float(city_right(incident, story.option(at).place))

        drafts = [
            draft
            for draft in extraction.drafts
            if draft.counts and draft.event_type in types and _is_of_day(draft, incident)
        ]
        yield _placed("gunviolence", extraction, drafts, right)


def _is_of_day(draft: MentionDraft, incident: gunviolence.Incident) -> bool:
    first = draft.date_start or draft.date_end
    told = first - DAY <= incident.date <= draft.date_end + DAY
    return told or draft.date_basis == "publication"


def _ecbplus(folder: Path, system: Installed) -> Iterator[PlacedArticle]:
    for one in ecbplus.read_folder(folder, "dev"):
        extraction = system.extract(one.article)

        def right(story: StoryOptions, at: int, one: ecbplus.SeminalReport = one) -> float:
            return float(one.event.placed_rightly(story.option(at).place))

        types = one.event.types or ()
        drafts = [d for d in extraction.drafts if d.counts and d.event_type in types]
        yield _placed("ecbplus", extraction, drafts, right)


def _muc4(folder: Path, system: Installed) -> Iterator[PlacedArticle]:
    for article, templates in read_muc4(folder)[::MUC4_NTH]:
        extraction = system.extract(article)
        placed: list[PlacedDraft] = []
        for template, starts in _paired(article, templates, system):

            def right(story: StoryOptions, at: int, template: Template = template) -> float:
                return _location_credit(template, story, at)

            drafts = [d for d in extraction.drafts if d.counts and d.char_start in starts]
            placed += _placed("muc4", extraction, drafts, right).placed
        yield PlacedArticle("muc4", extraction, tuple(placed))


def _paired(
    article: Article, templates: Sequence[Template], system: Installed
) -> Iterator[tuple[Template, set[int]]]:
    """Yield templates with a place, and where the sentences of the event of each start."""
    events = list(system.run([article]).events)
    by_answer = [(answer, event) for event in events for answer in answers_of([event])]
    for template, answer in align(templates, [answer for answer, _ in by_answer]).pairs:
        event = next(event for one, event in by_answer if one is answer)
        if template.places:
            yield template, {item.char_start for item in event.evidence}


def _location_credit(template: Template, story: StoryOptions, at: int) -> float:
    """Return the credit of an option by all names that the article has for it."""
    option = story.option(at)
    names = {key_of(story.toponym(number).name) for number in option.toponyms}
    place = option.place
    if place is None:
        finest = [path[-1] for path in template.places if len(path) > 1]
        return float(any(names & {key_of(name) for name in level} for level in finest))
    answer = Answer(
        type="",
        when=(None, date.max),
        country=country_name(place.country),
        finest=frozenset(names | {key_of(place.name)}),
        coarse=place.feature_class == "country",
        perpetrators=(),
        targets=(),
        told="",
    )
    return place_credit(template.places, answer)


def _placed(
    corpus: str,
    extraction: Extraction,
    drafts: Sequence[MentionDraft],
    right: Rightness,
) -> PlacedArticle:
    """Return an article whose drafts together weigh little more than one: they are one story."""
    each = 1.0 / max(1, len(drafts)) ** 0.5
    placed = tuple(PlacedDraft(draft, right, each) for draft in drafts)
    return PlacedArticle(corpus, extraction, placed)
