"""Real Kafka and Elasticsearch as plain processes on one machine."""
