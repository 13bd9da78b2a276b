"""Edition <-> JSON: the file every other format is rendered from, today or in ten years.

The schema is derived from the records, published as `docs/edition.schema.json`, and versioned by
`records.EDITION_VERSION`. Unknown keys are ignored when reading, so that a field can be added without a new version.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter, ValidationError

from briefing.errors import FormatError
from briefing.records import EDITION_VERSION, Edition, Rendering

__all__ = ["dump", "load", "render", "schema"]

_SHOWN_MISTAKES = 3
_AGAIN = "Build that day again."


def dump(edition: Edition) -> bytes:
    """UTF-8 JSON with a newline at its end; equal editions give equal bytes."""
    return _adapter().dump_json(edition, indent=1) + b"\n"


def load(content: bytes, *, subject: str = "edition") -> Edition:
    """The edition in `content`; `subject` names it in errors.

    Raises:
        FormatError: it is not an edition, or one of a version that this program does not know.
    """
    try:
        edition = _adapter().validate_json(content)
    except ValidationError as error:
        _check_version(_peek(content, subject), subject)
        mistakes = [f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors(include_url=False)]
        listed = "; ".join(mistakes[:_SHOWN_MISTAKES])
        raise FormatError(f"is not an edition: {listed}", subject=subject) from None
    _check_version(edition.version, subject)
    _check_references(edition, subject)
    return edition


def render(edition: Edition) -> Rendering:
    """The edition file itself."""
    return Rendering(f"{edition.name}/briefing.json", dump(edition))


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `dump` writes."""
    body = _adapter().json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **body}


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Edition]:
    return TypeAdapter(Edition)


def _peek(content: bytes, subject: str) -> object:
    """The version that the content claims. Raises FormatError where it is not JSON at all."""
    try:
        values = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise FormatError("is not JSON", subject=subject) from error
    return values.get("version", EDITION_VERSION) if isinstance(values, dict) else EDITION_VERSION


def _check_version(version: object, subject: str) -> None:
    if not isinstance(version, int) or version > EDITION_VERSION:
        raise FormatError(
            f"was written by a newer version of briefing (edition version {version}, known is {EDITION_VERSION})",
            subject=subject,
            hint="Upgrade this program.",
        )
    if version < EDITION_VERSION:
        raise FormatError(
            f"has edition version {version}, which cannot be read any more (known is {EDITION_VERSION})",
            subject=subject,
            hint=_AGAIN,
        )


def _check_references(edition: Edition, subject: str) -> None:
    """Raise FormatError where a renderer would fail: over a time zone, or a citation of no article."""
    try:
        ZoneInfo(edition.timezone)
    except (ValueError, OSError, LookupError) as error:
        raise FormatError(f"has an unknown time zone: {edition.timezone!r}", subject=subject, hint=_AGAIN) from error
    unknown = sorted(_cited(edition) - {article.id for article in edition.articles})
    if unknown:
        message = f"cites {len(unknown)} articles that it does not hold, such as {unknown[0]!r}"
        raise FormatError(message, subject=subject, hint=_AGAIN)


def _cited(edition: Edition) -> set[str]:
    """Ids of the articles that stories name or cite."""
    found: set[str] = set()
    for story in edition.stories:
        found.update(story.article_ids, (citation.article_id for citation in story.citations()))
    return found


if __name__ == "__main__":
    print(json.dumps(schema(), indent=1))  # noqa: T201 - writes the published schema
