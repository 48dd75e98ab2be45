"""What is stored of a block, and how one message changes it.

In: records in a keyed store. Out: committed changes.
"""
