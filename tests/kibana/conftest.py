"""The indices of the search tests, for the queries behind panels."""

from tests.search.conftest import client, put

__all__ = ["client", "put"]
