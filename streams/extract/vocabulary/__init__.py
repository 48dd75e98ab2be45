"""Words, names and word forms that several rooms know.

In: rule tables. Out: phrase matching, inflection, known names.
"""
