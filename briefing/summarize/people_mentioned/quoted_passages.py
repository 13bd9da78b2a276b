"""Which parts of a sentence stand in quotation marks, where the quotation may have begun in the sentence before."""

from __future__ import annotations

import re

__all__ = ["quoted"]

# What a quotation can open or close with. An apostrophe is one only beside a space or the end.
_QUOTE = re.compile(r"[“”\"«»]|(?<!\w)['‘](?=\w)|(?<=[.,!?…])['’](?!\w)")
# A mark that stands apart at the end opens what the next sentence says.
_OPENS_NEXT = re.compile(r"[.!?…,:] [\"“]$")
_OPENS, _CLOSES, _SINGLE = "“«‘", "”»’", "'‘’"


def quoted(sentence: str, inside: bool) -> tuple[list[tuple[int, int]], bool]:
    """Where `sentence` quotes, and whether the next one starts in a quotation; `inside` says whether this one does.

    A quotation in single marks is never taken to go on, as an apostrophe may look like one.
    """
    spans: list[tuple[int, int]] = []
    marks = list(_QUOTE.finditer(sentence))
    start = 0 if inside and not _opens_anew(sentence, marks) else None
    for mark in marks:
        sign = mark[0]
        stray = mark.end() == len(sentence) or (sign == '"' and mark.start() == 0 and sentence[1:2] == " ")
        if start is None and sign not in _CLOSES and not stray:
            start = mark.start()
        elif start is not None and sign not in _OPENS and (sign in _SINGLE) == _is_single(sentence, start):
            spans.append((start, mark.end()))
            start = None
    if start is None:
        return spans, bool(_OPENS_NEXT.search(sentence))
    spans.append((start, len(sentence)))
    return spans, not _is_single(sentence, start)


def _opens_anew(sentence: str, marks: list[re.Match[str]]) -> bool:
    """Whether a sentence opens with a mark of its own: a quotation of several paragraphs opens each of them."""
    return bool(marks) and marks[0].start() == 0 and marks[0][0] not in _CLOSES and sentence[1:2] != " "


def _is_single(sentence: str, start: int) -> bool:
    return sentence[start : start + 1] in ("'", "‘")
