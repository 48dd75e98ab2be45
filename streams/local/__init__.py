"""Install and run Kafka and Elasticsearch as ordinary processes on one machine.

``dateline local``, the demo and the tests start them. In comes a home folder; out come the
addresses of running servers. Several homes can run beside each other on one machine.
"""
