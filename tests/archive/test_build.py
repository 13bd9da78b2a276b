import dataclasses
import datetime as dt
import gzip
import http.client
import json
import os
import posixpath
import re
import threading
import urllib.error
import urllib.request
from pathlib import Path

import cbor2
import editions
import feedparser
import html5lib
import pytest

from briefing.archive import build as archiving
from briefing.archive import check_site_links_and_pages as archive_check
from briefing.archive import plan_and_render_pages, preview_server, reproducible_search_index, search_index
from briefing.config import Settings, parse
from briefing.edition import edition_json as edition_json
from briefing.errors import AssetError, FormatError, OutputError
from briefing.records import Edition
from briefing.render import output_formats, template_context

PLAIN = parse({"archive": {"search": False, "base_url": "https://news.example/brief"}})


def put(folder: Path, *several: Edition) -> None:
    for edition in several:
        place = folder / edition.date.isoformat()
        place.mkdir(parents=True, exist_ok=True)
        (place / "briefing.json").write_bytes(edition_json.dump(edition))


def files(folder: Path) -> dict[str, bytes]:
    site = folder / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_a_site_that_grew_has_the_bytes_of_one_built_at_once(tmp_path):
    grown, whole = tmp_path / "grown", tmp_path / "whole"
    days = editions.series(5, first=dt.date(2025, 12, 29))
    for edition in days:
        put(grown, edition)
        archiving.build(grown, PLAIN)
    put(whole, *days)
    archiving.build(whole, PLAIN)
    assert files(grown) == files(whole)
    done = archiving.build(grown, PLAIN, everything=True)
    assert done.written == 0
    assert files(grown) == files(whole)


def test_a_new_day_touches_few_pages(tmp_path):
    days = editions.series(9)
    put(tmp_path, *days[:-1])
    archiving.build(tmp_path, PLAIN)
    before = {path: (tmp_path / "site" / path).stat().st_mtime_ns for path in files(tmp_path)}
    put(tmp_path, days[-1])
    archiving.build(tmp_path, PLAIN)
    changed = {path for path in before if (tmp_path / "site" / path).stat().st_mtime_ns != before[path]}
    assert {path for path in changed if path.startswith("2026-03-")} == {"2026-03-19/index.html"}
    assert "index.html" in changed
    assert archiving.build(tmp_path, PLAIN).written == 0


def test_every_link_of_the_site_leads_somewhere_and_every_page_is_valid(tmp_path):
    put(tmp_path, *editions.series(3), dataclasses.replace(editions.hostile(), date=dt.date(2026, 4, 1)))
    put(tmp_path, dataclasses.replace(editions.empty(), date=dt.date(2026, 4, 2)))
    archiving.build(tmp_path, PLAIN)
    pages, faults = archive_check.check(tmp_path / "site", archiving.edition_files(tmp_path))
    assert faults == []
    assert pages == len([path for path in files(tmp_path) if path.endswith(".html")])
    for path, content in files(tmp_path).items():
        if path.endswith(".html"):
            html5lib.HTMLParser(strict=True).parse(content.decode())


def test_the_check_names_broken_links_and_missing_editions(tmp_path):
    put(tmp_path, *editions.series(2))
    archiving.build(tmp_path, PLAIN)
    page = tmp_path / "site" / "2026-03" / "index.html"
    page.write_text(
        page.read_text(encoding="utf-8") + '<a href="../gone.html">x</a><a href="#gone">y</a>', encoding="utf-8"
    )
    (tmp_path / "site" / "2026-03-13" / "index.html").unlink()
    _, faults = archive_check.check(tmp_path / "site", archiving.edition_files(tmp_path))
    said = [f"{fault.path}: {fault.message}" for fault in faults]
    assert "2026-03-13/index.html: the edition of this day has no page" in said
    assert any("../gone.html" in line for line in said)
    assert any("no such anchor" in line for line in said)
    with pytest.raises(OutputError, match="no archive"):
        archive_check.check(tmp_path / "nowhere", ())


def test_foreign_files_stay_and_own_pages_go_with_their_edition(tmp_path):
    put(tmp_path, *editions.series(3))
    archiving.build(tmp_path, PLAIN)
    foreign = tmp_path / "site" / "2026-03-14" / "photo.jpg"
    foreign.write_bytes(b"x")
    (tmp_path / "site" / "CNAME").write_text("news.example", encoding="utf-8")
    (tmp_path / "2026-03-14" / "briefing.json").unlink()
    done = archiving.build(tmp_path, PLAIN)
    assert done.removed >= 1
    assert foreign.exists()
    assert (tmp_path / "site" / "CNAME").exists()
    assert not (tmp_path / "site" / "2026-03-14" / "index.html").exists()


@pytest.mark.parametrize("memory", [b"", b"[]", b'{"version": 7}', b'{"version": 1, "pages": {"../../x": "k"}}'])
def test_a_damaged_memory_only_costs_time(tmp_path, memory):
    put(tmp_path, *editions.series(2))
    archiving.build(tmp_path, PLAIN)
    before = files(tmp_path)
    (tmp_path / "x").write_text("stays", encoding="utf-8")
    (tmp_path / "site" / ".briefing-site.json").write_bytes(memory)
    archiving.build(tmp_path, PLAIN)
    assert files(tmp_path) == before
    assert (tmp_path / "x").exists()


def test_a_bad_edition_is_named_and_its_page_stays(tmp_path):
    put(tmp_path, *editions.series(3))
    archiving.build(tmp_path, PLAIN)
    place = tmp_path / "2026-03-13" / "briefing.json"
    values = json.loads(place.read_bytes()) | {"version": 9}
    place.write_text(json.dumps(values), encoding="utf-8")
    done = archiving.build(tmp_path, PLAIN)
    assert [failure.subject for failure in done.failures] == ["2026-03-13"]
    assert "newer version" in done.failures[0].message
    assert (tmp_path / "site" / "2026-03-13" / "index.html").exists()
    (tmp_path / "2026-03-12" / "briefing.json").replace(tmp_path / "2026-03-14" / "briefing.json")
    assert "not of the day its folder is named after" in archiving.build(tmp_path, PLAIN).failures[-1].message


@pytest.mark.parametrize("harm", ["truncated", "zone", "citation", "fifo"])
def test_an_edition_that_cannot_be_printed_is_named_and_no_link_breaks(tmp_path, harm):
    put(tmp_path, *editions.series(3))
    archiving.build(tmp_path, PLAIN)
    before = set(files(tmp_path))
    place = tmp_path / "2026-03-13" / "briefing.json"
    values = json.loads(place.read_bytes())
    if harm == "truncated":
        place.write_bytes(place.read_bytes()[:-300])
    elif harm == "fifo":
        place.unlink()
        os.mkfifo(place)
    else:
        values |= {"timezone": ""} if harm == "zone" else {"articles": values["articles"][1:]}
        place.write_text(json.dumps(values), encoding="utf-8")
    done = archiving.build(tmp_path, PLAIN)
    assert [failure.subject for failure in done.failures] == ["2026-03-13"]
    assert before <= set(files(tmp_path))
    put(tmp_path, *editions.series(3)) if harm != "fifo" else None
    if harm != "fifo":
        assert archiving.build(tmp_path, PLAIN).failures == ()


@pytest.mark.parametrize(("host", "status"), [
    ("127.0.0.1", 200), ("localhost:8000", 200), ("[::1]:8000", 200), ("evil.example", 403), ("", 403),
    ("localhost.evil.example", 403), ("127.0.0.1.nip.example", 403),
])  # fmt: skip
def test_the_preview_answers_to_local_names_only(tmp_path, host, status):
    put(tmp_path, *editions.series(1))
    archiving.build(tmp_path, PLAIN)
    with preview_server.server(tmp_path / "site", 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        for path, expected in (("/", status), ("/%00", 404 if status == 200 else 403)):
            connection = http.client.HTTPConnection("127.0.0.1", running.server_address[1], timeout=10)
            connection.putrequest("GET", path, skip_host=True)
            connection.putheader("Host", host)
            connection.endheaders()
            assert connection.getresponse().status == expected
            connection.close()
        running.shutdown()


def test_a_template_that_fails_leaves_the_site_whole(tmp_path):
    put(tmp_path, *editions.series(2))
    archiving.build(tmp_path, PLAIN)
    before = files(tmp_path)
    mine = tmp_path / "theme"
    (mine / "site").mkdir(parents=True)
    (mine / "site" / "month.html.j2").write_text("{{ oops }}", encoding="utf-8")
    broken = PLAIN.model_copy(update={"output": PLAIN.output.model_copy(update={"templates": str(mine)})})
    with pytest.raises(AssetError, match=r"month\.html\.j2, line 1"):
        archiving.build(tmp_path, broken)
    archiving.build(tmp_path, PLAIN)
    assert files(tmp_path) == before


def test_two_builds_at_once_make_one_whole_site(tmp_path):
    put(tmp_path, *editions.series(3))
    threads = [threading.Thread(target=archiving.build, args=(tmp_path, PLAIN)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert archive_check.check(tmp_path / "site", archiving.edition_files(tmp_path))[1] == []


def test_without_editions_there_is_no_site(tmp_path):
    assert archiving.build(tmp_path, PLAIN).editions == 0
    assert not (tmp_path / "site").exists()
    with pytest.raises(OutputError, match="no such folder"):
        archiving.build(tmp_path / "none", PLAIN)


def quiet_day(day: int) -> Edition:
    return dataclasses.replace(editions.empty(), date=dt.date(2026, 4, day))


def test_a_day_without_a_story_is_not_in_the_feeds(tmp_path):
    put(tmp_path, *editions.series(2), quiet_day(2))
    archiving.build(tmp_path, PLAIN)
    made = files(tmp_path)
    assert len(feedparser.parse(made["feed.xml"]).entries) == len(json.loads(made["feed.json"])["items"]) == 2
    assert "2026-04-02/index.html" in made
    archiving.build(tmp_path, parse({**PLAIN.model_dump(), "briefing": {"empty_editions": True}}))
    assert feedparser.parse(files(tmp_path)["feed.xml"]).entries[0].link.endswith("/2026-04-02/")


def test_an_archive_of_days_without_a_story_is_made_with_its_search(tmp_path):
    """A search index of nothing cannot be made, and there is nothing to list: the pages are there all the same."""
    put(tmp_path, quiet_day(1), quiet_day(2))
    assert archiving.build(tmp_path, Settings()).failures == ()
    atom = feedparser.parse(files(tmp_path)["feed.xml"])
    assert (atom.bozo, atom.version, atom.entries) == (0, "atom10", [])
    assert json.loads(files(tmp_path)["feed.json"])["items"] == []


def test_a_month_whose_only_story_went_has_no_search_index_any_more(tmp_path):
    put(tmp_path, dataclasses.replace(editions.sample(), date=dt.date(2026, 4, 1)), quiet_day(2))
    archiving.build(tmp_path, Settings())
    assert (tmp_path / "site" / "pagefind" / "2026-04" / "pagefind.js").is_file()
    put(tmp_path, quiet_day(1))
    archiving.build(tmp_path, Settings())
    assert not (tmp_path / "site" / "pagefind" / "2026-04").exists()


def test_feeds_and_maps_are_valid_and_alike(tmp_path):
    put(tmp_path, *editions.series(2), dataclasses.replace(editions.hostile(), date=dt.date(2026, 4, 1)))
    archiving.build(tmp_path, PLAIN)
    made = files(tmp_path)
    atom = feedparser.parse(made["feed.xml"])
    assert atom.bozo == 0
    assert atom.version == "atom10"
    items = json.loads(made["feed.json"])["items"]
    assert [entry.link for entry in atom.entries] == [item["url"] for item in items]
    assert [entry.id for entry in atom.entries] == [item["id"] for item in items]
    assert items[-1]["url"] == "https://news.example/brief/2026-03-12/"
    assert all("<script" not in item["content_html"] for item in items)
    assert "<script" not in feedparser.parse(made["feed.xml"], sanitize_html=False).entries[0].content[0].value
    assert b"<loc>https://news.example/brief/2026-03-12/</loc>" in made["sitemap.xml"]
    assert b"Sitemap: https://news.example/brief/sitemap.xml" in made["robots.txt"]
    assert b'property="og:url" content="https://news.example/brief/2026-03-12/"' in made["2026-03-12/index.html"]


def test_robots_can_be_kept_out(tmp_path):
    put(tmp_path, *editions.series(1))
    archiving.build(tmp_path, parse({"archive": {"search": False, "robots": False}}))
    made = files(tmp_path)
    assert made["robots.txt"] == b"User-agent: *\nDisallow: /\n"
    assert b'content="noindex' in made["index.html"]
    assert "sitemap.xml" not in made


def test_the_search_index_is_made_in_parts_and_again_only_where_needed(tmp_path):
    assert search_index.available()
    put(tmp_path, *editions.series(4, first=dt.date(2025, 12, 30)))
    archiving.build(tmp_path, Settings())
    parts = tmp_path / "site" / "pagefind"
    assert sorted(path.name for path in parts.iterdir()) == ["2025", "2026-01"]
    entry = json.loads((parts / "2026-01" / "pagefind-entry.json").read_text(encoding="utf-8"))
    assert [language["page_count"] for language in entry["languages"].values()] == [8]
    before = (parts / "2025").stat().st_mtime_ns
    put(tmp_path, *editions.series(1, first=dt.date(2026, 1, 3)))
    archiving.build(tmp_path, Settings())
    assert (parts / "2025").stat().st_mtime_ns == before


def test_other_code_makes_every_page_and_every_entry_again(tmp_path, monkeypatch):
    put(tmp_path, editions.sample())
    archiving.build(tmp_path, PLAIN)
    assert archiving.build(tmp_path, PLAIN).written == 0
    real = template_context.story_sources
    monkeypatch.setattr(template_context, "story_sources", lambda *given: real(*given)[:1])
    assert archiving.build(tmp_path, PLAIN).written == 0
    for module in (archiving, plan_and_render_pages):
        monkeypatch.setattr(module, "page_fingerprint", lambda: "after the edit")
    read = []
    load = edition_json.load
    monkeypatch.setattr(edition_json, "load", lambda content, **named: read.append(1) or load(content, **named))
    assert archiving.build(tmp_path, PLAIN).written > 0
    assert read


def test_the_same_stories_give_the_same_search_index(tmp_path):
    found = [record for edition in editions.series(6) for record in search_index.records(edition)]
    made = []
    for number in range(3):
        target = tmp_path / str(number) / "index"
        search_index.write(target, found, "en")
        made.append({path.relative_to(target): path.read_bytes() for path in target.rglob("*") if path.is_file()})
    assert made[0] == made[1] == made[2]
    values = [name for path in made[0] if path.suffix == ".pf_filter" for name in filter_values(made[0][path])]
    assert {"Coast Radio", "Region", "2026-03"} <= set(values)


def filter_values(content: bytes) -> list[str]:
    _, values = cbor2.loads(gzip.decompress(content).removeprefix(b"pagefind_dcd"))
    names = [name for name, _ in values]
    assert names == sorted(names)
    return names


def test_an_index_in_an_unknown_form_is_left_as_it_is(tmp_path):
    content = {
        "pagefind-entry.json": b'{"languages":{"en":{"hash":"en_1234567890"}}}',
        "pagefind.en_1234567890.pf_meta": gzip.compress(b"pagefind_dcd" + cbor2.dumps(["9.0", [], [], {"new": 1}])),
    }
    for name, each in content.items():
        (tmp_path / name).write_bytes(each)
    reproducible_search_index.settle(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == content


def test_the_preview_answers_on_loopback_only(tmp_path):
    put(tmp_path, *editions.series(1))
    archiving.build(tmp_path, PLAIN)
    with preview_server.server(tmp_path / "site", 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{running.server_address[1]}"
        with urllib.request.urlopen(f"{address}/2026-03-12/", timeout=5) as answer:
            assert b"The Harbour Briefing" in answer.read()
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
        for path in ("/nothing", "/../2026-03-12/briefing.json", "/story/"):
            with pytest.raises(urllib.error.HTTPError) as caught:
                urllib.request.urlopen(address + path, timeout=5)
            with caught.value as answer:
                assert answer.code == 404
                assert b"Page not found" in answer.read()
        assert running.server_address[0] == "127.0.0.1"
        with pytest.raises(OutputError, match="cannot be used"):
            preview_server.server(tmp_path / "site", running.server_address[1])
        running.shutdown()
    with pytest.raises(OutputError, match="no archive"):
        preview_server.server(tmp_path, 0)


def test_an_old_edition_renders_again_in_every_format(tmp_path):
    content = edition_json.dump(editions.sample())
    for form in ("html", "md", "txt", "json", "eml"):
        assert output_formats.render_again(content, form, Settings(), subject="x")
    with pytest.raises(AssetError, match="no such folder"):
        output_formats.render_again(content, "html", Settings(), subject="x", templates=tmp_path / "none")
    with pytest.raises(FormatError, match="cannot be read"):
        output_formats.read(tmp_path / "none.json")


def test_the_note_of_the_day_goes_into_the_edition(tmp_path):
    settings = parse({"output": {"notes": str(tmp_path)}})
    edition = dataclasses.replace(editions.sample(), note_html=None)
    assert output_formats.with_note(edition, settings.output) == edition
    (tmp_path / "2026-03-12.md").write_text("Hello *all*", encoding="utf-8")
    assert output_formats.with_note(edition, settings.output).note_html == "<p>Hello <em>all</em></p>"
    other = tmp_path / "other.md"
    other.write_bytes(b"\xff")
    with pytest.raises(AssetError, match="UTF-8"):
        output_formats.with_note(edition, settings.output, other)


def reachable(site: Path) -> set[str]:
    """Pages that a reader can get to from the front page."""
    found, waiting = set(), ["index.html"]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        for link in re.findall(r'<a [^>]*href="([^"#:][^":]*)"', (site / path).read_text(encoding="utf-8")):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link.split("#")[0]))
            if target.endswith(".html") and not target.startswith(".."):
                waiting.append(target)
    return found


@pytest.mark.parametrize("writes", [1, 2, 4, 7, 11])
def test_an_interrupted_build_leaves_a_whole_site_and_the_next_one_ends_it(tmp_path, monkeypatch, writes):
    days = editions.series(4)
    put(tmp_path, *days[:-1])
    archiving.build(tmp_path, PLAIN)
    put(tmp_path, days[-1])
    left, replace = iter(range(writes)), archiving._replace

    def until_killed(path: Path, content: bytes) -> bool:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return replace(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(archiving, "_replace", until_killed)
        with pytest.raises(KeyboardInterrupt):
            archiving.build(tmp_path, PLAIN)
    assert all((tmp_path / "site" / path).is_file() for path in reachable(tmp_path / "site"))
    archiving.build(tmp_path, PLAIN)
    interrupted = files(tmp_path)
    archiving.build(tmp_path, PLAIN, everything=True)
    assert files(tmp_path) == interrupted


def test_a_roundup_has_a_page_and_a_place_in_the_list_and_no_day_is_displaced(tmp_path):
    days = editions.series(3)
    put(tmp_path, *days)
    archiving.build(tmp_path, PLAIN)
    before = files(tmp_path)
    whole = dataclasses.replace(days[-1], first=days[0].date)
    place = tmp_path / whole.name
    place.mkdir()
    (place / "briefing.json").write_bytes(edition_json.dump(whole))
    archiving.build(tmp_path, PLAIN)
    after = files(tmp_path)
    changed = {path for path in after if before.get(path) != after[path]} - {".briefing-site.json"}
    assert changed == {f"{whole.name}/index.html", "archive/index.html", "sitemap.xml"}
    assert archive_check.check(tmp_path / "site", archiving.edition_files(tmp_path))[1] == []
