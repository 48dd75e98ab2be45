"""The places that a search can be near to: the gazetteer, opened when it is first asked."""

import logging
from threading import Lock

from streams.geocode.gazetteer.build import open_gazetteer
from streams.geocode.gazetteer.entry import Entry
from streams.geocode.gazetteer.reader import Gazetteer
from streams.settings import Settings

logger = logging.getLogger(__name__)


class Places:
    """Looks names up, from any thread, one at a time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._gazetteer: Gazetteer | None = None

    def lookup(self, name: str) -> list[Entry]:
        """Return what a name may mean, the likeliest first.

        Raises:
            ConfigurationError: if the gazetteer is missing or damaged.
        """
        with self._lock:
            if self._gazetteer is None:
                self._gazetteer = open_gazetteer(self._settings, logger.info)
            return self._gazetteer.lookup(name)
