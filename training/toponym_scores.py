"""How good a model is on texts that it has not seen."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from evaluation.geoparsing.score import ScoredSpan, country_right, end_to_end, is_right
from evaluation.measures import Counts, calibration_error, share, total
from evaluation.system import GazetteerPoint, gazetteer_point
from schemas import Place
from streams.geocode.core import Geocoder
from streams.geocode.gazetteer.reader import Gazetteer
from streams.geocode.resolve.model import ToponymModel
from training.toponym_texts import Text, rows_of


class Judged(NamedTuple):
    """The best candidate of a name: its probability, whether it is right, whether one could be."""

    probability: float
    right: bool
    wanted: bool


Held = Sequence[tuple[Text, ToponymModel]]


def judged_of(text: Text, gazetteer: Gazetteer, model: ToponymModel) -> Iterator[Judged]:
    """Yield the best candidate of each found name that somebody has judged."""
    for rows in rows_of(text, gazetteer, model):
        yield Judged(rows[0].probability, rows[0].right, any(row.right for row in rows))


def figures(held: Held, gazetteer: Gazetteer) -> dict[str, dict[str, float]]:
    """Return the scores of each corpus, every text with the model that did not learn on it."""
    corpora = sorted({text.corpus for text, _ in held})
    scores = {
        name: _figures([one for one in held if one[0].corpus == name], gazetteer)
        for name in corpora
    }
    scores["all"] = {"calibration error": round(calibration_error(confidences(held, gazetteer)), 3)}
    return scores


def _figures(held: Held, gazetteer: Gazetteer) -> dict[str, float]:
    counts = total(_end_to_end(text, gazetteer, model) for text, model in held)
    judged = [one for text, model in held for one in _given(text, gazetteer, model)]
    return {
        "precision": round(counts.precision, 3),
        "recall": round(counts.recall, 3),
        "f1": round(counts.f1, 3),
        "accuracy": round(share(sum(right for right, _ in judged), len(judged)), 3),
        "country": round(share(sum(country for _, country in judged), len(judged)), 3),
    }


def _end_to_end(text: Text, gazetteer: Gazetteer, model: ToponymModel) -> Counts:
    places = _resolve(text, gazetteer, model)
    found = [
        ScoredSpan(one.char_start, one.char_end, one.name, _spot(place))
        for one, place in zip(text.toponyms, places, strict=True)
    ]
    return end_to_end(text.gold, found).counts


def _resolve(text: Text, gazetteer: Gazetteer, model: ToponymModel) -> list[Place | None]:
    home = gazetteer.home_of(text.publisher)
    return Geocoder(gazetteer, model).resolve(text.toponyms, home)


def _spot(place: Place | None) -> GazetteerPoint | None:
    return gazetteer_point(place) if place else None


def _given(text: Text, gazetteer: Gazetteer, model: ToponymModel) -> Iterator[tuple[bool, bool]]:
    home = gazetteer.home_of(text.publisher)
    places = Geocoder(gazetteer, model).resolve(text.given, home, given=True)
    for name, place in zip(text.gold, places, strict=True):
        if name.place is not None:
            spot = _spot(place)
            yield spot is not None and is_right(name.place, spot), country_right(name.place, spot)


def confidences(held: Held, gazetteer: Gazetteer) -> list[tuple[float, bool]]:
    """Return the confidence of each place that was given end to end, and whether it is right."""
    pairs = []
    for text, model in held:
        places = _resolve(text, gazetteer, model)
        for toponym, place in zip(text.toponyms, places, strict=True):
            if place is None or toponym.char_start == toponym.char_end:
                continue
            golds = [
                name.place
                for name in text.gold
                if name.start < toponym.char_end and toponym.char_start < name.end
            ]
            if golds and all(gold is None for gold in golds):
                continue
            spot = gazetteer_point(place)
            pairs.append((place.confidence, any(g and is_right(g, spot) for g in golds)))
    return pairs
