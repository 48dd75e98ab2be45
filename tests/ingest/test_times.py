from typing import Any
from zoneinfo import ZoneInfo

import pytest

from streams.errors import UsageError
from streams.ingest.times import known_zone, moment_of, read_time


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-05-12T18:40:00+03:00", "2024-05-12T18:40:00+03:00"),
        ("2024-05-12 18:40:00 +0300", "2024-05-12T18:40:00+03:00"),
        ("2024-05-12T15:40:00.5Z", "2024-05-12T15:40:00.5Z"),
        ("2024-05-12 15:40:00 UTC", "2024-05-12T15:40:00+00:00"),
        ("2024-05-12 15:40 GMT", "2024-05-12T15:40:00+00:00"),
        ("20240512T154000Z", "2024-05-12T15:40:00+00:00"),
        ("Sun, 12 May 2024 18:40:00 +0300", "2024-05-12T18:40:00+03:00"),
        ("12 May 2024 15:40:00 GMT", "2024-05-12T15:40:00+00:00"),
        ("2024-05-12", "2024-05-12T00:00:00+00:00"),
    ],
)
def test_times_are_read_as_they_are_written(written: str, meant: str) -> None:
    assert read_time(written) == meant


@pytest.mark.parametrize("value", ["soon", "2024-05-12 18:40", "20240512", "1715532000", 7, None])
def test_what_has_no_zone_or_is_left_to_others_stays(value: Any) -> None:
    assert read_time(value) == value


def test_a_zone_is_that_of_times_without_offset() -> None:
    baghdad = ZoneInfo("Asia/Baghdad")
    assert read_time("2024-05-12 18:40", baghdad) == "2024-05-12T18:40:00+03:00"
    assert read_time("2024-05-12", baghdad) == "2024-05-12T00:00:00+03:00"
    assert read_time("2024-05-12T18:40Z", baghdad) == "2024-05-12T18:40Z"


def test_times_of_the_command_line_have_a_zone() -> None:
    assert moment_of("2024-05-12T18:40+03:00", "--x").isoformat() == "2024-05-12T18:40:00+03:00"
    for text in ("2024-05-12T18:40", "soon"):
        with pytest.raises(UsageError, match="--x"):
            moment_of(text, "--x")
    with pytest.raises(UsageError, match="IANA"):
        known_zone("Mars/Olympus")
