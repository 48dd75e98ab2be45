"""The gazetteer file: built once from its sources, then only read.

In: GeoNames and our own tables. Out: entries by name.
"""
