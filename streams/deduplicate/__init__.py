"""Mentions to events: one event per real happening."""
