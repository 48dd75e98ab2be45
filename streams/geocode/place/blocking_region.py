"""Where mentions meet that no place of their own puts under a division."""

from collections import Counter
from collections.abc import Sequence

from schemas import Place


def region_of(places: Sequence[Place | None], outlet: Place | None) -> str | None:
    """Return the country and admin-1 that most places of an article lie in.

    Among equals the one named first. An article that names no division is of the outlet's city,
    if that is known; else nothing can be said.
    """
    named = [place.admin1_code for place in places if place is not None and place.admin1_code]
    if named:
        counts = Counter(named)
        return max(named, key=lambda code: (counts[code], -named.index(code)))
    return outlet.admin1_code if outlet is not None else None


def meeting_region(place: Place | None, region: str | None) -> str | None:
    """Return the article's region for a mention that meets there, None for one with a division.

    A place that is a whole country meets in the region only if that lies in it.
    """
    if region is None or (place is not None and place.admin1_code is not None):
        return None
    if place is not None and place.country != region.partition(".")[0]:
        return None
    return region
