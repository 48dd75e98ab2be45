"""Time expressions: lexer, grammar and resolvers give words TIMEX3 types and values, and days.

In: the words of a sentence and the times mentioned before it. Out: expressions, left to right.
"""
