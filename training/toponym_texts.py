"""Texts whose place names somebody has placed, and which candidates are right."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evaluation.geoparsing.evaluate import FOLDS, fold_of
from evaluation.geoparsing.gold import GoldName, GoldText, gold_toponyms, read_texts
from evaluation.geoparsing.score import is_right
from evaluation.gunviolence.gold import Incident, part_of, read_folder
from evaluation.gunviolence.score import NEAR_KM
from evaluation.sources import overlap
from evaluation.system import GazetteerPoint
from schemas import Article, Toponym
from streams.extract.core import Extractor
from streams.geocode.gazetteer.entry import Entry
from streams.geocode.gazetteer.name_keys import key_of
from streams.geocode.gazetteer.reader import Gazetteer
from streams.geocode.resolve.containers import with_divisions
from streams.geocode.resolve.group import NameGroup
from streams.geocode.resolve.model import Features, ToponymModel
from streams.geocode.resolve.resolver import Sense, senses_of
from streams.geodesy import great_circle_km

GUN_VIOLENCE = "gun violence"
NTH_INCIDENT = 4
"""Only every so many articles on gun violence teach: each tells of one city only."""


@dataclass(frozen=True)
class Text:
    """A text with the names that extraction found in it, and what is known of their places.

    ``gold`` are names that annotators placed; of an article on an ``incident`` only the city of
    that is known. ``fold`` is None where a text only teaches and is never measured on.
    """

    corpus: str
    fold: int | None
    publisher: str
    toponyms: tuple[Toponym, ...]
    gold: tuple[GoldName, ...] = ()
    given: tuple[Toponym, ...] = ()
    incident: Incident | None = None


@dataclass(frozen=True)
class Row:
    """A candidate of a name: its features, and whether it is right."""

    corpus: str
    features: Features
    probability: float
    right: bool


def read_all(shared: Path) -> list[Text]:
    """Read LGL and TR-News with their folds, and the news on gun violence of before 2015."""
    extractor = Extractor()
    texts = []
    for path in sorted((shared / "benchmarks" / "geoparsing").glob("*.xml")):
        whole = read_texts(path)
        for number, part in enumerate(FOLDS):
            texts += [_placed(path.stem, number, text, extractor) for text in fold_of(whole, part)]
    reports = part_of(read_folder(shared / "benchmarks" / "gunviolence"), "dev")
    for one in reports[::NTH_INCIDENT]:
        toponyms = _found(one.article, extractor)
        article = one.article
        texts.append(Text(GUN_VIOLENCE, None, article.publisher, toponyms, incident=one.incident))
    return texts


def _found(article: Article, extractor: Extractor) -> tuple[Toponym, ...]:
    return extractor.extract(article).toponyms


def _placed(corpus: str, fold: int, text: GoldText, extractor: Extractor) -> Text:
    toponyms = _found(text.article, extractor)
    given = tuple(gold_toponyms(text.names, toponyms))
    return Text(corpus, fold, text.article.publisher, toponyms, text.names, given)


def rows_of(text: Text, gazetteer: Gazetteer, model: ToponymModel) -> Iterator[list[Row]]:
    """Yield the candidates of each name, best first, with their features under a model."""
    toponyms = with_divisions(gazetteer, text.toponyms)
    home = gazetteer.home_of(text.publisher)
    senses, _ = senses_of(gazetteer, toponyms, home, model)
    for sense in senses:
        rows = _rows(text, sense)
        if rows:
            yield rows


def _rows(text: Text, sense: Sense) -> list[Row]:
    rows = []
    for candidate in sense.candidates:
        right = _is_right(text, sense.group, candidate.match.entry)
        if right is not None:
            features = {**candidate.own, **candidate.context}
            rows.append(Row(text.corpus, features, candidate.probability, right))
    return rows


def _is_right(text: Text, group: NameGroup, entry: Entry) -> bool | None:
    """Return whether an entry is what a group means; None where nobody has said it."""
    if text.incident is not None:
        return _is_city_of(text.incident, group, entry)
    judged = [_judgement(text, text.toponyms[number], entry) for number in group.members]
    known = [one for one in judged if one is not None]
    return 2 * sum(known) > len(known) if known else None


def _judgement(text: Text, toponym: Toponym, entry: Entry) -> bool | None:
    if toponym.char_start == toponym.char_end:
        return None
    span = (toponym.char_start, toponym.char_end)
    names = [name for name in text.gold if overlap(span, (name.start, name.end))]
    placed = [name.place for name in names if name.place is not None]
    if names and not placed:
        return None
    return any(is_right(place, gazetteer_point(entry)) for place in placed)


def _is_city_of(incident: Incident, group: NameGroup, entry: Entry) -> bool | None:
    names = {key_of(name) for name in incident.city_names}
    if key_of(group.name) not in names or not group.members:
        return None
    if entry.feature_class not in ("city", "district"):
        return False
    if key_of(entry.admin1 or "") == key_of(incident.state):
        return True
    if incident.latlon is None:
        return False
    return great_circle_km(*incident.latlon, entry.lat, entry.lon) <= NEAR_KM


def gazetteer_point(entry: Entry) -> GazetteerPoint:
    """Return an entry as scorers take it."""
    return GazetteerPoint(
        entry.id, entry.name, entry.feature_class, entry.country, entry.lat, entry.lon
    )
