"""Whether two profiles are one happening.

In: profiles. Out: vetoes (``guards``), scores (``model``), ranked matches and their reasons.
"""
