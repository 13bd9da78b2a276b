"""The bytes of an XML feed -> UTF-8 that a parser reads as it was meant.

Three things make a parser refuse or misread a whole feed: a byte that is not in the encoding it declares, a control
character, and entities of its own. The first is decoded as every text here is, the second dropped, the third written
out, within limits: entities made of entities can be made to fill the memory.
"""

from __future__ import annotations

import re

from briefing.errors import FormatError
from briefing.text.decode_and_clean import decode

__all__ = ["repair_xml"]

_ENCODING = re.compile(r"""(<\?xml\b[^>]*?)\s+encoding\s*=\s*(?:"[^"]*"|'[^']*')""", re.IGNORECASE)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# What comes first: entities are declared before the first element.
_OPENING = re.compile(r"(<!DOCTYPE\s[^>\[]*\[)|<[a-z]", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE\s[^\[>]*\[(.*?)\]\s*>", re.DOTALL | re.IGNORECASE)
_ENTITY = re.compile(
    r"""<!ENTITY\s+(?:%\s+)?([\w.:-]+)\s+(?:(?:SYSTEM|PUBLIC)\b[^>]*|"([^"]*)"|'([^']*)')\s*>""", re.IGNORECASE
)
_REFERENCE = re.compile(r"<!\[CDATA\[.*?\]\]>|&([A-Za-z_][\w.:-]*);", re.DOTALL)
# A feed's own entities are characters and names of firms. Characters of one, levels of entities within entities, and
# characters that all of them may add to a feed.
_LONGEST, _DEEPEST, _ADDED = 2_000, 3, 1_000_000
# Characters in which entities are declared; the whole list of HTML has 12,000.
_HEAD = 65_536
_HINT = "Open it in a browser; 'briefing feeds check' shows the address of a site's real feed."


def repair_xml(data: bytes, charset: str | None, *, subject: str) -> bytes:
    """The feed `data` in UTF-8, well-formed as far as its characters go; `charset` is what the server called it.

    Raises FormatError for entities that would fill the memory.
    """
    # NUL is allowed in no XML, and would make UTF-8 look like no text at all.
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = _NO_XML.sub("", decode(data if wide else data.replace(b"\x00", b""), charset))
    text = _ENCODING.sub(r"\1", text, count=1)
    return _without_entities(text, subject).encode("utf-8", "replace")


def _without_entities(text: str, subject: str) -> str:
    opening = _OPENING.search(text)
    if opening is None or not opening[1]:
        return text
    declared = _DOCTYPE.match(text, opening.start(), opening.start() + _HEAD)
    if declared is None:
        if "<!ENTITY" in text[opening.start() : opening.start() + _HEAD].upper():
            raise _bomb(subject)
        return text
    values = {found[1]: found[2] or found[3] or "" for found in _ENTITY.finditer(declared[1])}
    flat: dict[str, str] = {}
    for name in values:
        _expand(name, values, flat, 0, subject)
    body = text[: declared.start()] + text[declared.end() :]
    references = [found[1] for found in _REFERENCE.finditer(body) if found[1] in flat]
    if sum(len(flat[name]) for name in references) > _ADDED:
        raise _bomb(subject)
    return _REFERENCE.sub(lambda found: flat.get(found[1], found[0]), body) if references else body


def _expand(name: str, values: dict[str, str], flat: dict[str, str], depth: int, subject: str) -> str:
    """The value of an entity with the entities in it written out; each is kept in `flat`."""
    if name in flat:
        return flat[name]
    if depth > _DEEPEST or len(values[name]) > _LONGEST:
        raise _bomb(subject)

    def inner(found: re.Match[str]) -> str:
        return _expand(found[1], values, flat, depth + 1, subject) if found[1] in values else found[0]

    flat[name] = _REFERENCE.sub(inner, values[name])
    if len(flat[name]) > _LONGEST:
        raise _bomb(subject)
    return flat[name]


def _bomb(subject: str) -> FormatError:
    return FormatError("declares nested entities, as XML bombs do", subject=subject, hint=_HINT)
