"""Tests of the extraction stage."""
