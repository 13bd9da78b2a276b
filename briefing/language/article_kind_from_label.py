"""What a label says an article is: "Comment", "Satire", "Anzeige".

Labels of every language are known at once, since a page's own may be in another one than its article.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from briefing.language import CODES, of
from briefing.records import ArticleKind

__all__ = ["named", "of_title"]

_PARTS = re.compile(r"\s*[/>|,;:·•]\s*|\s+[–—-]\s+")
_OPENING = re.compile(r"^\W*([^:|–—]{2,30}?)\s*(?::|\||\s[–—-]\s)")
_ENDING = re.compile(r"[|–—]\s*([^:|–—]{2,30}?)\W*$")
# As Chinese and Japanese outlets set a label off: "【社説】".
_OPENS, _CLOSES = r"[\[(【〔〈《]", r"[\])】〕〉》]"
_INNER = rf"{_OPENS}([^\])】〕〉》]{{2,30}}){_CLOSES}"
_BRACKETED = re.compile(rf"^\s*{_INNER}|{_INNER}\s*$")
_LETTERS = re.compile(r"[\W_]+")


@cache
def _labels() -> dict[str, ArticleKind]:
    found: dict[str, ArticleKind] = {}
    for code in CODES:
        for kind, words in of(code).article_kinds.items():
            found.update(dict.fromkeys(map(_plain, words), kind))
    return found


def _plain(label: str) -> str:
    return _LETTERS.sub(" ", label).strip().casefold()


def named(labels: Iterable[str]) -> ArticleKind | None:
    """The kind that the first telling one of `labels` names: a section, a category, a part of an address."""
    parts = (part for label in labels for part in (label, *_PARTS.split(label)))
    return next((kind for part in parts if (kind := _labels().get(_plain(part)))), None)


def of_title(title: str) -> ArticleKind | None:
    """The kind that the label at the start or end of a title names: "Opinion: …", "… | Analysis", "【社説】…"."""
    # Full-width colons and bars become plain ones.
    plain = unicodedata.normalize("NFKC", title)
    patterns = (_OPENING, _ENDING, _BRACKETED)
    marks = (found[found.lastindex or 0] for pattern in patterns if (found := pattern.search(plain)))
    return named(marks)
