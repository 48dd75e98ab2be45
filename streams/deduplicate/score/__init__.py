"""Whether two profiles are one happening.

In: profiles. Out: vetoes, scores and their reasons.
"""
