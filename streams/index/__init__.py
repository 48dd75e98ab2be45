"""Records to Elasticsearch documents."""
