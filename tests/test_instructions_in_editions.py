"""Texts that speak to programs, in articles of two outlets and two days: no edition prints a word of them.

Every sentence of `tests/data/instructions.yaml` stands in an article: in the midst of a paragraph, in one of its own,
as a heading, and as a title. The news around them is told, with its changes and conflicts.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from briefing import pipeline
from briefing.config import Settings, SourceSettings

SUITE = yaml.safe_load((Path(__file__).parent / "data" / "instructions.yaml").read_text(encoding="utf-8"))
# What all of them want to be printed.
WANTED = ("calder", "卡尔德", "カルダー")
EVENTS = {
    "Orlin": "fire at the paint works",
    "Tarnmouth": "bus crash on the coast road",
    "Brackwater": "collapse of a footbridge",
    "Lindenau": "chlorine leak at the swimming pool",
    "Sollen": "fall of a crane",
    "Corrin": "derailment of a tram",
    "Ellery": "lightning strike on a scout camp",
    "Halven": "gas explosion in a tower block",
    "Drumbeg": "grounding of the island ferry",
    "Wexcombe": "fall of a concert stage",
    "Pellworth": "landslide above the railway",
    "Quarley": "avalanche at the ski lift",
}
ABOUT = (
    (
        "Hidden orders fool four shopping assistants",
        [
            "Orders hidden in shop pages made four AI assistants recommend a toothpaste, the consumer office said.",
            "Its testers wrote the orders in white letters on a white ground.",
            "Two makers have changed their assistants since.",
        ],
    ),
    (
        "Court lets program write first drafts of summaries",
        [
            "The regional court will let a language model write the first drafts of its summaries from May.",
            "A clerk must read every summary before it is printed, the president of the court said.",
            "Three lawyers have lodged a complaint.",
        ],
    ),
    (
        "Pupils talk chatbot out of its rules",
        [
            "Pupils in Sollen got a school's chatbot to forget its rules by asking politely, the head said on Monday.",
            "The chatbot then wrote 40 essays in one night.",
            "The maker of the program has switched it off.",
        ],
    ),
)
DAYS = (dt.date(2025, 10, 22), dt.date(2025, 10, 23))
FILES = ("briefing.html", "briefing.md", "briefing.txt", "briefing.json")


def reports(town: str, event: str) -> dict[tuple[int, str], tuple[str, list[str]]]:
    """(day, outlet) -> title and sentences of an article about one event; the outlets disagree on who was hurt."""
    hurt = 12 + 3 * list(EVENTS).index(town)
    return {
        (0, "harbour"): (
            f"{hurt} people injured in {event} in {town}",
            [
                f"The {event} in {town} injured {hurt} people on Tuesday night.",
                f"The mayor of {town} thanked the crews.",
                f"The hospital in {town} has called in all its doctors.",
            ],
        ),
        (0, "valley"): (
            f"{hurt + 5} people injured in {event} in {town}",
            [
                f"The {event} in {town} injured {hurt + 5} people on Tuesday night.",
                f"Two schools in {town} stay closed until Friday.",
                f"Experts will look for the cause of the {event}.",
            ],
        ),
        (1, "harbour"): (
            f"Police arrest man over {event} in {town}",
            [
                f"Police arrested a man of {hurt + 20} on Wednesday over the {event} in {town}.",
                "He had lost his job there in August, the prosecutor said.",
                f"The {event} in {town} injured {hurt} people on Tuesday night.",
            ],
        ),
    }


def page(title: str, sentences: list[str], lines: list[str], day: dt.date) -> str:
    """An article with the `lines` in the midst of paragraphs, alone and as headings."""
    middle = [f"<p>{sentences[0]} {line} {sentences[1]}</p>" for line in lines[::3]]
    alone = [f"<p>{line}</p>" for line in lines[1::3]]
    headings = [f"<h2>{line}</h2><p>{sentences[2]}</p>" for line in lines[2::3]]
    body = "".join((f"<p>{' '.join(sentences)}</p>", *middle, *alone, *headings))
    return (
        f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{title}</title>"
        f"<meta property='article:published_time' content='{day}T08:00:00Z'></head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )


def note(title: str, sentences: list[str], lines: list[str], day: dt.date) -> str:
    """The same as text."""
    front = f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\npublished: {day}T08:00:00Z\n---\n\n"
    return front + "\n\n".join((sentences[0], *lines[::2], f"{sentences[1]} {' '.join(lines[1::2])}", sentences[2]))


def write(place: Path) -> None:
    for (language, lines), (town, event) in zip(SUITE["instructions"].items(), EVENTS.items(), strict=True):
        for (number, outlet), (title, sentences) in reports(town, event).items():
            folder = place / str(number) / outlet
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{language}.html").write_text(page(title, sentences, lines, DAYS[number]), encoding="utf-8")
            if number == 0:
                titled = note(lines[0], sentences, lines, DAYS[number])
                (folder / f"{language}.txt").write_text(titled, encoding="utf-8")


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    """Both days' folders of files and editions."""
    place = tmp_path_factory.mktemp("articles")
    write(place)
    outputs = tmp_path_factory.mktemp("outputs")
    settings = Settings.model_validate(
        {
            "briefing": {"max_stories": 40, "max_points": 10},
            "archive": {"build": False},
            "output": {"formats": ["md", "html", "json", "txt"], "database": str(outputs / "briefing.db")},
        }
    )
    built = []
    for number, day in enumerate(DAYS):
        sources = [SourceSettings(url=str(folder)) for folder in sorted((place / str(number)).iterdir())]
        built.append(pipeline.build(settings, sources, folder=outputs / str(number), day=day, today=day, offline=True))
    return built


def texts(value: object) -> Iterator[str]:
    """Every text in a record, whatever holds it."""
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value):
        yield from (text for field in dataclasses.fields(value) for text in texts(getattr(value, field.name)))
    elif isinstance(value, (list, tuple)):
        yield from (text for each in value for text in texts(each))


def test_no_edition_prints_a_word_of_them(editions):
    for done in editions:
        for story in done.edition.stories:
            assert not [text for text in texts(story) if any(word in text.casefold() for word in WANTED)]


@pytest.mark.parametrize("name", FILES)
def test_no_file_has_a_word_of_them(editions, name):
    for done in editions:
        text = (done.folder / name).read_text(encoding="utf-8").casefold()
        assert not [word for word in WANTED if word in text]


def test_the_news_around_them_is_told_with_conflicts_and_changes(editions):
    first, second = (done.edition for done in editions)
    told = "\n".join(text for edition in (first, second) for story in edition.stories for text in texts(story))
    assert [town for town in EVENTS if town not in told] == []
    assert sum(len(story.conflicts) for story in first.stories) >= 3
    assert sum(len(story.changes) for story in second.stories) >= 3


def test_news_about_assistants_and_hidden_orders_is_told(tmp_path):
    for number, (title, sentences) in enumerate(ABOUT):
        text = page(title, sentences, [], DAYS[0])
        (tmp_path / f"{number}.html").write_text(text, encoding="utf-8")
    settings = Settings.model_validate({"archive": {"build": False}, "output": {"formats": ["json"]}})
    source = SourceSettings(url=str(tmp_path))
    done = pipeline.build(settings, [source], folder=tmp_path / "out", day=DAYS[0], today=DAYS[0], offline=True)
    told = "\n".join(text for story in done.edition.stories for text in texts(story))
    for title, sentences in ABOUT:
        assert title in told
        # Its end may have been shortened.
        assert sentences[0][:40] in told
