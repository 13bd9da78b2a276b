import datetime as dt

import pytest

from briefing.text.parse_dates import parse, plausible

NOW = dt.datetime(2025, 10, 23, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2025-10-22T08:05:00+02:00", "2025-10-22T08:05:00+02:00"),
        ("2025-10-22T08:05:00Z", "2025-10-22T08:05:00+00:00"),
        ("2025-10-22 08:05", "2025-10-22T08:05:00+00:00"),
        ("2025-10-22", "2025-10-22T12:00:00+00:00"),
        ("Thu, 23 Oct 2025 06:30:00 +0200", "2025-10-23T06:30:00+02:00"),
        ("Wed, 22 Oct 2025 06:30:00 GMT", "2025-10-22T06:30:00+00:00"),
        ("22 October 2025", "2025-10-22T12:00:00+00:00"),
        ("Oct 22, 2025 5:30 pm", "2025-10-22T17:30:00+00:00"),
        ("22.10.2025", "2025-10-22T12:00:00+00:00"),
        ("13/04/2025", "2025-04-13T12:00:00+00:00"),
    ],
)
def test_dates_as_publishers_write_them(written, expected):
    assert parse(written, now=NOW) == dt.datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    "written",
    [
        "1970-01-01T00:00:00Z",
        "2099-12-31",
        "0001-01-01",
        "03/04/2025",
        "October 2025",
        "Thursday",
        "soon",
        "",
        "9" * 500,
    ],
)
def test_what_is_impossible_ambiguous_or_no_date_is_none(written):
    assert parse(written, now=NOW) is None


def test_dates_and_times_that_yaml_has_parsed():
    assert parse(dt.date(2025, 10, 22), now=NOW) == dt.datetime(2025, 10, 22, 12, tzinfo=dt.UTC)
    assert parse(dt.datetime(2025, 10, 22, 7), now=NOW) == dt.datetime(2025, 10, 22, 7, tzinfo=dt.UTC)
    assert parse(["2025"], now=NOW) is None


def test_the_clock_decides_what_lies_ahead():
    assert plausible(NOW + dt.timedelta(days=1), now=NOW) is not None
    assert plausible(NOW + dt.timedelta(days=3), now=NOW) is None
