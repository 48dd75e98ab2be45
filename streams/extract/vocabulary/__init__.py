"""Words, names and word forms that several rooms know.

In: rule tables. Out: word sets, phrase matching, inflection, known names.
"""
