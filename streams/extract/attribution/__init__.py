"""Who says it, and in which stance.

In: sentences with names. Out: claims with source, relay, verb and stance.
"""
