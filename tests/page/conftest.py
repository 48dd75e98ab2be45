"""The search's fixtures: a real server with this test's own records."""

from tests.search.conftest import client, put

__all__ = ["client", "put"]
