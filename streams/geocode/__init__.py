"""Toponyms to gazetteer entries: drafts become located mentions."""
