"""The values that passes hand on: sentences, mentions in them, event candidates.

In: nothing; these are types. Out: every other folder of extraction builds on them.
"""
