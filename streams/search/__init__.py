"""Searches in the indices.

Queries and what people type for them enter; events, alerts and texts for a terminal leave.
"""
