import dataclasses

import editions
import pytest
from sendings import settings

from briefing.records import Subscriber
from briefing.render.channel_message import Limits, compose

TEAM = Subscriber("channel:team")


def told(edition, limits, points=2, **changes):
    return compose(edition, TEAM, settings(**changes), limits, points=points)


@pytest.mark.parametrize("length", [60, 160, 400, 900, 2000, 4096])
@pytest.mark.parametrize("make", [editions.sample, editions.hostile, editions.empty])
@pytest.mark.parametrize("in_bytes", [True, False])
def test_no_message_is_longer_than_its_service_takes(length, make, in_bytes):
    limits = Limits(0, length, in_bytes)
    made = told(make(), limits)
    assert limits.size(f"{made.title}\r\n{made.text}") <= length
    assert made.text


def test_stories_are_told_whole_or_not_at_all():
    whole = told(editions.sample(), Limits(200, 5000)).text
    stories = whole.split("\n\n")
    for length in range(300, 1400, 50):
        made = told(editions.sample(), Limits(200, length))
        parts = made.text.split("\n\n")
        headlines = [part.splitlines()[0] for part in stories]
        shown = [part for part in parts if part.splitlines()[0] in headlines]
        assert len(shown) == 4 - made.left
        assert all("https://harbour.example/news/2026-03-12/#" in part for part in shown)


def test_every_point_names_its_source():
    made = told(editions.sample(), Limits(200, 5000))
    points = [line for line in made.text.splitlines() if line.startswith("•")]
    assert points
    assert all(" — " in line for line in points)


def test_without_an_archive_a_story_links_its_source():
    made = compose(editions.sample(), TEAM, settings(archive={"base_url": None}), Limits(200, 5000), points=1)
    assert "harbour.example" not in made.text
    assert made.text.count("://") >= 3


@pytest.mark.parametrize(
    "hostile", ["@everyone look", "<!channel> look", "<@U12345> look", "see [the bank](https://evil.example)"]
)
def test_an_article_can_call_nobody_and_hide_no_address(hostile):
    edition = editions.sample()
    sections = [
        dataclasses.replace(
            section, stories=tuple(dataclasses.replace(story, headline=hostile) for story in section.stories)
        )
        for section in edition.sections
    ]
    made = told(dataclasses.replace(edition, sections=tuple(sections)), Limits(200, 5000))
    assert hostile not in made.text
    assert made.text.replace("\u2060", "").count(hostile) == 4


def test_the_same_edition_gives_the_same_message():
    assert told(editions.sample(), Limits(0, 900)) == told(editions.sample(), Limits(0, 900))
