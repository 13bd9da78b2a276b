import pytest

from briefing.extract import extraction_cache as reading
from briefing.extract.extraction_workers import CRASHED
from briefing.records import Article, Document, Failure
from briefing.store.result_cache import MIGRATIONS, Cache
from briefing.store.sqlite_connection import Store

TEXT = "The ferry ran aground at two in the morning. All on board were taken off by lifeboat before sunrise."


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "briefing.db", {"cache": MIGRATIONS}) as opened:
        yield opened


@pytest.fixture
def extracted(monkeypatch):
    """Ids of the articles that were extracted, in order."""
    seen, real = [], reading.attempt

    def attempt(article):
        seen.append(article.id)
        return real(article)

    monkeypatch.setattr(reading, "attempt", attempt)
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


class Crew:
    """Workers that note whom they were given, and crash on what says so. Worthwhile from the second text on."""

    def __init__(self):
        self.given = []
        self.texts = 0

    def worthwhile(self, texts):
        self.texts += texts
        return self.texts > 1

    def extract(self, articles):
        self.given.append([article.id for article in articles])
        for article in articles:
            yield Failure(article.source, CRASHED, "died") if "poison" in article.content else reading.attempt(article)


def page(name, text=TEXT):
    return Article(id=name, source=f"{name}.html", content=f"<html><body><p>{text}</p></body></html>", markup="html")


def test_pages_go_to_workers_and_the_order_stays(store, extracted):
    crew = Crew()
    given = [page("p0"), *articles(TEXT), page("p1"), Failure("feed", "fetch", "is down")]
    found = list(reading.documents(given, cache=Cache(store), workers=crew))
    assert [getattr(item, "id", "feed") for item in found] == ["p0", "a0", "p1", "feed"]
    assert crew.given == [["p0", "p1"]]


@pytest.mark.parametrize(("count", "given"), [(7, []), (8, [8]), (65, [64])])
def test_many_new_texts_go_to_workers_too(store, count, given):
    crew = Crew()
    list(reading.documents(articles(*[f"{TEXT} {n}." for n in range(count)]), cache=Cache(store), workers=crew))
    assert [len(names) for names in crew.given] == given


def test_a_crash_is_a_failure_that_is_tried_again_next_time(store):
    crew = Crew()
    for _ in range(2):
        found = list(reading.documents([page("p0"), page("p1", "poison")], cache=Cache(store), workers=crew))
        assert [type(item) for item in found] == [Document, Failure]
    assert crew.given == [["p0", "p1"], ["p1"]]


def test_every_difference_shows_in_the_fingerprint():
    one, two = reading.documents(articles(TEXT, TEXT))
    assert reading.fingerprint(one) != reading.fingerprint(two)
