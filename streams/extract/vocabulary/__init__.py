"""Words, names and word forms that several folders know.

In: rule tables. Out: word sets, phrase matching, inflection, known names.
"""
