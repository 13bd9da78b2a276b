import json
import os

import pytest

from briefing import ingest
from briefing.config import SourceSettings
from briefing.ingest import files, jsonl_articles_and_claims
from briefing.records import Article, Failure

TEXT = "The council voted on Monday to close the bridge. Buses will take the harbour road until spring."


def read(path, **settings):
    return list(ingest.read(SourceSettings(url=str(path), **settings)))


def sources(found):
    return [item.source if isinstance(item, Article) else item.subject for item in found]


@pytest.fixture
def folder(tmp_path):
    top = tmp_path / "news"
    (top / "b").mkdir(parents=True)
    for name in ("z.txt", "a.txt", "b/c.txt"):
        (top / name).write_text(f"Headline of {name}\n\n{TEXT} {name}", encoding="utf-8")
    return top


def test_a_folder_is_read_in_sorted_order_with_names_relative_to_it(folder):
    assert sources(read(folder)) == ["news/a.txt", "news/b/c.txt", "news/z.txt"]
    assert sources(read(folder / "z.txt")) == ["z.txt"]


def test_ids_do_not_depend_on_path_or_order(folder, tmp_path):
    before = {article.title: article.id for article in read(folder)}
    (folder / "b" / "c.txt").rename(folder / "0.txt")
    folder.rename(tmp_path / "elsewhere")
    assert {article.title: article.id for article in read(tmp_path / "elsewhere")} == before


def test_what_is_no_article_is_passed_over(folder):
    for name in ("README.md", ".hidden.txt", "briefing.toml", "draft.txt~"):
        (folder / name).write_text(TEXT)
    for name in ("outputs", ".git", "page_files"):
        (folder / name).mkdir()
        (folder / name / "x.txt").write_text(TEXT)
    assert len(read(folder)) == 3


def test_a_pattern_chooses_files(folder):
    assert sources(read(folder, pattern="b/*.txt")) == ["news/b/c.txt"]
    assert sources(read(folder, pattern="**/z*")) == ["news/z.txt"]


def test_an_empty_folder_and_a_missing_path_are_failures(tmp_path):
    (empty,) = read(tmp_path)
    (missing,) = read(tmp_path / "nowhere")
    assert empty.message == "there is no article in it"
    assert missing.message == "does not exist"
    assert empty.hint
    assert missing.hint


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t\n", "is empty"),
        ("binary.txt", bytes(range(256)) * 10, "is not text"),
        ("document.pdf", b"%PDF-1.7 etc", "is a damaged PDF"),
        ("style.css", b"p { color: red }", "has a format that is not supported"),
        ("data.json", b"[1, 2]", "is not a JSON object"),
        ("feeds.opml", b"<opml version='2.0'><body/></opml>", "is a list of feeds"),
        ("odd.xml", b"<note>hello</note>", "but not a feed"),
        ("nul.html", b"\x00" * 50 + b"<p>", "is not text"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_failure_with_a_hint_and_the_rest_is_read(folder, name, data, words):
    (folder / name).write_bytes(data)
    found = read(folder)
    (failure,) = [item for item in found if isinstance(item, Failure)]
    assert failure.subject.startswith(f"news/{name}")
    assert words in failure.message
    assert len(found) == 4


def test_a_file_of_50_megabytes_is_refused_without_being_read_whole(folder):
    with (folder / "big.txt").open("wb") as stream:
        stream.truncate(50_000_000)
    failure = next(item for item in read(folder) if isinstance(item, Failure))
    assert failure.message == "is larger than 20 MB"
    assert "Split it" in failure.hint


def test_a_link_to_itself_and_a_link_to_its_folder_do_no_harm(folder):
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "b" / "up").symlink_to(folder, target_is_directory=True)
    found = read(folder)
    assert len(found) == 4
    assert [item.subject for item in found if isinstance(item, Failure)] == ["news/loop.txt"]


def test_a_file_that_may_not_be_read_is_named(folder, monkeypatch):
    """As root every file may be read, so the refusal is played."""

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.open", refuse)
    (failure,) = read(folder / "a.txt")
    assert failure == Failure("a.txt", "source", "cannot be read (Permission denied)", "Check its permissions.")


def test_a_pipe_is_not_waited_for(folder):
    os.mkfifo(folder / "pipe.txt")
    failure = next(item for item in read(folder) if isinstance(item, Failure))
    assert failure.message == "is not an ordinary file"


def test_the_content_decides_not_the_name(tmp_path):
    (tmp_path / "page.txt").write_text(f"<!doctype html><html><body><p>{TEXT}</p></body></html>")
    (tmp_path / "feed.html").write_text(
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>T</title><item><title>I</title>"
        f"<description>{TEXT}</description></item></channel></rss>"
    )
    (tmp_path / "letter").write_text(f"From: a@b.example\nTo: c@d.example\nSubject: News\n\n{TEXT}\n")
    feed, letter, page = sorted(read(tmp_path), key=lambda article: article.source)
    assert feed.title == "I"
    assert (letter.title, letter.outlet) == ("News", "b.example")
    assert page.markup == "html"


def test_standard_input(monkeypatch):
    class Stdin:
        buffer = __import__("io").BytesIO(f"A headline\n\n{TEXT}".encode())

    monkeypatch.setattr("sys.stdin", Stdin())
    (article,) = read("-")
    assert (article.title, article.source) == ("A headline", "-")


def test_json_lines_as_a_source(tmp_path):
    lines = [{"id": "1", "text": TEXT, "url": "https://a.example/1"}, {"text": TEXT + " More."}, "no"]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    one, two, failure = read(tmp_path / "a.jsonl", name="Wire")
    assert (one.outlet, two.outlet) == ("Wire", "Wire")
    assert one.id != "1"
    assert len({one.id, two.id}) == 2
    assert failure.message == "is not a JSON object"


def test_an_address_needs_the_network():
    (failure,) = list(ingest.read(SourceSettings(url="https://a.example/feed"), offline=True))
    assert failure.code == "fetch"


def test_every_byte_string_is_articles_or_failures():
    """A few hundred hostile openings, none of which may raise."""
    openings = [
        b"<rss",
        b"<feed>",
        b"<?xml",
        b"{",
        b'{"items": [',
        b"From ",
        b"From: x\nTo: y\nDate: z\n\n",
        b"---\n",
        b"<html",
    ]
    tails = [
        b"",
        b"\x00",
        b"\xff\xfe",
        b"]]>",
        b"a: &a [*a]\n---\n",
        b'null, 1, {"id": {}}]}',
        b"<" * 500,
        b"\x80" * 50,
    ]
    for opening in openings:
        for tail in tails:
            for name in ("x.txt", "x.md", "x.html", "x.xml", "x.json", "x.eml", "x.mbox", "x.jsonl"):
                for item in files.from_bytes(opening + tail, name, SourceSettings(url=name)):
                    assert isinstance(item, Article | Failure)


def test_a_folder_that_cannot_be_read_is_named_and_the_others_are_read(tmp_path, monkeypatch):
    for name in ("open", "shut"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("The ferry sails from the quay at nine.")
    scandir = os.scandir

    def refuse(path):
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    article, failure = ingest.read(SourceSettings(url=str(tmp_path)))
    assert "ferry" in article.content
    assert failure.subject == f"{tmp_path.name}/shut"
    assert failure.message == "cannot be read (Permission denied)"


@pytest.mark.parametrize(
    "published", ["2025-10-23T06:30:00Z", "Thu, 23 Oct 2025 08:30:00 +0200", 1761201000, 1761201000000, "1761201000"]
)
def test_json_lines_with_dates_as_programs_write_them(published):
    article = jsonl_articles_and_claims.article(
        {"id": "1", "text": "x", "published": published}, name="line 1", source="-"
    )
    assert article.published.timestamp() == 1761201000


@pytest.mark.parametrize("published", ["soon", True, {}, 1e300])
def test_json_lines_with_what_is_no_date(published):
    failure = jsonl_articles_and_claims.article(
        {"id": "1", "text": "x", "published": published}, name="line 1", source="-"
    )
    assert "published is not a date" in failure.message


@pytest.mark.parametrize(("text", "markup"), [("<p>One.</p><p>Two.</p>", "html"), ("< 9 metres </p>", "text")])
def test_json_lines_whose_text_is_html(text, markup):
    assert jsonl_articles_and_claims.article({"id": "1", "text": text}, name="line 1", source="-").markup == markup
