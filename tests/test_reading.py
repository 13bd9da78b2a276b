import pytest

from briefing import reading
from briefing.records import Article, Document, Failure
from briefing.store.cache import MIGRATIONS, Cache
from briefing.store.schema import Store

TEXT = "The ferry ran aground at two in the morning. All on board were taken off by lifeboat before sunrise."


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "briefing.db", {"cache": MIGRATIONS}) as opened:
        yield opened


@pytest.fixture
def extracted(monkeypatch):
    """Ids of the articles that were extracted, in order."""
    seen, real = [], reading.extract

    def extract(article):
        seen.append(article.id)
        return real(article)

    monkeypatch.setattr(reading, "extract", extract)
    return seen


def articles(*texts):
    return [Article(id=f"a{number}", source=f"{number}.txt", content=text) for number, text in enumerate(texts)]


def test_an_article_is_extracted_once_and_then_read_from_the_store(store, extracted):
    given = articles(TEXT, TEXT + " More is not known.")
    first = list(reading.documents(given, cache=Cache(store)))
    assert extracted == ["a0", "a1"]
    assert list(reading.documents(given, cache=Cache(store))) == first
    assert extracted == ["a0", "a1"]
    assert list(reading.documents(given)) == first


def test_a_changed_article_is_extracted_again(store, extracted):
    list(reading.documents(articles(TEXT), cache=Cache(store)))
    (changed,) = reading.documents(articles(TEXT + " Divers went down at noon."), cache=Cache(store))
    assert isinstance(changed, Document)
    assert "Divers" in changed.text
    assert extracted == ["a0", "a0"]


def test_other_code_extracts_again(store, extracted, monkeypatch):
    list(reading.documents(articles(TEXT), cache=Cache(store)))
    monkeypatch.setattr(reading, "code_fingerprint", lambda: "other")
    list(reading.documents(articles(TEXT), cache=Cache(store)))
    assert extracted == ["a0", "a0"]


def test_a_damaged_entry_is_made_again(store, extracted):
    (first,) = reading.documents(articles(TEXT), cache=Cache(store))
    with store.write() as connection:
        connection.execute("UPDATE cache SET value = ?", (b'{"id": 1',))
    assert list(reading.documents(articles(TEXT), cache=Cache(store))) == [first]
    assert extracted == ["a0", "a0"]


def test_failures_stay_in_their_place_and_are_told_again(store, extracted):
    given = [*articles(TEXT), Failure("feed", "fetch", "is down"), Article(id="b", source="b.txt", content="***")]
    for _ in range(2):
        found = list(reading.documents(given, cache=Cache(store)))
        assert [type(item) for item in found] == [Document, Failure, Failure]
        assert [item.subject for item in found[1:]] == ["feed", "b.txt"]


def test_without_a_cache_an_article_is_answered_before_the_next_is_asked_for():
    asked = []

    def stream():
        for article in articles(TEXT, TEXT):
            asked.append(article.id)
            yield article

    next(reading.documents(stream()))
    assert asked == ["a0"]


def test_a_stub_counts_as_its_document_does():
    (document,) = reading.documents(articles(TEXT))
    short = reading.stub(document)
    assert (short.id, short.published, short.language) == (document.id, document.published, document.language)
    assert (short.text, short.sentences) == ("", ())


def test_every_difference_shows_in_the_fingerprint():
    one, two = reading.documents(articles(TEXT, TEXT))
    assert reading.fingerprint(one) != reading.fingerprint(two)
