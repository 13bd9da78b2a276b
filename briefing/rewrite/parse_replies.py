"""What a model wrote -> the sentences that may stand for a key point, or the reason why none may.

Models wrap their answers: in a preamble ("Sure, here is …"), in thinking, JSON, a list, quotation marks, Markdown; they
repeat themselves and are cut off in mid-sentence. Here the sentence is found in all that, or the reply is given up.
Whether the sentence is true is not asked here (`briefing.verify`); only whether it has the form of one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from briefing.language.split_sentences import pieces
from briefing.rewrite.fill_prompts import clean

__all__ = ["Written", "is_addressed_to_a_model", "read_lead", "read_point", "read_translation", "words_wanted"]

# Words. A key point that is no longer is short enough: rewriting it costs time and gains nothing.
SHORTEST = 12
_SHARE = 0.7
_FEWEST = 4
# A rewrite may be this much longer than the words it stands for, and no more.
_GROWTH = 1.1
_LEAD_SENTENCES, _LEAD_WORDS = 2, 45

_THINKING = re.compile(r"<(think|thinking|reasoning|reflection)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
# Some servers cut the opening tag and leave the closing one.
_AFTER_THINKING = re.compile(r"\A.*</(?:think|thinking|reasoning)>", re.DOTALL | re.IGNORECASE)
_CODE_FENCE = re.compile(r"```[\w-]*\n?(.*?)(?:```|\Z)", re.DOTALL)
_OUR_FENCE = re.compile(r"</?source>", re.IGNORECASE)
_PREAMBLE = re.compile(
    r"\A(?:(?:sure|certainly|of course|okay|ok|absolutely|yes|voici|bien sûr|natürlich|hier ist|claro|aquí)\b"
    r"[^:\n]{0,90}"
    r"|(?:here(?:'s|’s| is| are)|below is|this is)\b[^:\n]{0,90}"
    r"|(?:(?:the )?(?:rewritten |shortened |short |revised |main |final |concise )?"
    r"(?:sentence|fact|translation|traduction|traducción|traduzione|tradução|übersetzung|vertaling|tłumaczenie|переклад|çeviri|version|answer|summary|rewrite|headline|lead|output|passage|text))\b[^:\n]{0,40})[:!]\s*",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"\A(?:the|this) (?:passage|article|text|sentence|source)(?:'s|’s)?"
    r"(?: main fact)? (?:is|was|says|states|reports|describes|mentions|explains|tells)(?: that)?\b[:,]?\s*",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\A\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_MARKDOWN = re.compile(r"(\*\*|__|`)(.+?)\1")
_TRAILING_NOTE = re.compile(r"\s*\((?:\d+ words|word count[^)]*|note[^)]*)\)\s*\Z", re.IGNORECASE)
_QUOTES = {'"': '"', "“": "”", "'": "'", "‘": "’", "«": "»"}
_KEYS = ("translation", "sentence", "text", "rewrite", "summary", "point", "answer", "output", "lead", "content")
_ENDED = re.compile(r"[.!?…。！？؟।۔][\"”’»)\]」』]*\Z")
_END = re.compile(r"[.!?…][\"”’»)\]]*\Z")
_MARKUP = re.compile(r"[<>‹›{}|\\]|\]\(|!\[|&#?\w+;|https?:|www\.|javascript:|data:|\bon\w+=|^#", re.IGNORECASE)
_TALK = re.compile(
    r"\b(?:as an ai|language model|i (?:cannot|can't|can’t|am unable)|i'm sorry|i’m sorry|my instructions|"
    r"system prompt|the (?:passage|prompt|user|source text|given text)|you are a (?:careful )?news editor|"
    r"word limit|let me know)\b",
    re.IGNORECASE,
)
_NO_PROSE = re.compile(r"[<>{}|\\]|```|\]\(|###|\[/?INST|^\s*(?:system|user|assistant|human)\s*:", re.IGNORECASE)
_CITED = re.compile(r"\s*((?:\[\d{1,2}(?:\s*,\s*\d{1,2})*\]\s*)+)")
_TO_A_MODEL = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instruction|prompt|rule|above|previous|prior)"
    r"|\b(?:system|developer) (?:prompt|message)\b|\bprompt injection\b"
    r"|\bas an ai\b|\blanguage model\b|\bai assistant\b"
    r"|\b(?:you are|act as|pretend to be) (?:now )?(?:chatgpt|an? (?:ai|assistant|helpful)|dan\b|a news editor)"
    r"|\b(?:print|reveal|repeat|output|show|reply|respond|answer) (?:only |with |back )*(?:your|the|exactly) "
    r"|\b(?:summar(?:y|ise|ize)r?s?|assistants?|models?|bots?) (?:must|should|has to|have to|is to)\b"
    r"|\byour (?:new |next |only |real )*(?:task|job|instructions?|goal) (?:is|are)\b|\bcite this\b"
    r"|\byou (?:must|write|are to|will now)\b"
    r"|\b(?:ignorez?|oubliez?)\b.{0,40}\b(?:instruction|consigne|pr[ée]c[ée]dent)"
    r"|\b(?:ignoriere?n?|vergiss|missachte)\b.{0,40}\b(?:anweisung|vorherig|bisherig|regel)"
    r"|\b(?:ignora|olvida|ignore)\w*\b.{0,40}\b(?:instrucc|instru[çc]|istruzion|anterior|precedent)"
    r"|\bигнорируй|\bзабудь\b.{0,40}\bинструкц|\bігноруй|忽略.{0,12}(?:指令|指示|提示)|無視して|이전 지시|تجاهل|התעלם",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence, and the numbers of the points it says it rests on (empty for a key point)."""

    text: str
    cites: tuple[int, ...] = ()


def words_wanted(evidence: Sequence[str]) -> int:
    """How many words a rewrite should have at most."""
    return max(SHORTEST, round(_SHARE * sum(len(sentence.split()) for sentence in evidence)))


def is_addressed_to_a_model(text: str) -> bool:
    """Whether a passage speaks to a language model, or is code and marks rather than prose: it is never rewritten."""
    return _NO_PROSE.search(text) is not None or _TO_A_MODEL.search(clean(text)) is not None


def read_point(reply: str, evidence: Sequence[str], *, complete: bool = True) -> Written | str:
    """The one sentence of a reply, or the reason (for a person to read) why it has none that will do."""
    sentences = _sentences(reply, complete=complete)
    if not sentences:
        return "no sentence in the reply"
    text = sentences[0]
    if reason := _unfit(text, evidence):
        return reason
    if len(text.split()) > _GROWTH * sum(len(sentence.split()) for sentence in evidence):
        return "longer than its source"
    return Written(text)


def read_lead(reply: str, points: Sequence[str], *, complete: bool = True) -> list[Written] | str:
    """The first sentences of a reply with the points each cites; numbers of no point are left out."""
    found = []
    for part in _sentences(_citations_inside(reply), complete=complete)[:_LEAD_SENTENCES]:
        cited = tuple(int(number) for mark in _CITED.findall(part) for number in re.findall(r"\d+", mark))
        text = " ".join(_CITED.sub(" ", part).split())
        text = re.sub(r"\s+([.,;:!?])", r"\1", text)
        text = text if _END.search(text) else f"{text}."
        if reason := _unfit(text, points):
            return reason
        if len(text.split()) > _LEAD_WORDS:
            return "too long for a lead"
        found.append(Written(text, tuple(dict.fromkeys(number for number in cited if 1 <= number <= len(points)))))
    return found or "no sentence in the reply"


def read_translation(reply: str, original: str, *, complete: bool = True) -> Written | str:
    """All of a reply as the translation of `original`, or the reason why it is none, such as that it is cut off."""
    if not complete:
        return "cut off"
    lines = [line for line in _lines(_unwrapped(reply)) if line]
    text = " ".join(" ".join(lines).split())
    if not text:
        return "no sentence in the reply"
    if len(lines) > 1:
        return "several lines in place of one"
    if reason := _unfit(text, [original], fewest=1):
        return reason
    if is_addressed_to_a_model(text):
        return "speaks to a program"
    return Written(_ended_as(text, original))


def _ended_as(text: str, original: str) -> str:
    """`text` without a full stop that the original, a headline, has none of."""
    return text if _ENDED.search(original) or not text.endswith((".", "。")) else text[:-1]


def _citations_inside(reply: str) -> str:
    """`One. [1][2] Two. [3]` -> `One [1][2]. Two [3].`, so that a sentence keeps its citations when it is cut out."""
    return re.sub(r"([.!?])((?:\s*\[\d{1,2}(?:\s*,\s*\d{1,2})*\])+)", r" \2\1", reply)


def _sentences(reply: str, *, complete: bool) -> list[str]:
    """The sentences of a reply without their wrapping, each once, a torn-off last one left out."""
    text = _unwrapped(reply)
    found: list[str] = []
    for line in _lines(text):
        for part in pieces(line):
            sentence = " ".join(part.split())
            if sentence and sentence.casefold() not in (other.casefold() for other in found):
                found.append(sentence)
    if not complete and found and not _END.search(found[-1]):
        found.pop()
    return [sentence if _END.search(sentence) else f"{sentence}." for sentence in found]


def _unwrapped(reply: str) -> str:
    text = _AFTER_THINKING.sub("", _THINKING.sub("", reply))
    fenced = _CODE_FENCE.search(text)
    text = fenced[1] if fenced and fenced[1].strip() else text
    text = _OUR_FENCE.sub("\n", text).strip()
    return _from_json(text)


def _from_json(text: str) -> str:
    """The sentence in a reply that is JSON, also where the JSON is cut off or has a comma too many."""
    if not text.startswith(("{", "[{", '["')):
        return text
    try:
        return _first_text(json.loads(text)) or text
    except (ValueError, RecursionError):
        pass
    named = re.search(rf'"(?:{"|".join(_KEYS)})"\s*:\s*\[?\s*"((?:[^"\\]|\\.)*)', text, re.IGNORECASE)
    inner = named or re.search(r'"((?:[^"\\]|\\.){20,})', text)
    return inner[1].replace('\\"', '"').replace("\\n", "\n") if inner else text


def _first_text(value: Any) -> str:
    """The first string of a JSON value, those under the usual names first."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return next((found for item in value if (found := _first_text(item))), "")
    if isinstance(value, dict):
        lower = {str(name).lower(): item for name, item in value.items()}
        ordered = [lower[name] for name in _KEYS if name in lower] or list(lower.values())
        return next((found for item in ordered if (found := _first_text(item))), "")
    return ""


def _lines(text: str) -> list[str]:
    """Lines of prose: preambles, bullets, emphasis and quotation marks around a line taken off."""
    found = []
    for raw in text.splitlines():
        line = _TRAILING_NOTE.sub("", _MARKDOWN.sub(r"\2", _BULLET.sub("", raw))).strip()
        line = _PREAMBLE.sub("", line)
        line = _opened(_unquoted(_BULLET.sub("", line).strip()))
        if line and any(char.isalnum() for char in line):
            found.append(line)
    return found


def _opened(line: str) -> str:
    """`The passage says that the bridge is shut` -> `The bridge is shut`."""
    rest = _OPENER.sub("", line)
    return rest[:1].upper() + rest[1:] if rest != line and len(rest.split()) >= _FEWEST else line


def _unquoted(line: str) -> str:
    """Quotation marks around the whole line are the model's; those inside it are the source's."""
    while (
        len(line) > 2 and _QUOTES.get(line[0]) == line[-1] and line[0] not in line[1:-1] and line[-1] not in line[1:-1]
    ):
        line = line[1:-1].strip()
    return line


def _unfit(text: str, evidence: Sequence[str], *, fewest: int = _FEWEST) -> str | None:
    """Why a sentence, of `fewest` words at least, cannot be printed whatever it says; None where it can."""
    source = " ".join(clean(sentence) for sentence in evidence)
    if clean(text) != text:
        return "has hidden characters or markup"
    if (found := _MARKUP.search(text)) and found[0] not in source:
        return "has markup or a link"
    if (found := _TALK.search(text)) and found[0].lower() not in source.lower():
        return "speaks of the task, not of the news"
    if len(text.split()) < fewest and not re.search(r"[^\x00-\u024f]", text):
        return "too short to be a sentence"
    return None
