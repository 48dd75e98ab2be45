"""Scores against labelled data."""
