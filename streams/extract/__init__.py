"""One article to mention drafts.

In: articles. Out: extractions, which hold drafts of mentions and the toponyms around them.
"""
