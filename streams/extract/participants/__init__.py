"""Who did it, and to whom.

In: triggers and casualty mentions. Out: actors with role, sector and country.

``arguments`` finds the words that have a role, ``parties`` the noun phrases that name a side,
``antecedents`` what "they" and "the group" refer to, ``responsibility`` who is blamed for a deed or
claims it; ``actors`` puts them together. ``quantities`` and ``weights`` read what is counted
besides casualties.
"""
