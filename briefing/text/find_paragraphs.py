"""Text -> its paragraphs, by blank lines or line breaks; lines that a margin broke stay together."""

from __future__ import annotations

import re
from itertools import pairwise

__all__ = ["paragraphs", "split_lines", "unwrap"]

# A hard-wrapped text breaks its lines in this range; e-mail uses 72-78, editors 80-120.
_WRAPPED = (40, 120)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """(start, end) of the paragraphs of `text`, trimmed: parted by blank lines, or by every line break.

    A text in which blank lines are rare and lines are long (pasted, or one paragraph a line) is parted at each line
    break; hard-wrapped lines stay together.
    """
    spans = []
    for block in re.finditer(r"(?:[^\n]|\n(?![ \t]*\n))+", text):
        spans += split_lines(text, block.start(), block.end())
    return spans


def split_lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The lines of `text[start:end]` as paragraphs, or all of it as one where its lines are hard-wrapped."""
    lines = [
        (start + line.start(), start + line.end())
        for line in re.finditer(r"[^\n]+", text[start:end])
        if line[0].strip()
    ]
    if len(lines) > 1 and _is_wrapped([text[left:right] for left, right in lines]):
        lines = [(lines[0][0], lines[-1][1])]
    return [_trim(text, left, right) for left, right in lines]


def unwrap(text: str) -> str:
    """`text` with one line a paragraph and a blank line between paragraphs."""
    return "\n\n".join(" ".join(text[start:end].split()) for start, end in paragraphs(text))


def _is_wrapped(lines: list[str]) -> bool:
    """Whether line breaks come from a margin: every line but the last would not have fitted the next word.

    Text without spaces is wrapped where all lines but the last are about equally long.
    """
    stripped = [line.strip() for line in lines]
    longest = max(map(len, stripped))
    if not _WRAPPED[0] <= longest <= _WRAPPED[1]:
        return False
    tight = sum(
        len(line) + 1 + len(following.split(maxsplit=1)[0]) > longest - 8 for line, following in pairwise(stripped)
    )
    return tight >= 0.8 * (len(stripped) - 1)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
