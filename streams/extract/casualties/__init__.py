"""How many were killed, injured, detained or displaced, and who.

In: sentences with names. Out: casualty mentions, reconciled over an article.
"""
