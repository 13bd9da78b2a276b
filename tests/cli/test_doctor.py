"""`briefing doctor`: what is there, what is missing and for what, and what is wrong."""

import pytest

from briefing.cli import doctor
from briefing.config import OutputSettings, parse
from briefing.records import Subscriber
from briefing.store import feeds_and_articles, result_cache, subscribers
from briefing.store.open_database import open_store


@pytest.fixture
def found(tmp_path, monkeypatch):
    """The checks by name, without those that load a model."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(doctor, "_encoder", lambda _: doctor.Check("encoder", "ok", ""))

    def examine(*, repair=False, **settings):
        return {check.name: check for check in doctor.examine(parse(settings), tmp_path / "outputs", repair=repair)}

    return examine


def reader(folder, address="ann@example.org"):
    with open_store(OutputSettings(), folder / "outputs") as store:
        subscribers.save(store, address, Subscriber(address), "active", 0.0)


def test_a_fresh_folder_is_ready_and_stays_without_a_database(found, tmp_path):
    checks = found()
    assert {check.name for check in checks.values() if check.state == "wrong"} == set()
    assert checks["feeds"].state == checks["mail"].state == "missing"
    assert not (tmp_path / "outputs").exists()


def test_the_command_says_it_line_by_line(briefing):
    done = briefing("doctor")
    assert done.code == 0
    assert "--    mail: not set up" in done.out


def test_a_source_that_is_not_there_is_named(found, tmp_path):
    (tmp_path / "here").mkdir()
    checks = found(source=[{"url": "here"}, {"url": "gone/"}, {"url": "https://news.example/feed.xml"}])
    assert checks["source"].state == "wrong"
    assert checks["source"].finding.startswith("gone/: no such")


def test_feeds_are_counted_by_their_condition(found, tmp_path):
    with open_store(OutputSettings(), tmp_path / "outputs") as store:
        feeds_and_articles.subscribe(store, "https://news.example/feed.xml")
        feeds_and_articles.subscribe(store, "https://post.example/feed.xml")
    assert found()["feeds"] == doctor.Check("feeds", "ok", "2 new")


def test_alerts_are_told_where_somebody_asks_for_them_or_nobody_does_though_there_are_topics(found, tmp_path):
    reader(tmp_path)
    assert "alerts" not in found()
    checks = found(alerts={"topics": ["ferry"]})
    assert (checks["alerts"].state, "nobody asks" in checks["alerts"].finding) == ("wrong", True)
    checks = found(alerts={"topics": ["ferry"], "to": ["me@example.org"]})
    assert (checks["alerts"].state, checks["alerts"].finding) == ("ok", "1 ask for them")
    assert found(alerts={"to": ["me@example.org"]})["alerts"].state == "missing"
    assert found(alerts={"to": ["me at home"]})["alerts"].state == "wrong"


def test_mail_that_cannot_leave_is_wrong_and_says_why(found, tmp_path):
    reader(tmp_path)
    assert found()["mail"].state == "wrong"
    assert "sender" in found()["mail"].remedy
    sender = {"sender": "news@example.org"}
    checks = found(email=sender, smtp={"username": "news", "password_env": "NO_SUCH_VARIABLE"})
    assert "has no password" in checks["mail"].finding
    checks = found(email=sender, smtp={"transport": "sendmail", "sendmail": ["/no/such/program"]})
    assert "/no/such/program: no such program" in checks["mail"].finding
    assert found(email=sender, dkim={"domain": "example.org"})["mail"].state == "wrong"


def test_mail_that_is_set_up_is_not_tried(found, tmp_path):
    reader(tmp_path)
    checks = found(email={"sender": "news@example.org"}, smtp={"host": "mail.invalid"})
    assert checks["mail"].state == "ok"
    assert "smtp to mail.invalid; 1 readers; nothing was sent" in checks["mail"].finding


def test_a_line_of_the_readers_file_that_cannot_be_used_is_named(found, tmp_path):
    reader(tmp_path)
    (tmp_path / "readers.csv").write_text("address\nnonsense\n", encoding="utf-8")
    checks = found(email={"sender": "news@example.org", "subscribers": "readers.csv"})
    assert checks["readers"].state == "wrong"
    assert "line 2" in checks["readers"].finding


@pytest.mark.parametrize(("settings", "state"), [({}, "missing"), ({"engine": {"name": "ray"}}, "wrong")])
def test_an_extra_is_wrong_only_where_it_is_needed(found, monkeypatch, settings, state):
    monkeypatch.setattr("briefing.runtime.extras_and_install_hints.is_installed", lambda name: name != "ray")
    checks = found(**settings)
    assert checks["extra ray"].state == state
    assert "for many articles on a Ray cluster" in checks["extra ray"].finding
    assert "pip install" in checks["extra ray"].remedy
    assert checks["extra search"].state == "ok"


@pytest.fixture
def cache(tmp_path):
    """The file of a cache that holds a value, beside a database."""
    path = OutputSettings().cache_path(tmp_path / "outputs")
    reader(tmp_path)
    with result_cache.open_cache(path) as kept:
        kept.put_many({result_cache.key("a"): b"kept " * 2_000, result_cache.key("b"): b"also kept"})
    return path


def test_a_sound_cache_is_told_and_stays(found, cache):
    assert found()["cache"].state == found(repair=True)["cache"].state == "ok"
    with result_cache.open_cache(cache) as kept:
        assert len(kept.get_many([result_cache.key("a"), result_cache.key("b")])) == 2


def overwrite(path, place, text):
    content = bytearray(path.read_bytes())
    content[place : place + len(text)] = text
    path.write_bytes(content)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_text("no database", encoding="utf-8"),
        lambda path: path.write_bytes(path.read_bytes()[:5_000]),
        lambda path: overwrite(path, path.read_bytes().index(b"kept kept"), b"KEPT"),
        lambda path: overwrite(path, 0, b"SQLight"),
    ],
    ids=["other file", "truncated", "one value", "first bytes"],
)
def test_a_damaged_cache_is_told_and_rebuilt_on_demand(found, cache, spoil):
    spoil(cache)
    assert found()["cache"].state == "wrong"
    assert "new one" in found(repair=True)["cache"].finding
    assert found()["cache"].state == "ok"
    assert cache.with_name(f"{cache.name}.damaged-1").is_file()


def test_a_damaged_cache_leaves_the_database_alone(found, cache):
    cache.write_text("no database", encoding="utf-8")
    database = OutputSettings().database_path(cache.parent)
    before = database.read_bytes()
    assert found(repair=True)["database"].state == "ok"
    assert database.read_bytes() == before
