"""Write records to Elasticsearch.

In come the records of every topic: articles, extractions, mentions, events, windows of activity
and alerts. Out go versioned bulk writes, so that a repeated or late message never overwrites a
newer document. Templates, indices and migrations are kept here too.
"""
