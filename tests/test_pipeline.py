"""The flow as a whole, with a quick encoder: what is kept between runs, and that it changes nothing."""

import datetime as dt
import json
import sqlite3
from contextlib import contextmanager
from pathlib import Path

import pytest
from werkzeug import Response

from briefing import pipeline
from briefing.config import Settings, SourceSettings
from briefing.errors import BusyError, ModelError, OutputError, SourceError, StoreError
from briefing.models.cached_encoder import CachedEncoder
from briefing.runtime.run_lock import Hold
from briefing.store.open_database import FAMILIES
from briefing.store.result_cache import key
from briefing.store.sqlite_connection import Store
from briefing.summarize.encode_and_summarize_articles import Tools

DAY = dt.date(2025, 10, 23)
STORIES = {
    "bridge": "The council voted on Monday to close the iron bridge until spring. Engineers had found cracks in two of "
    "its piers. Buses will take the road along the harbour instead. Repairs will cost 4.5 million crowns.",
    "ferry": "The night ferry ran aground on a sandbank early on Thursday. All 214 people on board were taken off by "
    "lifeboat. The harbour authority closed the main channel. A salvage tug is expected on Saturday.",
    "mine": "A heating plant that stores summer warmth in an old mine has run for a whole winter. It supplied 3,100 "
    "homes in the north of the city. The water in the galleries was still warm in March. Other towns may follow.",
}


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in STORIES.items():
        front = f"---\ntitle: About the {name}\noutlet: Gazette\npublished: 2025-10-23T08:00:00Z\n---\n\n"
        (folder / f"{name}.txt").write_text(front + text + "\n")
    return folder


@pytest.fixture
def build(tmp_path, articles, fake_encoder, monkeypatch):
    """Build the edition of DAY; returns it with the sentences that had to be encoded."""
    monkeypatch.setattr(
        pipeline, "make_tools", lambda _settings, cache: Tools(CachedEncoder(fake_encoder, cache, key), cache)
    )

    def run(folder=tmp_path / "out", settings=None, **options):
        fake_encoder.encoded.clear()
        options = {"day": DAY, "today": DAY, **options}
        built = pipeline.build(settings or Settings(), [SourceSettings(url=str(articles))], folder=folder, **options)
        return built, list(fake_encoder.encoded)

    return run


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith((".lock", "briefing.db", "briefing.cache.db"))
    }


def test_an_edition_of_the_same_inputs_is_not_composed_again(build, tmp_path, monkeypatch):
    build()
    before = files(tmp_path / "out")
    monkeypatch.setattr(pipeline, "_compose", lambda *_: pytest.fail("was composed again"))
    before.pop("2025-10-23/run.json")
    built, encoded = build()
    assert {receipt.status for receipt in built.receipts} == {"unchanged"}
    assert encoded == []
    after = files(tmp_path / "out")
    after.pop("2025-10-23/run.json")
    assert after == before


@pytest.mark.parametrize(
    "change",
    [
        lambda articles: (articles / "ferry.txt").write_text(STORIES["ferry"] + " Divers went down at noon."),
        lambda articles: (articles / "ferry.txt").unlink(),
        lambda articles: (articles / "broken.html").write_text("<html></html>"),
    ],
    ids=["changed", "gone", "failed"],
)
def test_what_has_changed_shows_as_if_nothing_had_been_kept(build, articles, tmp_path, monkeypatch, change):
    first, _ = build()
    build(folder=tmp_path / "other")
    change(articles)
    built, _ = build()
    monkeypatch.setattr(pipeline.published_editions, "made_from", lambda *_: None)
    other, _ = build(folder=tmp_path / "other")
    assert built.edition == other.edition != first.edition


def test_other_settings_compose_again(build):
    first, _ = build()
    other, _ = build(settings=Settings.model_validate({"briefing": {"max_points": 1}}))
    assert max(len(story.points) for story in other.edition.stories) == 1
    assert first.edition != other.edition


def test_an_editors_note_comes_and_goes_without_composing(build, tmp_path, monkeypatch):
    plain, _ = build()
    monkeypatch.setattr(pipeline, "_compose", lambda *_: pytest.fail("was composed again"))
    note = tmp_path / "note.md"
    note.write_text("Good *morning*.")
    noted, _ = build(note=note)
    assert noted.edition.note_html == "<p>Good <em>morning</em>.</p>"
    assert build()[0].edition == plain.edition


def test_a_damaged_kept_edition_is_composed_again(build, tmp_path):
    first, _ = build()
    with Store(tmp_path / "out" / "briefing.db", FAMILIES) as store, store.write() as connection:
        connection.execute("UPDATE editions SET composed = ?", (b"{}",))
    assert build()[0].edition == first.edition


def test_the_report_says_what_the_run_did(build, articles, tmp_path):
    (articles / "broken.html").write_text("<html></html>")
    built, _ = build()
    values = json.loads((built.folder / "run.json").read_bytes())
    stages = {stage["name"]: stage for stage in values["stages"]}
    assert list(stages) == ["read", "summarize", "stories", "compose", "render", "archive"]
    assert (stages["read"]["count"], stages["read"]["failures"]) == (4, 1)
    assert stages["summarize"]["count"] == 3
    assert (values["status"], values["read"], values["failures"], values["composed"]) == ("partial", 3, 1, True)
    assert values["packages"]["trafilatura"]
    again, _ = build()
    assert not again.report.composed
    assert again.report.inputs == values["inputs"]
    assert again.report.cache.misses == 0


def test_what_a_run_made_does_not_depend_on_when_it_ran(build, tmp_path):
    build(now=lambda: dt.datetime(2030, 1, 1, tzinfo=dt.UTC))
    one = files(tmp_path / "out")
    build(folder=tmp_path / "two", now=lambda: dt.datetime(2031, 1, 1, tzinfo=dt.UTC))
    two = files(tmp_path / "two")
    assert one.pop("2025-10-23/run.json") != two.pop("2025-10-23/run.json")
    assert one == two


def test_metrics_are_written_after_good_and_bad_runs(build, tmp_path, monkeypatch):
    path = tmp_path / "metrics" / "briefing.prom"
    settings = Settings.model_validate({"output": {"metrics": str(path)}})
    build(settings=settings)
    assert "briefing_last_run_success 1\n" in path.read_text()
    monkeypatch.setattr(pipeline, "make_tools", lambda *_: (_ for _ in ()).throw(ModelError("is missing")))
    with pytest.raises(ModelError):
        build(settings=settings)
    assert "briefing_last_run_success 0\n" in path.read_text()


def test_metrics_that_cannot_be_written_hide_no_other_error(build, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    settings = Settings.model_validate({"output": {"metrics": str(tmp_path / "file" / "briefing.prom")}})
    with pytest.raises(OutputError):
        build(settings=settings)
    monkeypatch.setattr(pipeline, "make_tools", lambda *_: (_ for _ in ()).throw(ModelError("is missing")))
    with pytest.raises(ModelError):
        build(settings=settings)


def test_what_a_killed_run_left_unfinished_is_swept_away(build, tmp_path):
    build()
    out = tmp_path / "out"
    before = files(out)
    unfinished = [out / "2025-10-23" / ".briefing.md.x1.part", out / "site" / "2025-10-23" / ".index.html.77.part"]
    for path in unfinished:
        path.write_text("half")
    (out / "site" / "pagefind" / ".search-x").mkdir(parents=True)
    mine = out / "2025-10-23" / "my.part"
    mine.write_text("mine")
    build()
    assert all(path.exists() for path in unfinished), "only a killed run's files may be removed"
    (out / ".lock-owner").write_text("{}")
    build()
    mine.unlink()
    assert files(out).keys() == before.keys()


def test_a_run_whose_lock_was_taken_over_writes_nothing(build, tmp_path, monkeypatch):
    @contextmanager
    def lost(folder):
        folder.mkdir(exist_ok=True)
        yield Hold(folder, "a token that the note does not have")

    monkeypatch.setattr(pipeline, "only_run", lost)
    with pytest.raises(BusyError, match="took it over"):
        build()
    assert files(tmp_path / "out") == {}


@pytest.fixture
def database(monkeypatch):
    """Calls `change(connection)` on every connection to the database of that name, as the system would limit it."""
    connect = sqlite3.connect

    def limit(name, change):
        def limited(path, **options):
            connection = connect(path, **options)
            if Path(path).name == name:
                change(connection)
            return connection

        monkeypatch.setattr(sqlite3, "connect", limited)

    yield limit
    monkeypatch.undo()


@pytest.mark.parametrize("name", ["briefing.db", "briefing.cache.db"])
def test_a_database_that_cannot_be_written_is_one_clear_error_and_the_editions_stay(build, tmp_path, database, name):
    build()
    before = files(tmp_path / "out")
    (tmp_path / "articles" / "mine.txt").unlink()
    database(name, lambda connection: connection.execute("PRAGMA query_only=ON"))
    with pytest.raises(StoreError, match=rf"{name}: cannot be opened for writing \(.*\)\. Check the folder"):
        build()
    assert files(tmp_path / "out") == before


@pytest.mark.parametrize(("name", "pages"), [("briefing.db", 9), ("briefing.cache.db", 6)])
def test_a_disk_that_fills_up_on_the_way_is_one_clear_error_and_the_next_run_goes_on(
    build, tmp_path, database, name, pages
):
    expected, _ = build(tmp_path / "undisturbed")
    database(name, lambda connection: connection.execute(f"PRAGMA max_page_count={pages}"))
    with pytest.raises(StoreError, match=rf"{name}: the disk is full \(.*\)\. Free some space and run again"):
        build()
    assert files(tmp_path / "out") == {}
    database(name, lambda connection: None)
    assert build()[0].edition == expected.edition


def test_a_damaged_cache_is_begun_anew_and_changes_nothing(build, tmp_path):
    first, _ = build()
    path = tmp_path / "out" / "briefing.cache.db"
    path.write_bytes(b"no database" * 500)
    second, _ = build()
    assert second.edition == first.edition
    assert second.report.cache.damaged
    assert path.with_name(f"{path.name}.damaged-1").exists()


def test_a_roundup_tells_what_the_editions_of_its_days_have_told(build, articles, tmp_path):
    """A roundup after daily editions has their stories in full; a daily edition still repeats nothing."""
    (articles / "mine.txt").write_text((articles / "mine.txt").read_text().replace("2025-10-23", "2025-10-21"))
    undated = (articles / "bridge.txt").read_text().replace("published: 2025-10-23T08:00:00Z\n", "")
    (articles / "library.txt").write_text(undated.replace("bridge", "library"))
    out = tmp_path / "dailies"
    for number in (19, 21, 23):
        build(folder=out, day=dt.date(2025, 10, number))
    daily, _ = build(folder=out, day=dt.date(2025, 10, 24))
    assert daily.edition.stories == ()
    roundup, _ = build(folder=out, settings=Settings(briefing={"lookback_hours": 48}), roundup=True)
    told = " ".join(point.text for story in roundup.edition.stories for point in story.points)
    assert all(words in told for words in ("iron bridge", "night ferry", "an old mine"))
    # The undated article was told before these days.
    assert "library" not in told
    assert dict(roundup.edition.coverage.left_out)["already in an earlier edition"] == 1


def test_a_roundup_keeps_the_names_of_the_stories_it_tells_again(build, tmp_path):
    daily, _ = build()
    roundup, _ = build(settings=Settings(briefing={"lookback_hours": 72}), roundup=True)
    assert {story.id for story in roundup.edition.stories} == {story.id for story in daily.edition.stories}


def test_a_roundup_holds_no_more_than_its_days(build, articles, tmp_path):
    (articles / "mine.txt").write_text((articles / "mine.txt").read_text().replace("2025-10-23", "2025-10-20"))
    roundup, _ = build(settings=Settings(briefing={"lookback_hours": 24}), roundup=True)
    assert "About the mine" not in {story.headline for story in roundup.edition.stories}


SPAN = {"day": dt.date(2025, 10, 24), "days": 4}


def entries(story):
    return [(entry.date.day, entry.headline) for entry in story.timeline]


def test_a_roundup_of_days_stands_beside_the_daily_editions(build, articles, tmp_path):
    """It tells what articles and editions of these days have, in a folder of its own, and changes no daily edition."""
    (articles / "mine.txt").write_text((articles / "mine.txt").read_text().replace("2025-10-23", "2025-10-21"))
    for number in (21, 23, 24):
        build(day=dt.date(2025, 10, number))
    before = {path: content for path, content in files(tmp_path / "out").items() if path.startswith("2025")}
    front = files(tmp_path / "out")["site/index.html"]
    roundup, _ = build(**SPAN)
    after = files(tmp_path / "out")
    assert roundup.folder.name == "2025-10-21--2025-10-24"
    assert {path: after[path] for path in before} == before
    told = " ".join(point.text for story in roundup.edition.stories for point in story.points)
    assert all(words in told for words in ("iron bridge", "night ferry", "an old mine"))
    days = {entry for story in roundup.edition.stories for entry in entries(story)}
    assert {(21, "About the mine"), (23, "About the ferry")} <= days
    assert "site/2025-10-21--2025-10-24/index.html" in after
    assert b"2025-10-21--2025-10-24" in after["site/archive/index.html"]
    # The front page is still that of the last day.
    assert after["site/index.html"] == front


def test_a_roundup_without_daily_editions_is_told_from_articles_alone(build, tmp_path):
    roundup, _ = build(**SPAN)
    # No daily edition came of it: the next one tells its stories as new.
    daily, _ = build()
    assert len(roundup.edition.stories) == len(daily.edition.stories)
    assert {story.status for story in daily.edition.stories} == {"new"}


def test_a_roundup_tells_lines_whose_articles_are_gone(build, articles):
    daily, _ = build()
    for path in articles.iterdir():
        path.unlink()
    roundup, _ = build(**SPAN)
    assert {story.id: story.points for story in roundup.edition.stories} == {
        story.id: story.points for story in daily.edition.stories
    }


def test_the_same_roundup_has_the_same_bytes_again(build, tmp_path):
    build()
    build(**SPAN)
    before = files(tmp_path / "out")
    again, _ = build(**SPAN)
    assert {receipt.status for receipt in again.receipts} == {"unchanged"}
    after = files(tmp_path / "out")
    assert {path for path in before if before[path] != after[path]} <= {"2025-10-21--2025-10-24/run.json"}


def test_a_roundup_of_no_news_ends_in_one_clear_error(build, articles):
    for path in articles.iterdir():
        path.unlink()
    with pytest.raises(SourceError, match="neither an article nor an edition"):
        build(**SPAN)


def test_stories_of_other_languages_are_told_in_the_editions_and_only_asked_for_once(build, articles, httpserver):
    german = (
        "Der Rat von Lindheim hat den Bau der Brücke am Dienstag nicht genehmigt. Der Bau sollte 24 Millionen kosten."
    )
    english = {
        "Der Rat von Lindheim hat den Bau der Brücke am Dienstag nicht genehmigt.": (
            "Lindheim council did not approve the building of the bridge on Tuesday."
        ),
        "Der Bau sollte 24 Millionen kosten.": "The building was to cost 42 million.",
    }
    front = "---\ntitle: Keine Brücke\npublished: 2025-10-23T08:00:00Z\n---\n\n"
    (articles / "lindheim.txt").write_text(front + german + "\n")

    def answer(request):
        text = json.loads(request.data)["messages"][-1]["content"].split("\n")[1]
        choice = {"message": {"role": "assistant", "content": english.get(text, text)}, "finish_reason": "stop"}
        return Response(json.dumps({"choices": [choice]}), content_type="application/json")

    httpserver.expect_request("/v1/chat/completions").respond_with_handler(answer)
    settings = Settings.model_validate({"models": {"translator": httpserver.url_for("/v1") + "#small"}})
    first, _ = build(settings=settings)
    asked = len(httpserver.log)
    again, _ = build(settings=settings)
    assert again.edition == first.edition
    assert len(httpserver.log) == asked > 0
    points = [point for story in first.edition.stories for point in story.points if point.translation]
    assert [(point.text, point.citations[0].quote) for point in points] == [
        (english[point.translation.original], point.translation.original) for point in points
    ]
    assert first.edition.coverage.translated >= 1
    assert first.edition.coverage.rejected_translations >= 1
    assert "42 million" not in json.dumps([point.text for story in first.edition.stories for point in story.points])
    assert not [failure for failure in first.edition.coverage.failures if failure.is_error]
