"""Progress without a terminal is a few plain lines."""

from streams.local.meter import lines


def test_a_line_for_each_tenth() -> None:
    said: list[str] = []
    with lines(said.append)("Kafka", 0, 40_000_000) as advance:
        for _ in range(400):
            advance(100_000)
    assert len(said) == 10
    assert said[0] == "Kafka: 4 of 40 MB"
    assert said[-1] == "Kafka: 40 of 40 MB"


def test_a_continued_download_counts_from_where_it_was() -> None:
    said: list[str] = []
    with lines(said.append)("Kafka", 36_000_000, 40_000_000) as advance:
        advance(4_000_000)
    assert said == ["Kafka: 40 of 40 MB"]
