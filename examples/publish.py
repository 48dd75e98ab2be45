"""Send an article to Kafka with kafka-python: pip install kafka-python."""

import json
import os

from kafka import KafkaProducer

servers = os.environ.get("DATELINE_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092").split(",")
topic = os.environ.get("DATELINE_TOPIC_PREFIX", "dateline.") + "articles"
article = {
    "article_id": "example-1",
    "publisher": "daily.example",
    "published_at": "2024-05-12T18:40:00+03:00",
    "text": "Artillery shells struck a market in Kharkiv on Sunday, killing two, police said.",
}
producer = KafkaProducer(bootstrap_servers=servers, acks="all")
producer.send(topic, key=article["article_id"].encode(), value=json.dumps(article).encode())
producer.flush()
