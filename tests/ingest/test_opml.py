import pytest

from briefing import ingest
from briefing.config import SourceSettings
from briefing.errors import FormatError
from briefing.ingest import opml


def listed(*addresses):
    outlines = "".join(f"<outline type='rss' text='A' xmlUrl='{each}'/>" for each in addresses)
    return opml.parse(f"<opml version='2.0'><body>{outlines}</body></opml>".encode(), subject="list.opml")


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("feed://tarn.example/rss", "https://tarn.example/rss"),
        ("feed:https://tarn.example/rss", "https://tarn.example/rss"),
        ("tarn.example/rss", "https://tarn.example/rss"),
        ("tarn.example:8080/rss", "https://tarn.example:8080/rss"),
        ("//tarn.example/rss", "https://tarn.example/rss"),
        ("https://tarn.example/rss", "https://tarn.example/rss"),
    ],
)
def test_addresses_as_programs_write_them(written, address):
    found = listed(written)
    assert [source.url for source in found.sources] == [address]
    assert not found.unusable


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("https://moss:secret@tarn.example/rss", "https://tarn.example/rss"),
        ("moss:secret@tarn.example/rss", "tarn.example/rss"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_an_address_that_cannot_be_read_is_told_without_its_password(written, told):
    found = listed("https://quay.example/rss", written)
    assert len(found.sources) == 1
    (failure,) = opml.failures(found, "list.opml")
    assert failure.message == f"names an address that cannot be read: {told}"


def test_a_list_without_feeds_is_an_error():
    with pytest.raises(FormatError, match="holds no feed"):
        listed()


def test_a_source_may_be_a_feed_address():
    source = SourceSettings(url="feed://tarn.example/rss")
    assert ingest.plain_address(source).url == "https://tarn.example/rss"
    (failure,) = ingest.read(source, offline=True)
    assert failure.subject == "https://tarn.example/rss"
