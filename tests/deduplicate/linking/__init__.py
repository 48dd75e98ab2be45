"""Tests of how events of different blocks meet."""
