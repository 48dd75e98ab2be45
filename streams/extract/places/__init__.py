"""Which names are places, and which of them an event belongs to.

In: names and triggers. Out: toponym mentions, and links from events to them.
"""
