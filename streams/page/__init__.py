"""The built-in web page for analysts.

Addresses that a browser asks for enter; HTML of events and their sources leaves.
"""
