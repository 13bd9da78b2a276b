"""The digits of every script as 0 to 9, sign for sign: "٢٠٢٦" and "２０２６" are "2026"."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["plain_digits"]

_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
# Wide marks are punctuation elsewhere: "在2026，200人".
_WIDE_MARK = re.compile(r"(?<=[０-９])[，．](?=[０-９])")
_NARROW = {"，": ",", "．": "."}


def plain_digits(text: str) -> str:
    """`text` with the digits of every script as ASCII ones, and the marks between wide digits as plain marks."""
    if text.isascii() or not _OTHER_DIGIT.search(text):
        return text
    narrow = _WIDE_MARK.sub(lambda mark: _NARROW[mark[0]], text)
    return _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), narrow)
