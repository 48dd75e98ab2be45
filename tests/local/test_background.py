"""How many messages a worker has yet to finish, read from its metrics."""

from streams.local.background import messages_waiting

METRICS = """# HELP dateline_consumer_lag Messages on the broker not yet done.
# TYPE dateline_consumer_lag gauge
dateline_consumer_lag{topic="articles"} 3.0
dateline_consumer_lag{topic="a \\"quoted\\" } topic"} 1e+01
# TYPE dateline_in_flight gauge
dateline_in_flight{stage="extract"} 2.0
# TYPE dateline_records_total counter
dateline_records_total{outcome="ok",stage="extract"} 500.0
"""


def test_lag_and_messages_in_flight_are_added_up() -> None:
    assert messages_waiting(METRICS) == 15


def test_a_worker_that_does_not_answer_or_know_has_work() -> None:
    in_flight = 'dateline_in_flight{stage="extract"} 0.0\n'
    lag_unknown = "# TYPE dateline_consumer_lag gauge\n" + in_flight
    assert [messages_waiting(text) for text in (None, "", in_flight, lag_unknown)] == [1, 1, 1, 1]


def test_a_worker_with_nothing_left_has_none() -> None:
    assert messages_waiting('dateline_consumer_lag{topic="articles"} 0.0\n') == 0
