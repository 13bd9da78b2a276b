"""A whole web page -> the blocks of its article, without menus, adverts and comments.

trafilatura and readability each find it, and `agreement` decides between them block by block; where both find hardly
anything, what the page states in its JSON-LD, or its paragraphs as they stand, take their place.
"""

from __future__ import annotations

import json
import re
from typing import Any

from lxml import html

from briefing.extract.agreement import arbitrate
from briefing.markup import Block, Kind, blocks, parse_html
from briefing.text import clean

__all__ = ["by_readability", "by_trafilatura", "read", "shown"]

_KINDS: dict[str, Kind] = {"head": "heading", "quote": "quote", "item": "item", "row": "table", "code": "code"}
_OFFERS = [
    f"//*[contains(translate(@class, 'PAYWL', 'paywl'), '{name}')][string-length(normalize-space()) < 600]"
    "[contains(., 'ubscri') or contains(., 'ign up') or contains(., 'bonn') or contains(., 'ewsletter')]"
    for name in ("paywall", "subscribe", "newsletter", "regwall")
]
# Offers to subscribe within the article. Some sites give the class to every paragraph that a reader pays for, so what
# is long or speaks of something else stays.
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAYBE_HIDDEN = re.compile(rf"{_HIDDEN.pattern}|\shidden[\s=>]", re.IGNORECASE)
_WORDS = ".//text()[not(parent::script or parent::style or parent::noscript)]"
_STILL_SHOWN = 0.3
# Share of a page's words that must be left.
_LINES = 3
_SENTENCE_END = re.compile(r"[.!?…:;,。！？][\"'”’»)]*\s*$")
_TOO_LITTLE = 250
# Characters. Less than two sentences: a cookie notice or a caption was taken for the article.


def read(content: str, url: str | None = None) -> list[Block]:
    """Blocks of the article in the page `content`; empty where the page holds no text."""
    visible = shown(content)
    found = arbitrate(by_trafilatura(visible, url), by_readability(visible))
    if _length(found) >= _TOO_LITTLE:
        return found
    return max((found, _declared(content), _paragraphs(content)), key=_length)


def shown(content: str) -> str:
    """The page without what a browser would not show, which the extractors do not look at.

    Some pages are hidden until a script shows them: where hardly a third of the words would stay, all do.
    """
    if not _MAYBE_HIDDEN.search(content):
        return content
    tree = parse_html(content)
    body = tree.find(".//body") if tree is not None else None
    if body is None:
        return content
    before = _words(body)
    for element in [each for each in body.iter() if isinstance(each.tag, str) and _is_hidden(each)]:
        element.drop_tree()
    if _words(body) < _STILL_SHOWN * before:
        return content
    return str(html.tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>"))


def _words(body: Any) -> int:
    return sum(len(text.split()) for text in body.xpath(_WORDS))


def _is_hidden(element: Any) -> bool:
    return element.getparent() is not None and (
        element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _length(found: list[Block]) -> int:
    return sum(len(block.text) for block in found)


def by_trafilatura(content: str, url: str | None) -> list[Block]:
    """Blocks of what trafilatura takes for the article."""
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
        for part in _parts("".join(words)):
            text = " ".join(clean(part).split())
            if text:
                found.append(Block(inner, text))
        words.clear()

    for child in element:
        if child.tag == "lb":
            words.append("\n")
        elif child.tag in ("hi", "ref", "del", "span") or (child.tag == "cell" and not _is_layout(child)):
            words.append("".join(child.itertext()) + (" " if child.tag == "cell" else ""))
        elif child.tag != "graphic":
            flush()
            found += _flatten(child, "paragraph" if child.tag == "cell" else inner)
        words.append(child.tail or "")
    flush()
    return found


def _is_layout(cell: Any) -> bool:
    """Whether a table's cell holds paragraphs, as in pages that are laid out with tables, rather than a figure."""
    return next(cell.iter("p", "head", "list", "quote"), None) is not None


def _parts(text: str) -> list[str]:
    """Paragraphs, which an empty line parts; also the lines of a list that is written with nothing but line breaks."""
    parts = re.split(r"\n\s*\n", text)
    return [line for part in parts for line in (part.split("\n") if _is_list(part) else [part])]


def _is_list(text: str) -> bool:
    lines = text.split("\n")
    return len(lines) > _LINES and not any(_SENTENCE_END.search(line) for line in lines[:-1])


def by_readability(content: str) -> list[Block]:
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
