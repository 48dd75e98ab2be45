"""Raw input to articles.

In: bytes of producers and files. Out: articles in plain text, published to Kafka.
"""
