"""The gazetteer file: built once from its sources, then only read.

In: GeoNames and our own tables (``sources``, ``assembly``, ``dump``). Out: entries by name
(``reader``). A place that is missing or has the wrong class is decided here.
"""
