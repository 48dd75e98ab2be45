"""Mentions to events: one event per real happening.

In: located mentions of one block. Out: every event that they change.
"""
