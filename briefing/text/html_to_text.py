"""HTML that holds nothing but an article (from a feed, an e-mail, Markdown) -> its blocks of plain text.

Whole web pages, with their menus and adverts, are the business of `briefing.extract`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any, Literal

from lxml import etree, html

from briefing.text.decode_and_clean import clean, one_line
from briefing.text.read_style_attributes import declarations, hides, shrinks
from briefing.text.superscripts_and_strikeouts import has_marks, show_figures
from briefing.text.words_by_script import END_MARKS

__all__ = ["Block", "Kind", "are_a_list", "blocks", "is_html", "is_page", "join", "markup_free", "parse_html", "plain"]

Kind = Literal["paragraph", "heading", "item", "quote", "table", "caption", "code"]

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "video",
        "audio",
        "canvas",
        "form",
        "button",
        "input",
        "select",
        "option",
        "textarea",
        "head",
        "nav",
        "footer",
        "map",
        "area",
        "dialog",
        "menu",
        "title",
        "link",
        "meta",
        "base",
    ]
)
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "legend", "dt"), "heading"),
    **dict.fromkeys(("li", "dd"), "item"),
    "blockquote": "quote",
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    "tr": "table",
    "pre": "code",
}
_BREAKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "aside",
        "ul",
        "ol",
        "dl",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "td",
        "th",
        "figure",
        "hr",
        "center",
        "address",
        "details",
        "summary",
        "body",
        "html",
    ]
) | frozenset(_KINDS)
_PAGE = re.compile(r"<\s*(!doctype\s+html|html|head|body|frameset)\b", re.IGNORECASE)
_OPENING = re.compile(
    r"\A\ufeff?\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*+<\s*(?:!doctype\s+html|html|head|body|main|article|section|div|p|h[1-6]|ul|ol|"
    r"table|blockquote|figure|header|span|b|i|em|strong|a|img|br|center|font)\b[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_CLOSED = re.compile(
    r"</(?:html|body|main|article|section|div|p|h[1-6]|ul|ol|li|table|blockquote)\s*>|<br\s*/?>", re.IGNORECASE
)
# Where a <br> stood, until its paragraph is done; `clean` lets no such character through.
_LINE = "\x1e"
# Lines of a paragraph at most; share of a list's items that may end as a sentence does.
_LINES, _FEW = 3, 0.1
_SENTENCE_END = re.compile(rf"[{END_MARKS}:;,][\"'”’»)]*\s*$")
# Characters of a figure or remark in a table; longer is a paragraph.
_CELL = 300
# What XML has no place for, as characters and as references to them.
_NO_TEXT = re.compile(
    r"[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    r"|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])(?![0-9])|x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef])(?![0-9a-f]));?",
    re.IGNORECASE,
)
# Levels of nesting followed; feeds and mails have under 60. Deeper is an attack on the stack.
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item … of plain text on one line. `linked` is the share of it inside links."""

    kind: Kind
    text: str
    linked: float = 0.0


def is_page(content: str) -> bool:
    """Whether `content` is a whole HTML page rather than a fragment."""
    return bool(_PAGE.search(content[:20_000]))


def is_html(content: str) -> bool:
    """Whether `content` is plainly HTML, whatever it is called: it begins with a tag, and blocks in it are closed.

    A text with a few signs of "less than", or about HTML, is not.
    """
    return bool(_OPENING.match(content) and _CLOSED.search(content))


def parse_html(content: str) -> Any:
    """The lxml tree of a page or fragment, or None where there is no element in it."""
    # lxml refuses a str with an encoding declaration, stops at NUL, and cannot move a text that has such characters.
    data = _NO_TEXT.sub(" ", content.replace("\x00", "")).encode("utf-8", errors="replace")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def blocks(content: str) -> list[Block]:
    """Blocks of the HTML fragment or simple document `content`, in reading order, without what is hidden."""
    tree = parse_html(content)
    if tree is None:
        return []
    if has_marks(content):
        show_figures(tree)
    return list(_Walk().run(tree))


def join(found: Iterable[Block]) -> str:
    """Blocks as text, a blank line between them."""
    return "\n\n".join(block.text for block in found)


def plain(content: str) -> str:
    """The text of an HTML fragment."""
    return join(blocks(content))


def markup_free(value: str) -> str:
    """`value` without tags and entities, which some systems leave in their metadata."""
    return one_line(unescape(re.sub(r"<[^>]{1,80}>", "", value))) or value


def are_a_list(lines: Sequence[str]) -> bool:
    """Whether lines that nothing but line breaks part are a list's items rather than a paragraph."""
    ends = sum(bool(_SENTENCE_END.search(line)) for line in lines[:-1])
    return len(lines) > _LINES and ends <= len(lines) * _FEW


class _Walk:
    """Collects the words of the current block and starts a new one at each block-level tag."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._linked = 0
        self._done: list[Block] = []

    def run(self, tree: Any) -> Iterator[Block]:
        self._visit(tree, "paragraph", 0, linked=False, shrunk=False)
        self._flush("paragraph")
        yield from self._done

    def _visit(self, element: Any, kind: Kind, depth: int, *, linked: bool, shrunk: bool) -> None:
        """Say an element's words; where it is `shrunk`, letters have no size until an element gives them one."""
        tag = element.tag if isinstance(element.tag, str) else ""
        style = declarations(element.get("style")) if tag else {}
        if not tag or tag in _SKIPPED or depth > _DEEPEST or _is_hidden(element, style):
            return
        resized = shrinks(style)
        shrunk = shrunk if resized is None else resized
        inner = kind if tag == "tr" and _is_layout(element) else _KINDS.get(tag, kind)
        linked = linked or tag == "a"
        breaks = tag in _BREAKS and not (kind == "table" and tag in ("td", "th", "p", "div"))
        if breaks:
            self._flush(kind)
        self._say(None if shrunk else element.text, linked=linked)
        for child in element:
            if child.tag == "br":
                self._break(child, inner)
            else:
                self._visit(child, inner, depth + 1, linked=linked, shrunk=shrunk)
                if kind == "table" or inner == "table":
                    self._words.append(" ")
            self._say(None if shrunk else child.tail, linked=linked)
        if breaks:
            self._flush(inner)

    def _break(self, element: Any, kind: Kind) -> None:
        """One <br> is a line break within a paragraph, two part paragraphs."""
        following = element.getnext()
        doubled = following is not None and following.tag == "br" and not (element.tail or "").strip()
        if doubled:
            self._flush(kind)
        else:
            self._words.append("\n" if kind == "code" else _LINE)

    def _say(self, text: str | None, *, linked: bool) -> None:
        if text:
            self._words.append(text.replace(_LINE, " "))
            if linked:
                self._linked += len(text.strip())

    def _flush(self, kind: Kind) -> None:
        lines = [line for part in "".join(self._words).split(_LINE) if (line := " ".join(clean(part).split()))]
        if lines:
            linked = min(1.0, self._linked / len(" ".join(lines)))
            self._done += [Block(kind, line, linked) for line in (lines if are_a_list(lines) else [" ".join(lines)])]
        self._words, self._linked = [], 0


def _is_layout(row: Any) -> bool:
    """Whether a table's row lays out the page rather than gives figures: a cell holds a list, paragraphs, much text."""
    for cell in row.iterchildren("td", "th"):
        parts = [each.tag for each in cell.iter("p", "ul", "ol", "table", "h1", "h2", "h3")]
        if parts.count("p") > 1 or len(parts) > parts.count("p") or len("".join(cell.itertext())) > _CELL:
            return True
    return False


def _is_hidden(element: Any, style: Mapping[str, str]) -> bool:
    return element.get("hidden") is not None or element.get("aria-hidden") == "true" or hides(style)
