"""News feeds, followed politely.

In: a list of addresses. Out: the bytes of an article for each new item.
"""
