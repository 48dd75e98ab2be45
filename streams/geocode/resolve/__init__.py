"""Which gazetteer entry each name of an article means.

In: toponyms and their candidates. Out: a ranked sense for each name.
"""
