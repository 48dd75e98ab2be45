"""Write records to Elasticsearch.

Reads the records of every topic (articles, extractions, mentions, events, windows of activity and
alerts) and writes them in bulk with versions, so that a repeated or late message never overwrites
a newer document. Also manages templates, indices and migrations.
"""
