"""Queries over the indices."""
