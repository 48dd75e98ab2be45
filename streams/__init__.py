"""Dateline: raw news articles in, located and deduplicated events out."""

__version__ = "0.1.0"
