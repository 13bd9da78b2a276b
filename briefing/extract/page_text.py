"""A whole web page -> the blocks of its article, without menus, adverts and comments.

trafilatura and readability each find it, and `vote_on_disputed_page_blocks` decides between them block by block. If
both find hardly anything, the text in the page's JSON-LD is used, or all of the page's paragraphs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from lxml import html

from briefing.extract.comments_adverts_and_embedded_posts import embedded_posts, own_words
from briefing.extract.vote_on_disputed_page_blocks import arbitrate
from briefing.text.decode_and_clean import clean
from briefing.text.html_to_text import Block, Kind, are_a_list, blocks, parse_html
from briefing.text.page_parts import has_parts, part_headings
from briefing.text.superscripts_and_strikeouts import has_marks, show_figures

__all__ = ["by_readability", "by_trafilatura", "read", "shown", "with_lead"]

_KINDS: dict[str, Kind] = {"head": "heading", "quote": "quote", "item": "item", "row": "table", "code": "code"}
# Offers to subscribe within the article. Some sites give the class to every paragraph that a reader pays for, so what
# is long or speaks of something else stays.
_OFFERS = [
    f"//*[contains(translate(@class, 'PAYWL', 'paywl'), '{name}')][string-length(normalize-space()) < 600]"
    "[contains(., 'ubscri') or contains(., 'ign up') or contains(., 'bonn') or contains(., 'ewsletter')]"
    for name in ("paywall", "subscribe", "newsletter", "regwall")
]
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAYBE_HIDDEN = re.compile(rf"{_HIDDEN.pattern}|\shidden[\s=>]", re.IGNORECASE)
_WORDS = ".//text()[not(parent::script or parent::style or parent::noscript)]"
# Share of a page's words that must remain.
_STILL_SHOWN = 0.3
# Characters of a lead, and letters that it shares with the description. Shorter ones are subtitles, which two of three
# page sets do not count as text. Fifty letters are there twice only where they are the same words.
_LEAD, _LEAD_START = 120, 50
# First paragraphs, and the share of a lead's words in them from which it is left out: 1 of the 27 leads that our page
# sets gain.
_TOP, _REPEATED = 3, 0.8
_WORD = re.compile(r"\w+")
# Characters. Less than two sentences: a cookie notice or a caption was taken for the article.
_TOO_LITTLE = 250


def read(content: str, url: str | None = None, description: str | None = None) -> list[Block]:
    """Blocks of the article in the page `content`; empty if the page holds no text.

    `description` is what the page says that it is about.
    """
    visible = own_words(shown(content))
    found = arbitrate(by_trafilatura(visible, url), by_readability(visible))
    if _length(found) >= _TOO_LITTLE:
        return _apart(with_lead(found, visible, description), embedded_posts(visible))
    return max((found, _declared(content), _paragraphs(content)), key=_length)


def _apart(found: list[Block], posts: list[str]) -> list[Block]:
    """`found` with the words of embedded posts as captions, which belong to the text and are not quoted."""
    return [replace(block, kind="caption") if any(block.text in post for post in posts) else block for block in found]


def with_lead(found: list[Block], content: str, description: str | None) -> list[Block]:
    """`found` after the article's lead, where that stands apart and no extractor took it.

    It is a paragraph of the page that begins as the page's description does.
    """
    start = _letters(description or "")[:_LEAD_START]
    if len(start) < _LEAD_START or start in _letters(" ".join(block.text for block in found)):
        return found
    for block in blocks(content):
        if block.kind != "heading" and len(block.text) >= _LEAD and _letters(block.text).startswith(start):
            return found if _repeats(block, found[:_TOP]) else [Block("paragraph", block.text), *found]
    return found


def _repeats(lead: Block, top: list[Block]) -> bool:
    """Whether the first paragraphs repeat the lead in nearly the same words; then the lead is left out."""
    said = {word for block in top for word in _WORD.findall(block.text.casefold())}
    words = set(_WORD.findall(lead.text.casefold()))
    return len(words & said) >= _REPEATED * len(words)


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def shown(content: str) -> str:
    """The page without what a browser would not show, which the extractors do not look at; figures as it shows them.

    Some pages are hidden until a script shows them: where hardly a third of the words would stay, all do.
    """
    if has_marks(content):
        content = _as_page(content, show_figures)
    if has_parts(content):
        content = _as_page(content, part_headings)
    return _as_page(content, _drop_hidden) if _MAYBE_HIDDEN.search(content) else content


def _as_page(content: str, change: Callable[[Any], object]) -> str:
    """The page `content` after `change` to the tree of its body; as it is where `change` returns False."""
    tree = parse_html(content)
    body = tree.find(".//body") if tree is not None else None
    if body is None or change(body) is False:
        return content
    return str(html.tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>"))


def _drop_hidden(body: Any) -> bool:
    """Drop what is hidden, unless it is most of the page."""
    before = _words(body)
    for element in [each for each in body.iter() if isinstance(each.tag, str) and _is_hidden(each)]:
        element.drop_tree()
    return _words(body) >= _STILL_SHOWN * before


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

    # with_metadata is off: briefing.text.page_metadata reads the page's facts, and does not guess dates from the text.
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
    found: list[str] = []
    for part in re.split(r"\n\s*\n", text):
        lines = part.split("\n")
        found += lines if are_a_list(lines) else [part]
    return found


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
