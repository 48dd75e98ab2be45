"""kafka-python clients with Dateline's settings, for commands; workers use those of Faust."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from kafka import KafkaConsumer, KafkaProducer
from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError

from streams.errors import ServerError
from streams.runtime.kafka_security import client_options
from streams.runtime.topics import MAX_MESSAGE_BYTES
from streams.settings import Settings

LINGER_MS = 20
"""How long to wait for a batch to fill; the default of 0 sends each message on its own."""
LARGEST_FETCHED = 4
"""Messages of the largest size in one answer of a broker: bounds memory."""


@contextmanager
def kafka_errors(settings: Settings) -> Iterator[None]:
    """Convert errors of kafka-python into a ``ServerError``.

    Raises:
        ServerError: if Kafka does not answer; the message names the brokers and what to do.
    """
    try:
        yield
    except KafkaError as error:
        msg = (
            f"Kafka does not answer at {settings.kafka_bootstrap_servers} ({error}). Start it "
            "with `dateline local up`, or set DATELINE_KAFKA_BOOTSTRAP_SERVERS."
        )
        raise ServerError(msg) from error


def make_admin(settings: Settings) -> KafkaAdminClient:
    """Return an admin client.

    Raises:
        ServerError: if the address is that of a local broker, and another one answers there.
    """
    admin = KafkaAdminClient(
        bootstrap_servers=_brokers(settings),
        client_id="dateline-admin",
        **client_options(settings),
    )
    address = settings.kafka_bootstrap_servers
    wanted = settings.local_cluster("kafka", address)
    found = wanted and admin.describe_cluster().get("cluster_id")
    if wanted != found:
        admin.close()
        msg = (
            f"what answers at {address} is the Kafka cluster {found!r}, not that of "
            f"{settings.home}: start that with `dateline local up`"
        )
        raise ServerError(msg)
    return admin


def cluster_id(settings: Settings) -> str:
    """Return the id that Kafka gave the cluster when it was set up; it never changes.

    Raises:
        ServerError: as ``make_admin``, or if Kafka does not answer.
    """
    with kafka_errors(settings), closing(make_admin(settings)) as admin:
        return str(admin.describe_cluster().get("cluster_id"))


def check_cluster(settings: Settings) -> None:
    """Check that no other broker answers in the place of a local one.

    Raises:
        ServerError: as ``make_admin``.
    """
    if settings.local_cluster("kafka", settings.kafka_bootstrap_servers) is not None:
        make_admin(settings).close()


def make_producer(settings: Settings, max_bytes: int = MAX_MESSAGE_BYTES) -> KafkaProducer:
    """Return a producer that waits for all in-sync replicas, with batching and compression.

    Args:
        settings: the settings.
        max_bytes: size of the largest message before compression; the limit of the broker counts
            after it.
    """
    return KafkaProducer(
        bootstrap_servers=_brokers(settings),
        client_id="dateline-producer",
        acks="all",
        linger_ms=LINGER_MS,
        compression_type="zstd",
        max_request_size=max_bytes,
        **client_options(settings),
    )


def make_consumer(settings: Settings, group: str | None = None) -> KafkaConsumer:
    """Return a consumer that accepts the largest messages; it commits only when it is told to.

    Messages of transactions are read once they are committed, and not if they are aborted. From an
    offset that retention has deleted it goes to the earliest one, so that it skips nothing.

    Args:
        settings: the settings.
        group: the consumer group whose offsets it reads and commits; none by default.
    """
    return KafkaConsumer(
        bootstrap_servers=_brokers(settings),
        client_id="dateline-consumer",
        group_id=group,
        enable_auto_commit=False,
        isolation_level="read_committed",
        auto_offset_reset="earliest",
        fetch_max_bytes=LARGEST_FETCHED * MAX_MESSAGE_BYTES,
        **client_options(settings),
    )


def _brokers(settings: Settings) -> list[str]:
    return settings.address("kafka_bootstrap_servers").split(",")
