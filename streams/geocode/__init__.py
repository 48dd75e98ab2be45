"""Toponyms to gazetteer entries.

In: extractions. Out: located mentions, by blocking region. ``gazetteer`` looks names up,
``resolve`` chooses among the candidates of a name, ``place`` puts each mention somewhere.
"""
