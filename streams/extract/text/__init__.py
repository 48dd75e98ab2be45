"""The characters of an article to sentences of words.

In: the stored text. Out: sentences whose words know where they stand in it.
"""
