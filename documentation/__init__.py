"""The documentation site: reference pages that are made from the code, and their checks.

In: settings, metrics, topics, records, commands, rule tables. Out: Markdown pages for MkDocs.
"""
