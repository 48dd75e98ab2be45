"""An article read from top to bottom: the passes in their order.

In: sentences. Out: event candidates, and from them mention drafts.
"""
