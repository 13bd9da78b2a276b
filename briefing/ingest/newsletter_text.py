"""An e-mail message -> its text as blocks, the letters within it, and the attachments that are not read.

Text goes on after a picture, and letters may be forwarded or bound into a digest. Of alternatives the HTML is taken if
it has about as many words as the plain text, since its paragraphs are real. Hidden preheaders, link bars, the signature
and the footer with why the reader gets the letter are left out: nothing else is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage

from briefing.text.decode_and_clean import clean, decode, one_line
from briefing.text.find_paragraphs import paragraphs
from briefing.text.html_to_text import Block, blocks, join
from briefing.text.words_by_script import END_MARKS

__all__ = ["Letter", "read_letter"]

_FOOTER = re.compile(
    r"^(you('re| are) receiving this|you received this|this (e-?mail|newsletter|message) was sent|unsubscribe|"
    r"to unsubscribe|manage (your )?(preferences|subscription)|update your preferences|"
    r"forward(ed)? this (e-?mail|newsletter|message|issue|to (a|your) )|"
    r"view (this )?(e-?mail |it )?(in|on) (your|the|a) (web )?browser|view online|read online|"
    r"if you no longer wish|was this (e-?mail )?forwarded to you|abmelden|newsletter abbestellen|se désabonner|"
    r"pour vous désabonner|darse de baja|отписаться|відписатися|add us to your address book)",
    re.IGNORECASE,
)
# What a footer speaks of in a whole sentence: the reader and the letter. A sentence of news does not.
_TO_READER = re.compile(
    r"@|\b(you|your|you're|this (e-?mail|newsletter)|sie|ihr|ihre[nmr]?|vous|votre|vos|usted|tu|su|вы|вас|ваш\w*|ви)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(rf"[{END_MARKS}][\"'”’»)]*$")
# Share of linked words above which a short block is navigation ("View in browser", "Share · Tweet · Forward").
_LINK_BAR = 0.8
_SHORT = 12
# Words of a footer without a link that does not speak to the reader; words of a signature, and lines of one whose
# dashes lack the space behind them that RFC 3676 asks for.
_LABEL, _SIGNATURE, _SIGNATURE_LINES = 8, 60, 8
_LIST_FOOTER = re.compile(r"_{20,}\s*")
# The HTML part is preferred unless it holds less than this share of the plain part's words.
_ENOUGH = 0.6
# Share of a part's different words in the part before it from which it is the same text again.
_REPEATED = 0.9
# In a line whose blanks are single spaces.
_LINK = re.compile(r" ?[<(\[]?https?://\S+")
# Levels of parts within parts that are followed; real letters have five.
_DEEPEST = 20


@dataclass(slots=True)
class Letter:
    """What a message holds: its own text, the letters within it, and the names of attachments that are not read."""

    blocks: list[Block] = field(default_factory=list)
    letters: list[EmailMessage] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_letter(message: EmailMessage) -> Letter:
    """The text of `message`, and what it carries."""
    letter = Letter()
    letter.blocks = _blocks(message, letter, 0)
    return letter


def _blocks(part: EmailMessage, letter: Letter, depth: int) -> list[Block]:
    """The text of a part; letters and attachments within it are noted in `letter`."""
    kind, payload = part.get_content_type(), part.get_payload()
    if depth > _DEEPEST:
        return []
    if kind in ("message/rfc822", "message/global"):
        letter.letters += (
            [each for each in payload if isinstance(each, EmailMessage)] if isinstance(payload, list) else []
        )
        return []
    if isinstance(payload, list):
        inner = [_blocks(each, letter, depth + 1) for each in payload if isinstance(each, EmailMessage)]
        return _best(inner) if kind == "multipart/alternative" else _one_after_another(inner)
    if kind not in ("text/plain", "text/html") or part.get_content_disposition() == "attachment":
        _note_attachment(part, letter)
        return []
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return []
    text = decode(data, part.get_content_charset())
    return _without_frame(blocks(text) if kind == "text/html" else _plain(text))


def _note_attachment(part: EmailMessage, letter: Letter) -> None:
    """Note an attachment that may hold text; pictures, keys and signatures hold none."""
    kind = part.get_content_maintype()
    name = one_line(part.get_filename() or "", 80)
    if name and kind not in ("image", "audio", "video") and "signature" not in part.get_content_type():
        letter.unread.append(name)


def _best(found: Sequence[list[Block]]) -> list[Block]:
    """Of alternatives the last, which is the richest, unless it holds much less than another."""
    most = max((_count(each) for each in found), default=0)
    return next((each for each in reversed(found) if each and _count(each) >= _ENOUGH * most), [])


def _one_after_another(found: Sequence[list[Block]]) -> list[Block]:
    """Parts in their order; of two that say the same, as some programs send HTML after plain text, the longer."""
    kept: list[list[Block]] = []
    for each in filter(None, found):
        if kept and _says_the_same(kept[-1], each):
            kept[-1] = max(kept[-1], each, key=_count)
        else:
            kept.append(each)
    return [block for each in kept for block in each]


def _says_the_same(left: list[Block], right: list[Block]) -> bool:
    one, two = (set(re.findall(r"\w+", join(each).casefold())) for each in (left, right))
    return len(one & two) >= _REPEATED * max(1, min(len(one), len(two)))


def _count(found: list[Block]) -> int:
    return len(join(found).split())


def _plain(text: str) -> list[Block]:
    kept: list[Block] = []
    cleaned = _without_signature(clean(text))
    for start, end in paragraphs(cleaned):
        line = " ".join(cleaned[start:end].split())
        words = " ".join(_LINK.sub("", line).split())
        if words.strip("-–—_=*~ "):
            linked = 0.0 if len(words) == len(line) else _LINK_BAR / 2
            kept.append(Block("heading" if words.isupper() else "paragraph", words, linked))
    return kept


def _without_signature(text: str) -> str:
    """`text` without the few lines after its last "-- ", or after the rule that a mailing list draws at the end."""
    lines = text.split("\n")
    for number in range(len(lines) - 1, -1, -1):
        rest = lines[number + 1 :]
        if len(" ".join(rest).split()) > _SIGNATURE:
            break
        if lines[number].rstrip() == "--" and (lines[number] == "-- " or _is_signature(rest)):
            return "\n".join(lines[:number])
        if _LIST_FOOTER.fullmatch(lines[number]):
            return "\n".join(lines[:number])
    return text


def _is_signature(lines: Sequence[str]) -> bool:
    """Whether lines right below two dashes are a name and address rather than a section of the letter."""
    said = [line.strip() for line in lines if line.strip()]
    prose = any(_SENTENCE_END.search(line) and len(line.split()) > _LABEL for line in said)
    return bool(said) and bool(lines[0].strip()) and len(said) <= _SIGNATURE_LINES and not prose


def _without_frame(found: list[Block]) -> list[Block]:
    """Blocks without link bars and footers; what follows the last footer goes with it where it is no prose."""
    kept = [block for block in found if not _is_bar(block)]
    for index, block in enumerate(kept):
        if index >= len(kept) / 2 and _is_footer(block) and not any(map(_is_prose, kept[index + 1 :])):
            kept = kept[:index]
            break
    return [block for block in kept if not _is_footer(block)]


def _is_bar(block: Block) -> bool:
    short = len(block.text.split()) <= _SHORT
    return short and block.linked >= _LINK_BAR and block.kind != "heading"


def _is_footer(block: Block) -> bool:
    """Whether a block says why the reader gets the letter: it begins so, and has a link, is short or speaks to them."""
    if not _FOOTER.match(block.text):
        return False
    return block.linked > 0 or len(block.text.split()) <= _LABEL or bool(_TO_READER.search(block.text))


def _is_prose(block: Block) -> bool:
    """Whether a block is a paragraph of the letter rather than an address or the small print."""
    if len(block.text.split()) < _SHORT or block.linked >= _LINK_BAR / 2 or _is_footer(block):
        return False
    return bool(_SENTENCE_END.search(block.text)) and not _TO_READER.search(block.text)
