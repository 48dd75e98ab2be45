"""Which words are names, and of what: places, persons, organisations, peoples.

In: sentences. Out: names, and text in capitals as prose.
"""
