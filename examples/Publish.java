// Send an article to Kafka: java -cp 'LIBS/*' Publish.java, with kafka-clients and slf4j-api in LIBS.
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

class Publish {
    public static void main(String[] arguments) throws Exception {
        var environment = System.getenv();
        var servers = environment.getOrDefault("DATELINE_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092");
        var topic = environment.getOrDefault("DATELINE_TOPIC_PREFIX", "dateline.") + "articles";
        var article = """
            {"article_id": "example-java", "publisher": "daily.example", "published_at": "2024-05-12T18:40:00+03:00",
             "text": "Artillery shells struck a market in Kharkiv on Sunday, killing two, police said."}""";
        Map<String, Object> settings = Map.of("bootstrap.servers", servers, "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "example-java", article)).get();
        }
    }
}
