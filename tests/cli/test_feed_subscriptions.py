import datetime as dt
import json

import imapserver
import pytest
from mailserver import Certificates

TEXT = "The council of Port Ellery voted on Monday night to close the iron bridge until the spring of next year. " * 8
RSS = (
    "<?xml version='1.0'?><rss version='2.0'><channel><title>The Wire</title><item><title>Bridge closes</title>"
    "<guid>1</guid><link>https://news.example/1</link><pubDate>Wed, 22 Oct 2025 10:00:00 GMT</pubDate>"
    f"<description>{TEXT}</description></item></channel></rss>"
)


@pytest.fixture
def loopback(tmp_path):
    (tmp_path / "briefing.toml").write_text('[fetch]\nallow_private = ["localhost"]\ndelay = 0\ntimeout = 3\n')


def test_a_feed_is_added_fetched_checked_and_briefed_offline(briefing, httpserver, loopback, tmp_path):
    httpserver.expect_request("/feed").respond_with_data(RSS, content_type="text/xml")
    feed, bad = httpserver.url_for("/feed"), httpserver.url_for("/none")
    assert briefing("feeds", "add", feed, "--name", "Wire", "--section", "World").code == 0
    assert briefing("feeds", "add", bad).code == 0
    done = briefing("fetch")
    assert done.code == 3, done
    assert "1 new article from 2 sources" in done.err
    assert bad in done.err
    health = {each["url"]: each for each in json.loads(briefing("feeds", "check", "--json").out)}
    assert health[feed]["items_a_week"] >= 0
    assert (health[bad]["status"], health[bad]["failures"]) == ("failing", 1)
    asked = len(httpserver.log)
    done = briefing("build", feed, "--offline", "--date", "2025-10-22")
    assert done.code == 0, done
    assert "Bridge closes" in (tmp_path / "outputs" / "2025-10-22" / "briefing.md").read_text(encoding="utf-8")
    assert len(httpserver.log) == asked


def test_a_feed_of_episodes_is_noted_and_no_error(briefing, httpserver, loopback):
    episode = "<item><title>E</title><enclosure url='https://a.example/e.mp3' type='audio/mpeg' length='1'/></item>"
    httpserver.expect_request("/cast").respond_with_data(f"<rss version='2.0'><channel>{episode}</channel></rss>")
    httpserver.expect_request("/feed").respond_with_data(RSS.replace("</channel>", ""), content_type="text/xml")
    cast, feed = httpserver.url_for("/cast"), httpserver.url_for("/feed")
    briefing("feeds", "add", cast)
    briefing("feeds", "add", feed)
    done = briefing("fetch")
    assert done.code == 0, done
    assert f"left out: {cast}: 1 entry has only sound or video" in done.err
    done = briefing("feeds", "check")
    assert done.code == 0
    assert "1 entry has only sound or video." in done.out
    assert "Malformed, but read: " in done.out
    done = briefing("build", "--date", "2025-10-22")
    assert done.code == 0, done


def test_lists_of_feeds_go_in_and_out(briefing, tmp_path):
    (tmp_path / "in.opml").write_text(
        "<opml version='2.0'><body><outline text='World'><outline text='A' xmlUrl='https://a.example/feed'/></outline>"
        "<outline text='B' xmlUrl='https://b.example/feed'/><outline text='x' xmlUrl='javascript:x'/></body></opml>"
    )
    assert "2 feeds added" in briefing("feeds", "import", "in.opml").err
    assert "2 were there already" in briefing("feeds", "import", "in.opml").err
    out = briefing("feeds", "export")
    assert 'xmlUrl="https://a.example/feed"' in out.out
    assert 'text="World"' in out.out
    done = briefing("feeds", "remove", "https://a.example/feed")
    assert done.code == 0, done
    assert briefing("feeds", "list").out.split("\t")[0] == "https://b.example/feed"
    assert briefing("feeds", "remove", "https://a.example/feed").code == 1
    assert briefing("feeds", "add", "c.example/feed").code == 0
    assert briefing("feeds", "remove", "c.example/feed").code == 0
    assert "a.example" not in briefing("feeds", "check").out


def test_what_is_no_address_or_no_list_is_said(briefing, tmp_path):
    assert briefing("feeds", "add", "javascript:alert(1)").code == 2
    (tmp_path / "bad.opml").write_text("<html>no list</html>")
    done = briefing("feeds", "import", "bad.opml")
    assert done.code == 1
    assert "bad.opml" in done.err
    assert briefing("fetch", "--offline").code == 2


def test_a_feed_reader_is_subscribed_to_and_its_entries_are_kept(briefing, httpserver, loopback, monkeypatch):
    monkeypatch.setenv("BRIEFING_MINIFLUX_TOKEN", "t0ken")
    moment = dt.datetime.now(dt.UTC).isoformat()
    entry = {"id": 1, "feed_id": 1, "hash": "h", "title": "Bridge", "url": "https://news.example/1"}
    entry |= {"published_at": moment, "content": TEXT, "feed": {"title": "The Wire"}}
    httpserver.expect_request("/v1/entries").respond_with_json({"total": 1, "entries": [entry]})
    reader = f"miniflux+{httpserver.url_for('/')}"
    assert briefing("feeds", "add", reader).code == 0
    done = briefing("fetch")
    assert (done.code, "1 new article from 1 source" in done.err) == (0, True)
    assert "t0ken" not in done.err + done.out


@pytest.mark.parametrize("written", ["foo", "./feed.xml", "feed.xml", "../a/feed.xml", "https://./x", "Vale Courier"])
def test_nonsense_is_not_subscribed_to(briefing, tmp_path, written):
    done = briefing("feeds", "add", written)
    assert done.code == 2
    assert written in done.err
    assert not (tmp_path / "outputs").exists()


@pytest.mark.parametrize("written", ["vale.example/rss", "feed://vale.example/rss", "feed:https://vale.example/rss"])
def test_an_address_may_lack_its_scheme_or_be_a_browsers(briefing, written):
    assert briefing("feeds", "add", written, "--offline").code == 0
    assert "https://vale.example/rss" in briefing("feeds", "list").out


def test_adding_looks_for_the_feed_and_says_what_it_found(briefing, httpserver, loopback):
    page = (
        "<html><head><link rel=alternate type='application/rss+xml' href='/feed'></head><body><p>News</p></body></html>"
    )
    httpserver.expect_request("/").respond_with_data(page, content_type="text/html")
    httpserver.expect_request("/feed").respond_with_data(RSS, content_type="text/xml")
    httpserver.expect_request("/about").respond_with_data("<html><body><p>About us.</p></body></html>")
    done = briefing("feeds", "add", httpserver.url_for("/"))
    assert done.code == 0, done
    assert f"added: {httpserver.url_for('/feed')} (The Wire)" in done.err
    listed = json.loads(briefing("feeds", "list", "--json").out)
    assert [each["title"] for each in listed] == ["The Wire"]
    done = briefing("feeds", "add", httpserver.url_for("/about"))
    assert done.code == 1
    assert "no feed" in done.err
    assert len(json.loads(briefing("feeds", "list", "--json").out)) == 1


def test_an_address_without_a_scheme_may_be_answered_by_http_alone(briefing, httpserver, loopback):
    httpserver.expect_request("/feed").respond_with_data(RSS, content_type="text/xml")
    done = briefing("feeds", "add", httpserver.url_for("/feed").removeprefix("http://"))
    assert f"added: {httpserver.url_for('/feed')}" in done.err


def test_looking_makes_no_database(briefing, tmp_path):
    for words in (("list",), ("list", "--json"), ("check",), ("remove", "https://a.example/feed")):
        briefing("feeds", *words)
    assert not (tmp_path / "outputs").exists()
    assert briefing("feeds", "list").code == 0


def test_the_condition_can_be_that_of_this_moment(briefing, httpserver, loopback):
    httpserver.expect_request("/feed").respond_with_data(RSS, content_type="text/xml")
    briefing("feeds", "add", httpserver.url_for("/feed"))
    (before,) = json.loads(briefing("feeds", "check", "--json").out)
    (after,) = json.loads(briefing("feeds", "check", "--json", "--now").out)
    assert (before["status"], after["status"]) == ("new", "ok")
    assert briefing("feeds", "check", "--now", "--offline").code == 2


FOLDER = "imaps://ann@mail.invalid/News"


def test_a_mail_folder_is_subscribed_to_listed_checked_and_left_out_of_a_list(briefing, monkeypatch):
    monkeypatch.delenv("BRIEFING_IMAP_PASSWORD", raising=False)
    assert briefing("feeds", "add", FOLDER, "--offline").code == 0
    assert briefing("feeds", "list").out.split("\t")[0] == FOLDER
    done = briefing("fetch")
    assert done.code == 3
    assert "BRIEFING_IMAP_PASSWORD" in done.err
    assert "ann" not in done.err
    assert "failing" in briefing("feeds", "check").out
    out = briefing("feeds", "export")
    assert "left out" in out.err
    assert FOLDER not in out.out
    assert briefing("feeds", "remove", FOLDER).code == 0


@pytest.mark.parametrize("written", ["imaps://ann:s3cret@mail.example/News", "imaps://", "imap://ann@mail.example:x/a"])
def test_a_mail_folder_with_a_password_or_without_a_host_is_refused(briefing, tmp_path, written):
    done = briefing("feeds", "add", written)
    assert done.code == 2
    assert "s3cret" not in done.err
    assert not (tmp_path / "outputs").exists()


def test_a_mail_folder_is_looked_at_when_it_is_added(briefing, tmp_path, monkeypatch):
    made = Certificates()
    made.authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("BRIEFING_IMAP_PASSWORD", imapserver.PASSWORD)
    with imapserver.Server(tls=made.context()) as server:
        server.folders["News"] = imapserver.Folder()
        (tmp_path / "briefing.toml").write_text(
            '[fetch]\nallow_private = ["localhost"]\n[[fetch.mailboxes]]\nhost = "localhost"\nca_file = "ca.pem"\n'
        )
        folder = f"imaps://ann%40letters.example@localhost:{server.port}"
        assert f"added: {folder}/News (News)" in briefing("feeds", "add", f"{folder}/News").err
        missing = briefing("feeds", "add", f"{folder}/Nwes")
        assert (missing.code, "It has: INBOX, News." in missing.err) == (1, True)
        done = briefing("feeds", "check", "--now")
        assert done.code == 0, done
        assert "ok" in done.out


def test_the_starter_pack_is_shown_subscribed_to_and_exported(briefing, tmp_path):
    shown = briefing("feeds", "starter", "--topic", "science", "--country", "gb")
    assert shown.code == 0
    lines = [line.split("\t") for line in shown.out.splitlines()]
    assert {(topic, country) for topic, country, *_ in lines} == {("Science", "gb")}
    assert not (tmp_path / "outputs").exists()
    done = briefing("feeds", "starter", "--topic", "Science", "--country", "gb", "--add")
    assert (done.code, f"{len(lines)} feeds added, 0 were there" in done.err) == (0, True)
    assert "feeds check --now" in done.err
    listed = [line.split("\t") for line in briefing("feeds", "list").out.splitlines()]
    assert {url for url, *_ in listed} == {url for *_, url in lines}
    assert {section for *_, section in listed} == {"Science"}
    (tmp_path / "pack.opml").write_text(briefing("feeds", "starter", "--country", "gb", "--opml").out, encoding="utf-8")
    assert f"{len(lines)} were there already" in briefing("feeds", "import", "pack.opml").err


@pytest.mark.parametrize(
    "options",
    [("--topic", "gossip"), ("--country", "xx"), ("--topic", "Security", "--country", "fr"), ("--add", "--opml")],
)
def test_what_the_starter_pack_does_not_have_is_said(briefing, tmp_path, options):
    done = briefing("feeds", "starter", *options)
    assert done.code == 2
    assert not (tmp_path / "outputs").exists()
