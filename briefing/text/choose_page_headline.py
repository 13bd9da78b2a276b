"""The headline of a page: from its headings, its metadata and its document title, without the site's name."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from briefing.text.decode_and_clean import one_line
from briefing.text.html_to_text import markup_free
from briefing.text.page_parts import content, headings

__all__ = ["title"]

_SEPARATORS = re.compile(r"(?<!\s)\s+[|–—·•«»:-]\s+")
# What parts a headline from a site's name and nothing else. A dash may be part of the headline: "… – one dead".
_BARS = re.compile(r"\s[|·•»]\s")
_EDGES = " |–—·•«»:-"
# Characters; a shorter heading may be in the document's title by chance.
_LEAST_HEADING = 8
# Words and letters of a site's name.
_SITE_WORDS, _SITE_LETTERS = 4, 4


def title(tree: Any, declared: str | None, outlet: str | None, url: str | None) -> str | None:
    """The headline, where the metadata give `declared`.

    A heading of the article that the document's title holds too comes first: metadata are also written for other
    readers than the page's. Where the title holds what is declared, and the heading is something else, it is a
    section's name.
    """
    page_title = one_line(content(tree.find(".//title")))
    shown = [text for each in headings(tree, outlet) if (text := one_line(content(each)))]
    named = _without_site(markup_free(declared), shown, outlet, url) if declared else None
    if named and outlet and named.casefold() == outlet.casefold():
        named = None
    best = _of_page_title(shown, page_title)
    if best and not _starts(page_title, best):
        # Under the section's name, the headline is a lesser heading.
        best = next((text for text in _subheadings(tree, outlet) if _starts(page_title, text)), best)
    if best and (named is None or _is_same(best, named) or not _holds(page_title, named)):
        return best
    return named or _undeclared(tree, shown, page_title, outlet, url)


def _undeclared(tree: Any, shown: list[str], page_title: str | None, outlet: str | None, url: str | None) -> str | None:
    """The headline of a page without metadata."""
    if page_title and any(_ends(text, page_title) for text in shown):
        # The heading has a kicker above the headline.
        return page_title
    if len(shown) == 1 and not any(_starts(page_title, text) for text in _subheadings(tree, outlet)):
        return shown[0]
    lower = [text for text in _subheadings(tree, outlet) if _starts(page_title, text)]
    return next(iter(lower), None) or _without_site(page_title, shown, outlet, url)


def _subheadings(tree: Any, outlet: str | None) -> list[str]:
    return [text for each in headings(tree, outlet, "h2") if (text := one_line(content(each)))]


def _of_page_title(shown: list[str], page_title: str | None) -> str | None:
    """The heading that the document's title begins with, else the longest that it holds."""
    held = [text for text in shown if len(text) > _LEAST_HEADING and _holds(page_title, text)]
    return max(held, key=lambda text: (_starts(page_title, text), len(text)), default=None)


def _holds(whole: str | None, part: str) -> bool:
    return part.casefold() in (whole or "").casefold()


def _starts(whole: str | None, part: str) -> bool:
    return len(part) > _LEAST_HEADING and (whole or "").casefold().startswith(part.casefold())


def _ends(whole: str, part: str) -> bool:
    return len(part) > _LEAST_HEADING and whole.casefold().endswith(f" {part.casefold()}")


def _is_same(left: str, right: str) -> bool:
    return _holds(left, right) or _holds(right, left)


def _without_site(found: str | None, shown: list[str], outlet: str | None, url: str | None) -> str | None:
    """`found` without the site's name at either end.

    What stands behind a dash goes only where something says that it is the site's name: the metadata, the address, or
    a heading that is the rest.
    """
    parts = _SEPARATORS.split(found) if found else []
    if found is None or len(parts) < 2:
        return found
    head, tail = found[: found.rindex(parts[-1])].rstrip(_EDGES), found[len(parts[0]) :].lstrip(_EDGES)
    if head and (_is_site(parts[-1], outlet, url) or any(head.casefold() == text.casefold() for text in shown)):
        return head
    if tail and _is_site(parts[0], outlet, url):
        return tail
    barred = _BARS.search(found) and _BARS.search(found[len(head) :][:3] + " ")
    if barred and len(parts[-1].split()) <= _SITE_WORDS < len(" ".join(parts[:-1]).split()):
        return head
    return found


def _is_site(part: str, outlet: str | None, url: str | None) -> bool:
    """Whether `part` is the site's name: within the outlet's ("Guardian", "BBC News" of "BBC"), or in the host's."""
    words, name = part.casefold().split(), (outlet or "").casefold().split()
    if name and (f" {' '.join(words)} " in f" {' '.join(name)} " or words == ["the", *name]):
        return True
    if name and words[:-1] == name and part.split()[-1][:1].isupper():
        return True
    letters = "".join(sign for sign in part.casefold() if sign.isalnum())
    host = re.sub(r"[^a-z0-9]", "", (urlsplit(url or "").hostname or "").removeprefix("www."))
    return len(letters) >= _SITE_LETTERS and host.startswith(letters.removeprefix("the")) and len(words) <= _SITE_WORDS
