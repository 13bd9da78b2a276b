"""Why a story is what it is: its articles, why they were put together, what its rank is made of, and its earlier days.

Everything is read from the editions in the database: what was printed is what is explained.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from briefing.config import OutputSettings
from briefing.edition import edition_json
from briefing.errors import StoreError
from briefing.records import Edition, Story
from briefing.store import published_editions
from briefing.store.open_database import open_store

__all__ = ["explain", "find", "lines"]


def explain(
    settings: OutputSettings, folder: Path, wanted: str, *, day: dt.date | None = None
) -> tuple[Edition, Story]:
    """The latest edition (or that of `day`) that has the story `wanted`, and the story.

    `wanted` is an id, the beginning of one, or words of a headline.

    Raises:
        StoreError: no edition has such a story, or the database cannot be read.
    """
    with open_store(settings, folder) as store:
        for known in reversed([day] if day else published_editions.days(store)):
            content = published_editions.load(store, known)
            edition = edition_json.load(content, subject=str(known)) if content else None
            story = find(edition, wanted) if edition else None
            if edition and story:
                return edition, story
    raise StoreError(
        f"no story {wanted!r} in {day or 'any edition'}",
        subject=str(folder),
        hint="Give a story's id from the edition's JSON, or words of its headline.",
    )


def find(edition: Edition, wanted: str) -> Story | None:
    """The story of `edition` with this id, this beginning of an id, or these words in its headline."""
    text = wanted.casefold().strip()
    exact = (story for story in edition.stories if story.id == text)
    begun = (story for story in edition.stories if text and story.id.startswith(text))
    named = (story for story in edition.stories if text and text in story.headline.casefold())
    return next(exact, None) or next(begun, None) or next(named, None)


def lines(edition: Edition, story: Story) -> list[str]:
    """The explanation, line by line."""
    place = [other.id for other in edition.stories].index(story.id) + 1
    found = [
        story.headline,
        f"  {story.id}, {story.status} in the edition of {edition.date}, first told {story.first_seen or edition.date}",
        "",
        f"Why it ranks {place} of {len(edition.stories)} as printed: {story.rank:.2f}",
    ]
    found += [
        f"  {term.value * term.weight:+6.2f}  {term.name:<14} {term.value:g} x {term.weight:g}  ({term.detail})"
        for term in story.why_ranked
    ]
    found += ["", f"Why its {len(story.article_ids)} articles are one story:"]
    found += [f"  {reason}" for reason in story.why_merged] or ["  it has one article"]
    for name in story.article_ids:
        article = edition.article(name)
        found.append(f"  - {article.outlet or article.source}: {article.title or name}")
    if story.changes:
        found += ["", "What changed:", *(f"  {change.kind}: {change.text}" for change in story.changes)]
    if story.conflicts:
        found += ["", "Where its sources differ:"]
        found += [f"  {item.fact}: {' / '.join(claim.value for claim in item.claims)}" for item in story.conflicts]
    if story.timeline:
        found += ["", "Earlier:", *(f"  {entry.date}  {entry.headline}" for entry in story.timeline)]
    return found
