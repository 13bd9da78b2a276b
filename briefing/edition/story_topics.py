"""What a printed story is about, by the words or phrases that a reader gives: its headline, points and changes."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.records import Story
from briefing.text.whole_phrases import first_phrase

__all__ = ["about"]


def about(story: Story, phrases: Sequence[str]) -> str | None:
    """The first of `phrases` that the headline, a point or a change of `story` has as whole words; else None."""
    if not phrases:
        return None
    told = [story.headline, *(point.text for point in story.points), *(change.text for change in story.changes)]
    return first_phrase("\n".join(told), phrases)
