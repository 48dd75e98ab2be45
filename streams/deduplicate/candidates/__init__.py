"""Which open events a mention may belong to.

In: mentions. Out: profiles, and the keys under which events are found.
"""
