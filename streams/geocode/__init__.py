"""Toponyms to gazetteer entries.

In: extractions. Out: located mentions, by blocking region.
"""
