"""Sentences to dependency parses, and who does what to whom in them.

In: sentences. Out: parses, frames.
"""
