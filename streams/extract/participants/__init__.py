"""Who did it, and to whom.

In: triggers and casualty mentions. Out: actors with role, sector and country.
"""
