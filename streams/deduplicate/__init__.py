"""Mentions to events: one event per real happening.

In: located mentions of one block. Out: every event that they change.

Where to look: "two events were merged that are not one" is decided in ``score`` (guards, then the
model), "an event has the wrong toll, place or date" in ``fuse``, and "a mention never found its
event" in ``candidates``.
"""
