"""A whole web page -> the blocks of its article, without menus, adverts and comments.

trafilatura finds the text. Where it returns suspiciously little or much, readability is asked; where both find hardly
anything, what the page states in its JSON-LD, or its paragraphs as they stand, take their place.
"""

from __future__ import annotations

import json
import re
from typing import Any

from briefing.markup import Block, Kind, blocks, parse_html
from briefing.text import clean

__all__ = ["read"]

_KINDS: dict[str, Kind] = {"head": "heading", "quote": "quote", "item": "item", "row": "table", "code": "code"}
_OFFERS = [
    f"//*[contains(translate(@class, 'PAYWL', 'paywl'), '{name}')][string-length(normalize-space()) < 600]"
    "[contains(., 'ubscri') or contains(., 'ign up') or contains(., 'bonn') or contains(., 'ewsletter')]"
    for name in ("paywall", "subscribe", "newsletter", "regwall")
]
# Offers to subscribe within the article. Some sites give the class to every paragraph that a reader pays for, so what
# is long or speaks of something else stays.
_LITTLE, _MUCH = 1_800, 6_000
# Characters, about 300 and 1,000 words. Between them trafilatura is right nearly always; below it may have missed most
# of the article, above it may have taken the comments for it. There readability's answer is asked for too.
_MORE, _LESS = 2.0, 0.35
# ... and taken where it is this much longer or shorter. On our three page sets (451 pages) the F1 goes from
# 0.953 / 0.928 / 0.905 to 0.959 / 0.928 / 0.954; 1.8 and 2.5 times longer, or 0.3 and 0.5 as long, give less on one.
_TOO_LITTLE = 250
# Characters. Less than two sentences: a cookie notice or a caption was taken for the article.


def read(content: str, url: str | None = None) -> list[Block]:
    """Blocks of the article in the page `content`; empty where the page holds no text."""
    found = _trafilatura(content, url)
    length = _length(found)
    if _LITTLE <= length <= _MUCH:
        return found
    other = _readability(content)
    if _length(other) > _MORE * length or (length > _MUCH and _LITTLE <= _length(other) < _LESS * length):
        found = other
    if _length(found) >= _TOO_LITTLE:
        return found
    return max((found, _declared(content), _paragraphs(content)), key=_length)


def _length(found: list[Block]) -> int:
    return sum(len(block.text) for block in found)


def _trafilatura(content: str, url: str | None) -> list[Block]:
    from trafilatura import bare_extraction

    # with_metadata is off: the page's facts are read by briefing.page, which does not guess dates from the text.
    result = bare_extraction(content.replace("\x00", ""), url=url, include_comments=False, prune_xpath=_OFFERS)
    body = getattr(result, "body", None)
    return [] if body is None else list(_flatten(body, "paragraph"))


def _flatten(element: Any, kind: Kind) -> list[Block]:
    """Blocks of trafilatura's tree, in which `lb` is a line break and everything else a block or inline."""
    inner = _KINDS.get(element.tag, kind)
    found: list[Block] = []
    words: list[str] = [element.text or ""]

    def flush() -> None:
        for part in re.split(r"\n\s*\n", "".join(words)):
            text = " ".join(clean(part).split())
            if text:
                found.append(Block(inner, text))
        words.clear()

    for child in element:
        if child.tag == "lb":
            words.append("\n")
        elif child.tag in ("hi", "ref", "del", "span", "cell"):
            words.append("".join(child.itertext()) + (" " if child.tag == "cell" else ""))
        elif child.tag != "graphic":
            flush()
            found += _flatten(child, inner)
        words.append(child.tail or "")
    flush()
    return found


def _readability(content: str) -> list[Block]:
    """Blocks of what readability takes for the article."""
    from readability import Document
    from readability.readability import Unparseable

    try:
        return blocks(Document(content.replace("\x00", "")).summary(html_partial=True))
    except (Unparseable, ValueError, AttributeError, TypeError, RecursionError):
        # It fails on pages that are hardly HTML, with whatever error its parser meets first.
        return []


def _declared(content: str) -> list[Block]:
    """The articleBody of the page's JSON-LD."""
    tree = parse_html(content)
    if tree is None:
        return []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and "articleBody" in (script.text or ""):
            try:
                found = _body(json.loads(script.text, strict=False), 0)
            except (ValueError, RecursionError):
                continue
            if found and "<" in found:
                return blocks(found)
            return [
                Block("paragraph", " ".join(clean(part).split()))
                for part in re.split(r"\n+", found or "")
                if part.strip()
            ]
    return []


def _body(value: Any, depth: int) -> str | None:
    if depth > 4:
        return None
    if isinstance(value, dict):
        body = value.get("articleBody")
        if isinstance(body, str) and body.strip():
            return body
        value = list(value.values())
    if isinstance(value, list):
        return next((found for item in value if (found := _body(item, depth + 1))), None)
    return None


def _paragraphs(content: str) -> list[Block]:
    """Every paragraph of the page that is prose: long enough, and not mostly links."""
    return [block for block in blocks(content) if len(block.text) > 40 and block.linked < 0.5]
