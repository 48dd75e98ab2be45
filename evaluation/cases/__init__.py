"""Small inputs, each with what a careful reader of the news would say: ``cases.jsonl``.

In: a file of cases. Out: which pass, by kind, cases and controls apart.
"""
