// Send an article to Kafka with Node: npm install kafkajs && node publish.mjs
import { Kafka } from "kafkajs";

const brokers = (process.env.DATELINE_KAFKA_BOOTSTRAP_SERVERS ?? "127.0.0.1:9092").split(",");
const topic = (process.env.DATELINE_TOPIC_PREFIX ?? "dateline.") + "articles";
const article = {
  article_id: "example-node",
  publisher: "daily.example",
  published_at: "2024-05-12T18:40:00+03:00",
  text: "Artillery shells struck a market in Kharkiv on Sunday, killing two, police said.",
};
const producer = new Kafka({ clientId: "example", brokers }).producer();
await producer.connect();
await producer.send({ topic, acks: -1, messages: [{ key: article.article_id, value: JSON.stringify(article) }] });
await producer.disconnect();
