"""One event out of many mentions.

In: the mentions of an event. Out: its type, place and actors (``choice``), its casualties
(``figures``), and the event itself (``fusion``).
"""
