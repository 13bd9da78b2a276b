"""What an earlier version left behind opens as it is: database, cache, configuration and theme.

`tests/data/earlier` was made by the version of commit da9fc21: a build of two articles for 2025-10-23, two subscribers,
and the digest sent to both.
"""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from briefing.edition import edition_json as edition_json

EARLIER = Path(__file__).resolve().parents[1] / "data" / "earlier"


@pytest.fixture
def home(tmp_path):
    """A folder as the earlier version left it, with an article of the next day besides."""
    shutil.copytree(EARLIER, tmp_path, dirs_exist_ok=True)
    outputs = tmp_path / "outputs"
    (outputs / "2025-10-23").mkdir(parents=True)
    for dump, name in (("briefing.sql", "briefing.db"), ("cache.sql", "briefing.cache.db")):
        connection = sqlite3.connect(outputs / name)
        connection.executescript((tmp_path / dump).read_text(encoding="utf-8"))
        connection.close()
    (outputs / "2025-10-23" / "briefing.json").write_bytes(edition_of(tmp_path))
    return tmp_path


def edition_of(home):
    connection = sqlite3.connect(home / "outputs" / "briefing.db")
    (row,) = connection.execute("SELECT content FROM editions WHERE day = '2025-10-23'")
    connection.close()
    return bytes(row[0])


def test_the_next_edition_goes_on_with_the_stories_in_the_theme_of_before(briefing, home):
    before = json.loads(edition_of(home))["sections"][0]["stories"][0]
    done = briefing("build", "articles", "--date", "2025-10-24")
    assert (done.code, done.err.splitlines()[:-1]) == (0, [])
    after = json.loads((home / "outputs/2025-10-24/briefing.json").read_bytes())["sections"][0]["stories"][0]
    assert (after["id"], after["status"], after["first_seen"]) == (before["id"], "updated", "2025-10-23")
    assert after["timeline"][0]["headline"] == before["headline"]
    text = (home / "outputs/2025-10-24/briefing.txt").read_text(encoding="utf-8")
    assert text.startswith("The old theme: The Ellery Briefing\n")
    assert f"2025-10-23: {before['headline']}" in text
    assert "corroboration novelty recency" in text
    report = json.loads((home / "outputs/2025-10-24/run.json").read_bytes())
    assert report["cache"]["damaged"] is False


def test_a_rebuilt_day_finds_its_vectors_in_the_cache(briefing, home):
    done = briefing("build", "articles", "--date", "2025-10-23")
    assert done.code == 0, done.err
    report = json.loads((home / "outputs/2025-10-23/run.json").read_bytes())
    # Summaries are made anew, as the code is another; nothing has to be encoded for them.
    assert report["cache"]["hits"] >= 8
    assert report["composed"] is True


def test_an_edition_of_before_is_read_and_written_as_it_is(home):
    content = edition_of(home)
    edition = edition_json.load(content)
    assert edition_json.dump(edition) == content
    (story,) = edition.stories
    assert all(point.citations for point in story.points)
    assert [claim.value for claim in story.conflicts[0].claims] == ["2.4 million crowns", "2.6 million crowns"]


def test_the_archive_is_made_of_the_editions_of_before(briefing, home):
    done = briefing("archive", "build")
    assert done.code == 0, done.err
    assert "shuts its iron bridge" in (home / "outputs/site/2025-10-23/index.html").read_text(encoding="utf-8")
    assert briefing("explain", "iron bridge").out.startswith("Port Ellery shuts its iron bridge")


def test_who_had_the_digest_is_known_and_the_next_one_is_sent(briefing, home):
    again = briefing("send", "--date", "2025-10-23")
    assert "has been sent already" in again.err
    briefing("build", "articles", "--date", "2025-10-24")
    assert "accepted 2" in briefing("send", "--date", "2025-10-24").err
    (message,) = (home / "mail/bob@example.org/new").iterdir()
    assert b"The old theme." in message.read_bytes()
