"""The values that passes hand on: sentences, mentions in them, event candidates.

In: nothing; these are types. Out: every other room of extraction builds on them.
"""
