"""Edition -> the message of a chat or push service: a title and plain text, cut at the end of a story.

A service takes so many characters and no more. So every story is told whole or not at all: first with fewer key
points, then with headlines alone, and what does not fit is linked. Text of an article cannot mention people or groups
of a chat, nor make a link whose address is hidden.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from briefing.config import Settings
from briefing.edition.choose_stories_for_reader import chosen
from briefing.records import Edition, Subscriber
from briefing.render import jinja_environment, translations
from briefing.render.email_digest_view import Printed, followed, view, web_address
from briefing.text.email_addresses import one_line

__all__ = ["ChannelMessage", "Limits", "compose"]

# So many stories should fit before their key points are told; a day with fewer has all of them.
_STORIES = 3
# Shortest headline that is still worth printing.
_HEADLINE = 24
_BLANK_LINES = re.compile(r"\n{3,}")
# What makes a chat notify somebody, or take what follows as a command: "@everyone", "<!channel>", "[text](address)".
_ACTIVE = re.compile(r"@(?=\w)|<(?=[@#!:/a-zA-Z])|\](?=\()")
_JOINER = "\u2060"


@dataclass(frozen=True, slots=True)
class Limits:
    """Longest title and text of a service; it counts in UTF-8 bytes or in UTF-16 units.

    A `title` of 0 says that it has no titles: ours is then the first line of the text.
    """

    title: int
    text: int
    in_bytes: bool = False

    def size(self, text: str) -> int:
        """The length of a text as the service counts it."""
        return len(text.encode()) if self.in_bytes else len(text.encode("utf-16-le")) // 2


@dataclass(frozen=True, slots=True)
class ChannelMessage:
    """What a service is given. `left` counts the stories that did not fit."""

    title: str
    text: str
    left: int = 0


def compose(
    edition: Edition,
    reader: Subscriber,
    settings: Settings,
    limits: Limits,
    *,
    points: int,
    linked: bool = True,
    alert: bool = False,
) -> ChannelMessage:
    """The message of an edition for one channel, within the limits; `points` is the most that a story is told in.

    With `linked` it names the edition's page in the archive, where that has an address. An `alert` is called that, and
    says what the channel is told it for.
    """
    mine = chosen(edition, reader)
    web = web_address(settings.archive.base_url, edition) if linked else None
    theme = Path(settings.output.templates) if settings.output.templates else None
    language = str(translations.locale(reader.language or edition.language, theme)).replace("_", "-")
    env = jinja_environment.environment("text", language, settings.briefing.timezone, theme)
    topics = followed(mine, reader) if alert else ()
    called = f" · {translations.translations(language[:2], theme).gettext('Alert')}" if alert else ""
    named = _inert(f"{one_line(edition.title)}{called} · {env.filters['dateline'](edition)}")
    title = _cut(named, limits, limits.title or max(_HEADLINE, limits.text // 4))
    room = limits.text - (0 if limits.title else limits.size(title) + 2)

    def text(stories: int, most: int) -> str:
        values = {
            "digest": view(mine, stories=stories, web=web, topics=topics),
            "inert": _inert,
            "told": lambda story: _told(story, most),
        }
        return _BLANK_LINES.sub("\n\n", jinja_environment.render(env, "channel.txt.j2", values)).strip()

    count = len(mine.stories)
    for most in range(points, -1, -1):
        fitting = _most(lambda stories, most=most: limits.size(text(stories, most)) <= room, count)  # type: ignore[misc]
        if fitting >= min(count, _STORIES) or (most == 0 and fitting):
            return ChannelMessage(title, text(fitting, most), count - fitting)
    first = max(mine.stories, key=lambda story: story.rank)
    return ChannelMessage(title, _shortest(one_line(first.headline), web, limits, room), count - 1)


def _shortest(headline: str, web: str | None, limits: Limits, room: int) -> str:
    """A headline that is cut to fit, with the address of the page where there is room for both."""
    link = f"\n{web}" if web and limits.size(web) + 1 + _HEADLINE <= room else ""
    return _cut(_inert(headline), limits, room - limits.size(link)) + link


def _cut(text: str, limits: Limits, room: int) -> str:
    """`text`, cut with an ellipsis to so much as the service takes."""
    if limits.size(text) <= room:
        return text
    length = _most(lambda length: limits.size(f"{text[:length]}…") <= room, len(text))
    return f"{text[:length].rstrip()}…" if length else ""


def _inert(text: str) -> str:
    """`text` without what a chat would act on: mentions, commands, links with hidden addresses."""
    return _ACTIVE.sub(lambda found: found[0] + _JOINER, one_line(text))


def _told(story: Printed, most: int) -> list[Printed]:
    """The first key points of a story, what has changed before all others."""
    changes = [each["point"] or {**each, "unsupported": False} for each in story["changes"]]
    said = {each["text"] for each in changes}
    return [*changes, *(point for point in story["points"] if point["text"] not in said)][:most]


def _most(fits: Callable[[int], bool], count: int) -> int:
    """The largest number up to `count` that `fits`, where a smaller one always fits if a larger one does; else 0."""
    low, high = 0, count
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low
