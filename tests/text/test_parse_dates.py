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
        # Year first: never turned round.
        ("2025.09.05", "2025-09-05T12:00:00+00:00"),
        ("2025/09/05 07:40", "2025-09-05T07:40:00+00:00"),
        ("2025-09-05 07:40:00.250 +0300", "2025-09-05T07:40:00+03:00"),
        ("2025年9月5日 7時40分", "2025-09-05T07:40:00+00:00"),
        # A weekday, in any language, tells day and month apart.
        ("Thu, 04/09/2025 - 07:40", "2025-09-04T07:40:00+00:00"),
        ("jueves 09/04/2025", "2025-09-04T12:00:00+00:00"),
        ("05.09.25", "2025-09-05T12:00:00+00:00"),
        ("5. 9. 2025, 7.40 Uhr", "2025-09-05T07:40:00+00:00"),
        # Zones by name, and offsets with a colon.
        ("Fri, 05 Sep 2025 07:40 CEST", "2025-09-05T07:40:00+02:00"),
        ("Fri, 05 Sep 2025 07:40:00 BST", "2025-09-05T07:40:00+01:00"),
        ("Fri, 05 Sep 25 07:40:00 JST", "2025-09-05T07:40:00+09:00"),
        ("Fri, 05 Sep 2025 07:40:00 +05:45", "2025-09-05T07:40:00+05:45"),
        ("Sept. 5, 2025, 7:40 p.m. ET", "2025-09-05T19:40:00-04:00"),
        ("Fri Sep 05 2025 07:40:00 GMT+0200 (Central European Summer Time)", "2025-09-05T07:40:00+02:00"),
        # Months in words, in other languages.
        ("mercredi 3 septembre 2025 à 7 h 40", "2025-09-03T07:40:00+00:00"),
        ("1er août 2025", "2025-08-01T12:00:00+00:00"),
        ("3 de septiembre de 2025", "2025-09-03T12:00:00+00:00"),
        ("il 3 settembre 2025 alle 07:40", "2025-09-03T07:40:00+00:00"),
        ("3 вересня 2025 року, 07:40", "2025-09-03T07:40:00+00:00"),
        ("3. Februar 2025, 07:40 Uhr", "2025-02-03T07:40:00+00:00"),
        ("3 grudnia 2024", "2024-12-03T12:00:00+00:00"),
        ("٣ سبتمبر ٢٠٢٥", "2025-09-03T12:00:00+00:00"),
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
        "03/04/25",
        "25/03/04",
        "03-04-2025",
        "Fri, 05/08/2025",
        "31/02/2025",
        "October 2025",
        "3 septembre",
        "hier",
        "2 hours ago",
        "12 people 2025",
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
