"""The flow as a whole, with a quick encoder: what is kept between runs, and that it changes nothing."""

import datetime as dt

import pytest

from briefing import pipeline
from briefing.condense import Tools
from briefing.config import Settings, SourceSettings
from briefing.models.encoder import CachedEncoder
from briefing.store.cache import key
from briefing.store.schema import Store

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
        built = pipeline.build(
            settings or Settings(), [SourceSettings(url=str(articles))], folder=folder, day=DAY, today=DAY, **options
        )
        return built, list(fake_encoder.encoded)

    return run


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith((".lock", "briefing.db"))
    }


def test_an_edition_of_the_same_inputs_is_not_composed_again(build, tmp_path, monkeypatch):
    build()
    before = files(tmp_path / "out")
    monkeypatch.setattr(pipeline, "_compose", lambda *_: pytest.fail("was composed again"))
    built, encoded = build()
    assert {receipt.status for receipt in built.receipts} == {"unchanged"}
    assert encoded == []
    assert files(tmp_path / "out") == before


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
    monkeypatch.setattr(pipeline.editions, "made_from", lambda *_: None)
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
    with Store(tmp_path / "out" / "briefing.db", pipeline.FAMILIES) as store, store.write() as connection:
        connection.execute("UPDATE editions SET composed = ?", (b"{}",))
    assert build()[0].edition == first.edition
