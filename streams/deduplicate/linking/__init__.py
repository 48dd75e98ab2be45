"""How events of different blocks meet.

In: events of one block. Out: offers under their rarest words and names; and, where two offers of
different blocks tell one happening, the order to merge the later event into the earlier one.
"""
