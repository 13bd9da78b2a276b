"""Bytes to clean text: encodings, and characters that no reader should meet.

Everything that comes from outside passes through here before it becomes the content of an `Article`; from then on the
text is not altered, because offsets point into it.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from w3lib.encoding import resolve_encoding

__all__ = ["clean", "decode", "lowered", "one_line", "wide_encoding"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# UTF-16 without a mark: every other byte is zero, of the first letters of what programs write, and of most letters of a
# text in a Western language.
_WIDE = ((re.compile(rb"(?:[\t\n\r -~]\0){4}"), "utf-16-le"), (re.compile(rb"(?:\0[\t\n\r -~]){4}"), "utf-16-be"))
_WIDE_WITHIN, _WIDE_SHARE = 400, 0.8
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
# HTML asks for the declaration within the first 1024 bytes; real pages are late.
_DECLARED_WITHIN = 4096
_WESTERN = frozenset(map(chr, range(128))) | frozenset(
    "àâäáãåæçèéêëîïíôöóõøœñùûüúÿßÀÂÄÁÃÅÆÇÈÉÊËÎÏÍÔÖÓÕØŒÑÙÛÜÚß“”‘’„‚«»–—…•·€£§°¿¡\xa0ªº®©™½"
)
# Encodings in bytes below 128, which are valid ASCII too: only their declaration or their escapes tell them apart.
# UTF-7 is read where a mail's header says so; a page that claims it is an attack.
_SEVEN_BIT = re.compile(r"iso-?2022-|csiso2022|hz-gb|utf-?7\b|unicode-1-1-utf-7", re.IGNORECASE)
_UTF7 = re.compile(r"utf-?7$|unicode-1-1-utf-7$", re.IGNORECASE)
_ESCAPES = re.compile(rb"\x1b\$[@AB].{2,200}?\x1b\([BJ]", re.DOTALL)
# The control characters of ISO 8859 are in no text; what stands there are the quotation marks of Windows.
_WINDOWS_MARKS = {
    byte: bytes([byte]).decode("cp1252") for byte in (0x80, *range(0x82, 0x88), 0x8B, *range(0x91, 0x98), 0x99, 0x9B)
}
_REPLACED = "\ufffd"
_CUT = re.compile(rb"[\xe0-\xef][\x80-\xbf](?![\x80-\xbf])|[\xf0-\xf4][\x80-\xbf]{1,2}(?![\x80-\xbf])")
_CONTROLS = re.compile(rb"[\x80-\x9f]")
# Whoever writes such bytes has the letters of Windows too.
_WINDOWS = {"iso8859-2": "cp1250", "iso8859-7": "cp1253", "iso8859-8": "cp1255", "iso8859-13": "cp1257"}
# Times as many whole characters as broken ones that make bytes UTF-8 against what they declare. Text in another
# encoding has such characters by chance, about one for ten that are broken.
_MOSTLY = 2
# Share of broken characters with which a declared encoding of several bytes a character is still believed.
_FEW_BROKEN = 0.1
# Bytes looked at to guess an encoding; guessing costs about 10 ms a kilobyte at worst.
_SNIFF = 65_536
_CASELESS = str.maketrans("İıſ", "iis")

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

    Never fails: what cannot be decoded becomes U+FFFD. A few broken bytes do not make UTF-8 another encoding.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if wide := wide_encoding(data):
        return data.decode(wide, errors="replace")
    inside = _declared(data)
    seven_bit = _seven_bit(data, declared, inside)
    if seven_bit:
        return data.decode(seven_bit, errors="replace")
    names = [name for name in map(_codec, (declared, inside)) if name]
    text = _utf8(data, names)
    for name in names if text is None else ():
        text = _by_declaration(data, name)
        if text is not None:
            break
    return data.decode(_guess(data), errors="replace") if text is None else text


def wide_encoding(data: bytes) -> str | None:
    """The encoding with two bytes or more a letter that `data` begins in; None where it is another."""
    for mark, encoding in _BOMS[1:]:
        if data.startswith(mark):
            return encoding
    if 0 not in data[:8]:
        return None
    found = next((encoding for pattern, encoding in _WIDE if pattern.match(data)), None)
    return found or _by_zeros(data[:_WIDE_WITHIN])


def _by_zeros(head: bytes) -> str | None:
    first, second = head[0::2].count(0), head[1::2].count(0)
    if first + second < max(2, _WIDE_SHARE * (len(head) // 2)) or (first and second):
        return None
    return "utf-16-be" if first else "utf-16-le"


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


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    return found[1].decode("ascii") if found else None


def _codec(label: str | None) -> str | None:
    """Python's name for the encoding that browsers use for `label`: Latin-1 on the web is Windows-1252, and so on."""
    try:
        return resolve_encoding(label) if label else None
    except (LookupError, ValueError):
        return None


def _seven_bit(data: bytes, declared: str | None, inside: str | None) -> str | None:
    """The name of the encoding below 128 that `data` is in, if it is in one."""
    if not data.isascii():
        return None
    for label in (declared, inside):
        if label and _SEVEN_BIT.match(label) and (label is declared or not _UTF7.match(label)):
            name = "utf-7" if _UTF7.match(label) else _codec(label)
            if name:
                return name
    return "iso2022_jp" if _ESCAPES.search(data) else None


def _utf8(data: bytes, names: list[str]) -> str | None:
    """`data` as UTF-8 if all of it is, nearly all, or most of it where that is what it declares."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count(_REPLACED) - data.count(_REPLACED.encode())
    if not broken:
        return text
    # A character that lost its last bytes is a sign of UTF-8 too.
    cut = len(_CUT.findall(data))
    whole = _not_ascii(text) - broken + cut
    broken -= cut
    if "utf-8" in names[:1]:
        return text if whole >= max(broken, 1) else None
    return text if whole > broken * (_MOSTLY if names else 1) else None


def _by_declaration(data: bytes, name: str) -> str | None:
    """`data` in the encoding `name`, unless more than a few of its characters are broken."""
    if name in _WINDOWS and _CONTROLS.search(data):
        name = _WINDOWS[name]
    text = data.decode(name, errors="replace")
    broken = text.count(_REPLACED)
    if name == "utf-8" or broken > _FEW_BROKEN * _not_ascii(text):
        return None
    return text.translate(_WINDOWS_MARKS) if name.startswith("iso8859") else text


def _not_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _guess(data: bytes) -> str:
    # Short texts in Western languages are what the guesser gets wrong; they are told by their letters.
    if set(data.decode("cp1252", errors="replace")) <= _WESTERN:
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SNIFF]).best()
    return best.encoding if best else "cp1252"
