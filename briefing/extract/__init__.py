"""Article -> Document: the plain text, the offsets of its sentences, and its metadata.

Text that was given as text keeps its length, so that offsets index what was given; sentences that speak to a program
become blanks in it (`briefing.extract.find_prompt_injection`). HTML is reduced to the article's own
words; a page's own metadata fills in what the source did not say.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from briefing.errors import ArticleError
from briefing.extract import article_kind, datelines_and_boilerplate, find_prompt_injection, page_text
from briefing.language import detect_language as language
from briefing.language import split_sentences
from briefing.records import Article, Document, Image
from briefing.text import parse_dates, words_by_script
from briefing.text.decode_and_clean import one_line
from briefing.text.find_paragraphs import paragraphs
from briefing.text.html_to_text import Block, blocks, is_page
from briefing.text.page_metadata import PageFacts, facts

__all__ = ["INSTRUCTED", "extract"]

INSTRUCTED = "instructions-removed"
"""Label of a document from which sentences were taken out that spoke to a program."""

# Text looked at for sentences: about 10,000 words, twice the longest feature. What follows is kept, but not quoted.
MAX_CHARACTERS = 60_000
SHORT_WORDS = 60
# Below either limit there is nothing to choose from. The briefs of news agencies begin at about 90 words.
SHORT_SENTENCES = 3
# Sentences that begin with a time of day, from which on they are posts of a live page.
_POSTS = 3
# A page whose longest sentence is shorter holds a menu ("Home", "Sign in"), not an article, in any script.
_LEAST_CHARACTERS = 12
_TOP = 3
# A byline is among the first blocks and has little more than the author's name.
_BYLINE = 40
# Share of a page's paragraph inside links from which it points to another article. In a letter, its own items do so.
_POINTER = 0.8
# A text that asks for a subscription at its end and is shorter than this is a stub.
_PAYWALL_WORDS = 250


@dataclass(frozen=True, slots=True)
class _Part:
    """One paragraph of the text: its offsets and, for HTML, what kind of block it was."""

    start: int
    end: int
    quotable: bool


def extract(article: Article) -> Document:
    """The text of `article`, its sentences and its metadata.

    Raises:
        ArticleError: there is no text in it, or nothing that can be quoted.
    """
    found, known = _read(article)
    text, parts = _lay_out(article, found, known)
    tongue = language.detect(text, article.language or known.language)
    text, instructed = find_prompt_injection.blank(text, [(part.start, part.end) for part in parts], tongue)
    title = article.title or known.title
    spans = _sentences(text, parts, tongue)
    if not _are_readable(spans):
        raise ArticleError(
            "has no sentence of a readable length", subject=article.source, hint="It may be a list or a table."
        )
    published = article.published or known.published or parse_dates.parse(datelines_and_boilerplate.dateline_date(text))
    return Document(
        id=article.id,
        source=article.source,
        text=text,
        sentences=spans,
        title=None if title and find_prompt_injection.is_instruction(title) else title,
        url=article.url or known.url,
        outlet=article.outlet or known.outlet,
        author=article.author or known.author,
        published=published,
        language=tongue,
        section=article.section,
        feed=article.feed,
        image=_image(article, known),
        labels=_labels(text, spans, dated=published is not None, free=known.free)
        + ((INSTRUCTED,) if instructed else ()),
        kind=article_kind.kind_of(article, known, text, spans, tongue),
    )


def _image(article: Article, known: PageFacts) -> Image | None:
    """The lead image: the page's, unless only the feed's has a description or credit."""
    told = [image for image in (known.image, article.image) if image and (image.alt or image.credit)]
    return told[0] if told else known.image or article.image


def _read(article: Article) -> tuple[list[Block], PageFacts]:
    """The blocks of an article in HTML or Markdown, and what its page says; for text there is nothing to read."""
    if article.markup == "text":
        return [], PageFacts()
    if article.markup == "markdown":
        return blocks(_html(article.content)), PageFacts()
    if not is_page(article.content):
        return blocks(article.content), PageFacts()
    known = facts(article.content, article.url)
    return page_text.read(article.content, article.url or known.url, known.description), known


def _html(markdown: str) -> str:
    """HTML of CommonMark with what GitHub and most editors add: tables, struck-out words, footnotes, definitions."""
    return str(_markdown_parser().render(markdown))


@cache
def _markdown_parser() -> Any:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin).use(deflist_plugin)


def _is_byline(block: Block, known: PageFacts) -> bool:
    """Whether a block at the top is the author's name, with at most a date."""
    line = one_line(block.text) or ""
    return bool(known.author and known.author in line and len(line) < len(known.author) + _BYLINE)


def _is_prose(block: Block) -> bool:
    return block.kind not in ("heading", "caption", "table", "code")


def _lay_out(article: Article, found: list[Block], known: PageFacts) -> tuple[str, list[_Part]]:
    """The document's text and its paragraphs. Raises ArticleError if there is none."""
    if article.markup == "text":
        text = article.content
        spans = paragraphs(text[:MAX_CHARACTERS])
        parts = [_Part(start, end, not datelines_and_boilerplate.is_frame(text[start:end])) for start, end in spans]
    else:
        kept = [block for block in found if not datelines_and_boilerplate.is_junk(block.text)] or found
        top = [block for block in kept[:_TOP] if not _is_byline(block, known) and block.text != article.title]
        kept = (top + kept[_TOP:]) or found
        text = "\n\n".join(block.text for block in kept)
        parts, position = [], 0
        pointer = _POINTER if is_page(article.content) else 2.0
        for block in kept:
            end = position + len(block.text)
            prose = _is_prose(block) and block.text != known.title and block.linked < pointer
            parts.append(_Part(position, end, prose and not datelines_and_boilerplate.is_frame(block.text)))
            position = end + 2
    if not any(character.isalnum() for character in text):
        raise ArticleError(
            "has no text that could be extracted",
            subject=article.source,
            hint="The page may need a browser to show it.",
        )
    return text, parts


def _sentences(text: str, parts: list[_Part], tongue: str) -> tuple[tuple[int, int], ...]:
    """Sentences of the paragraphs that can be quoted; of all paragraphs, if those have none of a readable length."""
    inside = [part for part in parts if part.end <= MAX_CHARACTERS]
    found = _split(text, [part for part in inside if part.quotable], tongue)
    return found if _are_readable(found) else _split(text, inside, tongue)


def _are_readable(spans: tuple[tuple[int, int], ...]) -> bool:
    return any(end - start >= _LEAST_CHARACTERS for start, end in spans)


def _split(text: str, chosen: list[_Part], tongue: str) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    # A time of day is the clock of a live page only beside others.
    clocks = sum(datelines_and_boilerplate.is_timed(text[part.start : part.end]) for part in chosen) > 1
    for part in chosen:
        start = part.start + datelines_and_boilerplate.dateline_length(text[part.start : part.end])
        start += datelines_and_boilerplate.label_length(text[start : part.end], tongue, clocks=clocks)
        spans += split_sentences.split(text, start, part.end, tongue)
    spans = _without_clocks(text, spans, tongue)
    kept = [span for span in spans if not datelines_and_boilerplate.is_offer(text[span[0] : span[1]])]
    return tuple(kept or spans)


def _without_clocks(text: str, spans: list[tuple[int, int]], tongue: str) -> list[tuple[int, int]]:
    """`spans` without the times before the posts of a live page whose posts are no paragraphs of their own."""
    if sum(datelines_and_boilerplate.is_timed(text[start:end]) for start, end in spans) < _POSTS:
        return spans
    lengths = [datelines_and_boilerplate.label_length(text[start:end], tongue, clocks=True) for start, end in spans]
    return [(start + length, end) for (start, end), length in zip(spans, lengths, strict=True) if start + length < end]


def _labels(text: str, spans: tuple[tuple[int, int], ...], *, dated: bool, free: bool) -> tuple[str, ...]:
    words = words_by_script.count(text)
    found = []
    if not dated:
        found.append("undated")
    if words < SHORT_WORDS or len(spans) < SHORT_SENTENCES:
        found.append("short")
    if words < _PAYWALL_WORDS and (not free or datelines_and_boilerplate.asks_to_pay(text)):
        found.append("paywalled")
    if datelines_and_boilerplate.is_cookie_wall(text) and words < _PAYWALL_WORDS:
        found.append("cookie-wall")
    if len(text) > MAX_CHARACTERS:
        found.append("cut")
    return tuple(found)
