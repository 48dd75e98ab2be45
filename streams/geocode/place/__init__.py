"""Which of its linked places a mention gets, and how precise that is.

In: drafts and resolved toponyms. Out: places of mentions.
"""
