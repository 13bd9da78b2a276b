"""Bytes to clean text: encodings, characters that no reader should meet, and line breaks that mean nothing.

Everything that comes from outside passes through here before it becomes the content of an `Article`; from then on the
text is not altered, because offsets point into it.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from itertools import pairwise

__all__ = ["clean", "decode", "lowered", "one_line", "paragraphs", "split_lines", "unwrap"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
# HTML asks for the declaration within the first 1024 bytes; real pages are late.
_DECLARED_WITHIN = 4096
_WESTERN = frozenset(map(chr, range(128))) | frozenset(
    "àâäáãåæçèéêëîïíôöóõøœñùûüúÿßÀÂÄÁÃÅÆÇÈÉÊËÎÏÍÔÖÓÕØŒÑÙÛÜÚß“”‘’„‚«»–—…•·€£§°¿¡\xa0ªº®©™½"
)
# Bytes looked at to guess an encoding; guessing costs about 10 ms a kilobyte at worst.
_SNIFF = 65_536
_CASELESS = str.maketrans("İıſ", "iis")
# A hard-wrapped text breaks its lines in this range; e-mail uses 72-78, editors 80-120.
_WRAPPED = (40, 120)

_UNWANTED = {
    *range(0x09),
    0x0B,
    *range(0x0E, 0x20),
    *range(0x7F, 0x85),
    *range(0x86, 0xA0),
    0x00AD,  # soft hyphen
    0x061C,  # Arabic letter mark
    0x180E,
    0x200B,  # zero-width space
    0x200E,
    0x200F,
    *range(0x202A, 0x202F),  # bidirectional embeddings and overrides: text must read as it is written
    *range(0x2060, 0x2065),
    *range(0x2066, 0x2070),
    0xFEFF,
    0xFFFC,
    *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE0080),  # tags: invisible text
    *range(0xD800, 0xE000),  # lone surrogates cannot be written as UTF-8
}
# U+200C and U+200D stay: Persian, Hindi and emoji need them.
_TABLE: dict[int, str | None] = {
    **dict.fromkeys(_UNWANTED),
    **dict.fromkeys((0x0D, 0x85, 0x2028), "\n"),
    0x2029: "\n\n",
    0x0C: "\n\n",
    **dict.fromkeys((0xA0, 0x09, 0x2007, 0x202F, 0x3000), " "),
}
# Most texts have none of them, which is found out more quickly than they are translated.
_UNCLEAN = frozenset(map(chr, _TABLE))


def decode(data: bytes, declared: str | None = None) -> str:
    """Text of `data`: by its byte order mark, as UTF-8, as declared (by HTTP or within), else by the look of it.

    Never fails: what cannot be decoded becomes U+FFFD.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    for candidate in ("utf-8", declared, _declared(data)):
        text = _try(data, candidate)
        if text is not None:
            return text
    return data.decode(_guess(data), errors="replace")


def clean(text: str) -> str:
    """`text` in NFC without control, zero-width and direction-override characters, with LF for every line end."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return composed if _UNCLEAN.isdisjoint(composed) else composed.translate(_TABLE)


def lowered(text: str) -> str:
    """`text` in lower case as patterns that ignore case see it, letter for letter: "İ" and "ı" are "i", "ſ" is "s"."""
    return (text if text.isascii() else text.translate(_CASELESS)).lower()


def one_line(text: str | None, limit: int = 500) -> str | None:
    """A cleaned single line of at most `limit` characters, or None where nothing is left."""
    if not text:
        return None
    # Cut before cleaning too: a ten-megabyte title is not worth normalising.
    line = " ".join(clean(text[: limit * 8]).split())
    if len(line) > limit:
        line = line[: limit - 1].rstrip() + "…"
    return line or None


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


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    return found[1].decode("ascii") if found else None


def _try(data: bytes, encoding: str | None) -> str | None:
    if not encoding:
        return None
    # What calls itself Latin-1 on the web is Windows-1252 (WHATWG Encoding Standard).
    name = "cp1252" if encoding.lower() in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"} else encoding
    try:
        return data.decode(name)
    except (LookupError, UnicodeError, ValueError):
        return None


def _guess(data: bytes) -> str:
    # Short texts in Western languages are what the guesser gets wrong; they are told by their letters.
    if set(data.decode("cp1252", errors="replace")) <= _WESTERN:
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SNIFF]).best()
    return best.encoding if best else "cp1252"
