"""Gold spans as toponyms: with the context that extraction read around the same name."""

from collections.abc import Sequence

from evaluation.geoparsing.gold import GoldName
from evaluation.sources import overlap
from schemas import Toponym


def gold_toponyms(gold: Sequence[GoldName], found: Sequence[Toponym]) -> list[Toponym]:
    """Return a toponym for each gold name, in their order.

    Cue, feature, container and metonymy are those of the found toponym that overlaps it, so that
    resolution has what it would have had, had all spans been found.
    """
    twins = [_twin(name, found) for name in gold]
    back = {twin: at for at, twin in enumerate(twins) if twin is not None}
    return [
        _toponym(name, found, None if twin is None else found[twin], back)
        for name, twin in zip(gold, twins, strict=True)
    ]


def _twin(name: GoldName, found: Sequence[Toponym]) -> int | None:
    span = (name.start, name.end)
    same = (at for at, one in enumerate(found) if overlap(span, (one.char_start, one.char_end)))
    return next(same, None)


def _toponym(
    name: GoldName, found: Sequence[Toponym], twin: Toponym | None, back: dict[int, int]
) -> Toponym:
    around: dict[str, object] = {
        "cue": None,
        "within": None,
        "feature_hint": None,
        "metonym": False,
    }
    if twin is not None:
        within = None if twin.within is None else back.get(twin.within)
        around = {"cue": twin.cue, "within": within, "feature_hint": twin.feature_hint}
        around["metonym"] = twin.metonym
    return Toponym.model_validate(
        {
            "char_start": name.start,
            "char_end": name.end,
            "name": " ".join(name.phrase.split()),
            "sentence": twin.sentence if twin else _sentence(name.start, found),
            **around,
        }
    )


def _sentence(start: int, found: Sequence[Toponym]) -> int:
    """Return the sentence of the last toponym before a position: the best that is known of it."""
    return max((one.sentence for one in found if one.char_start <= start), default=0)
