"""Geoparsing: names of places in texts against spans and coordinates."""
