"""Which parts of a page are its article's, and which the site's: headings; menus, teasers, comments."""

from __future__ import annotations

import re
from typing import Any

from briefing.text.decode_and_clean import clean, one_line

__all__ = ["content", "has_parts", "headings", "headline", "is_elsewhere", "part_headings"]

# Names that sites give to the parts of a page around the article, as whole words of a class or id.
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:comments?|respond|responses|replies|disqus|reactions?|kommentare?|commentaires?|comentarios|"
    r"related|recommend(?:ed|ations?)|teasers?|sidebar|widgets?|masthead|topbar|top-bar|siteheader|site-header|"
    r"page-header|navbar|nav|menu|breadcrumbs?|promos?|popular|mostread|most-read|trending|latest|more-news|ticker|"
    r"weather|events?|calendar|agenda|upcoming|newsletter|footer|site-footer|today|currentdate|current-date)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LOGO = re.compile(r"(?:^|[\s_-])(?:logo|brand|branding|site-?title|site-?name|masthead)(?:$|[\s_-])", re.IGNORECASE)
_TAGS = ("nav", "aside", "footer")
# An article's own foot has its date and author.
_OWN_TAGS = ("article", "main")
# A heading with an element in it.
_WITH_PARTS = re.compile(r"<h1\b[^>]*>[^<]*<(?!/h1)", re.IGNORECASE)
_HOME = re.compile(r"(?:https?://[^/]+)?/?(?:index\.\w+)?$")


def content(element: Any) -> str | None:
    """The words of an element, or None where there is no element."""
    return clean("".join(element.itertext())) if element is not None else None


def has_parts(page: str) -> bool:
    """Whether the headline of the text `page` has elements in it."""
    return bool(_WITH_PARTS.search(page))


def part_headings(tree: Any) -> bool:
    """Put a blank between a headline and what a page shows above or below it, in the same heading, on another line.

    False if there was nothing to part.
    """
    parts = [part for heading in tree.iter("h1") for part in heading.iterdescendants() if _runs_on(part)]
    for part in parts:
        part.tail = f" {part.tail or ''}"
    return bool(parts)


def _runs_on(part: Any) -> bool:
    """Whether the words behind an element begin anew without a blank: "Strike at sea" + "Crews walk out"."""
    following = part.getnext()
    after = part.tail or (following.text_content() if following is not None else "")
    if part.tag == "br":
        return not after[:1].isspace()
    before = part.text_content()
    begins = after[:1].isupper() or after[:1].isdigit() or after[:1] in "“„«\"'¿¡"
    # A first letter may be set larger, and a name be set in two parts.
    apart = len(before) > 1 and (before[-1].isalnum() or before[-1] in ".:!?…”»")
    return bool(after) and begins and apart and (" " in before.strip() or " " in after.strip())


def _named(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _is_logo(heading: Any) -> bool:
    """Whether a heading is the site's name: a link to the front page, or called a logo."""
    links = [link.get("href") for link in (*heading.iter("a"), *heading.iterancestors("a"))]
    return any(href and _HOME.fullmatch(href.strip()) for href in links) or bool(_LOGO.search(_named(heading)))


def headings(tree: Any, outlet: str | None, tag: str = "h1") -> list[Any]:
    """Headings that may be the article's: where some stand within the article, those alone; never the site's name."""
    site = (outlet or "").casefold()
    found = [
        heading
        for heading in tree.iter(tag)
        if (text := one_line(content(heading))) and text.casefold() != site and not _is_logo(heading)
    ]
    inside = [heading for heading in found if next(heading.iterancestors(*_OWN_TAGS), None) is not None]
    return inside or found


def headline(tree: Any, title: str | None, outlet: str | None) -> Any | None:
    """The heading that shows the article's `title`, else the first one that may be the article's."""
    found = headings(tree, outlet) or headings(tree, outlet, "h2")
    wanted = (title or "").casefold()
    shown = [each for each in found if wanted and (one_line(content(each)) or "").casefold() == wanted]
    return next(iter(shown or found), None)


def is_elsewhere(element: Any, heading: Any | None) -> bool:
    """Whether an element belongs to the site, to other articles or to readers, rather than to the article.

    What holds the article's `heading` is the article's, whatever it is called.
    """
    own = () if heading is None else (heading, *heading.iterancestors())
    article = next((each for each in own if each.tag in _OWN_TAGS), None)
    for part in (element, *element.iterancestors()):
        if part in own:
            return False
        if part.tag in _TAGS and not (part.tag == "footer" and part.getparent() is article):
            return True
        if part.tag in ("article", "header") and heading is not None:
            # Another article, or the site's own head.
            return part.tag == "article" or article not in part.iterancestors()
        if _ELSEWHERE.search(_named(part)):
            return True
    return False
