"""When a page's article was published: its metadata first, then its own <time>, its address, its byline.

Dates of the site (today's, in its head), of teasers, comments and events stand elsewhere and do not count.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import islice
from typing import Any

from lxml import html

from briefing.text import parse_dates
from briefing.text.decode_and_clean import one_line
from briefing.text.page_parts import content, is_elsewhere

__all__ = ["published"]

_METAS = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "date",
    "article:modified_time",
)
# Characters of a line with a date: a byline. A longer paragraph is the article's, and dates what it tells.
_LINE = 120
# A byline is a short line among the first elements after the headline.
_BYLINE_ELEMENTS = 6
_PARAGRAPHS = ("p", "li", "div", "td", "section", "article", "header", "footer", "main", "body")
_IN_FIGURES = re.compile(r"(?<!\d)\d{1,2}([-./])\d{1,2}\1(?:\d{4}|\d\d)(?!\d)")


def published(
    tree: Any, metas: dict[str, str], article: dict[str, Any], heading: Any | None, now: dt.datetime | None
) -> dt.datetime | None:
    """The instant that the page in `tree` says its article was published, or None.

    `metas` and `article` are its metadata, `heading` is the element with the headline.
    """
    candidates: Iterator[Any] = (
        value
        for values in (
            [article.get("datePublished"), *(metas.get(name) for name in _METAS)],
            _marked(tree, heading),
            _times(tree, heading),
            [article.get("dateCreated"), article.get("dateModified")],
        )
        for value in values
    )
    for candidate in candidates:
        moment = parse_dates.parse(candidate, now=now)
        if moment is not None:
            return moment
    return _below(heading, now) or _guessed(tree, heading, now)


def _marked(tree: Any, heading: Any | None) -> Iterator[str | None]:
    for element in tree.xpath("//*[@itemprop='datePublished']"):
        if not is_elsewhere(element, heading):
            yield element.get("content") or element.get("datetime") or content(element)


def _times(tree: Any, heading: Any | None) -> Iterator[str]:
    """What the article's <time> elements say, save those in its sentences."""
    own = [each for each in tree.iter("time") if not is_elsewhere(each, heading) and not _is_in_prose(each)]
    for element in sorted(own, key=lambda each: "publi" not in (each.get("class") or "").lower()):
        yield from (value for value in (element.get("datetime"), content(element)) if value)


def _is_in_prose(element: Any) -> bool:
    line = next(element.iterancestors(*_PARAGRAPHS), None)
    own = len(content(line) or "") if line is not None and line.tag in ("p", "li", "td") else 0
    return own > _LINE


def _below(heading: Any | None, now: dt.datetime | None) -> dt.datetime | None:
    """A date written out in a short line just below the headline, or below the head that the headline stands in."""
    if heading is None:
        return None
    head = next(heading.iterancestors("header"), None)
    near = [*islice(heading.itersiblings(), _BYLINE_ELEMENTS)]
    near += [] if head is None else [*islice(head.itersiblings(), _BYLINE_ELEMENTS)]
    for element in near:
        line = one_line(content(element), _LINE * 2) if isinstance(element.tag, str) else None
        if line and len(line) <= _LINE and not is_elsewhere(element, heading):
            moment = parse_dates.parse(line, now=now)
            if moment is not None:
                return moment
    return None


def _guessed(tree: Any, heading: Any | None, now: dt.datetime | None) -> dt.datetime | None:
    """The day that htmldate finds in the less usual marks of the article; its search of the whole text stays off."""
    from htmldate import find_date

    try:
        found = find_date(_narrowed(tree, heading), original_date=True, extensive_search=False)
    except (ValueError, TypeError, OverflowError, AttributeError):
        return None
    return parse_dates.parse(found, now=now)


def _narrowed(tree: Any, heading: Any | None) -> str:
    """The page without what stands elsewhere, sentences, and days in figures that can be read in two ways."""
    twin = deepcopy(tree)
    # By its place: a path to it is no XPath where a page has invented a name such as "<h:1'>".
    same = next((copy for own, copy in zip(tree.iter(), twin.iter(), strict=True) if own is heading), None)
    for element in list(twin.iter()):
        if isinstance(element.tag, str) and element.getparent() is not None and _is_no_mark(element, same):
            element.drop_tree()
    text: str = html.tostring(twin, encoding="unicode")
    return _IN_FIGURES.sub(lambda found: "" if parse_dates.is_ambiguous(found[0]) else found[0], text)


def _is_no_mark(element: Any, heading: Any | None) -> bool:
    if element.tag == "p" and len(content(element) or "") > _LINE:
        return True
    return element.tag not in ("html", "head", "body", "meta", "title", "link") and is_elsewhere(element, heading)
