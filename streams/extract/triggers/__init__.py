"""Which words name an event, and of which type.

In: parsed sentences with names. Out: triggers and decisions on their type.
"""
