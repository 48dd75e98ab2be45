"""When an event happened.

In: sentences and the publication day. Out: time expressions, and the date of each event.
"""
