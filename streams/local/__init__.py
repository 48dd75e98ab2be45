"""Install and run Kafka and Elasticsearch as ordinary processes on one machine.

Used by ``dateline local``, the demo and the tests. In: a home folder. Out: the addresses of the
running servers. Several homes can run side by side on one machine.
"""
