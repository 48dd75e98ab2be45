"""Who did it, and to whom.

In: triggers and casualty mentions. Out: actors with role, sector and country.

``arguments`` finds the words that have a role, ``parties`` the noun phrases that name a side,
``antecedents`` what "they" and "the group" refer to; ``actors`` puts them together.
"""
