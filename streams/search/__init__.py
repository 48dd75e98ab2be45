"""Search in the indices.

In: queries, and user input for them. Out: events, alerts, and text for a terminal.
"""
