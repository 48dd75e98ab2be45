"""One event out of many mentions.

In: the mentions of an event. Out: its type, place, dates, figures and sources.
"""
