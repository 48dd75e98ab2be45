"""Events for other tools.

Events enter; files in several formats and column sets leave.
"""
