"""True sentences -> false ones of known kinds: each differs from the truth in one thing that a reader would mind.

Names and numbers are replaced by others of the same article (the hardest to notice) or of another one; names change
places; a negation comes or goes; a word becomes its opposite; a hedge is lost; two sentences are spliced; a phrase of
another article is hung on the end.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from briefing.verify.passages import word_set
from briefing.verify.polarity import CONTENT_STOP, OPPOSITES

_NAME = re.compile(r"\b[A-Z][\w’'-]+(?:\s(?:of|de|van|al)?\s?[A-Z][\w’'-]+){0,3}")
_NUMBER = re.compile(r"(?<![\w.,-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w-]|[.,]\d)")
_SPELLED = sorted(word_set("two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty"))
_AUXILIARY = re.compile(r"\b(is|are|was|were|has|have|had|will|would|can|could|should|did|does)\b(?! not|n['’]t)")
_PAST = re.compile(
    r"(?<=[a-z] )(said|told|made|took|won|lost|came|went|gave|left|found|met|held|got|began|saw|([a-z]{3,}ed))\b"
)
_NEGATED = re.compile(r"\b(not|never) ", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(allegedly|reportedly|possibly|apparently|probably|likely to) |\b(may|might|could)(?= (?:have )?[a-z]+)"
)
_CALENDAR = sorted(word_set("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"))
_MONTHS = sorted(word_set("January February March April May June July August September October November December"))


@dataclass(frozen=True, slots=True)
class Corruption:
    """A false sentence and what was done to it."""

    kind: str
    text: str


def names_of(text: str) -> list[str]:
    """Distinct names in `text`; sentence openers that are ordinary words are left out."""
    found = []
    for match in _NAME.finditer(text):
        words = match[0].split()
        while words and (words[0].lower() in CONTENT_STOP or words[0] in _CALENDAR or words[0] in _MONTHS):
            words = words[1:]
        at_start = match.start() == 0 or text[max(0, match.start() - 2) : match.start()] in (". ", "? ", "! ")
        if words and not (at_start and len(words) == 1):
            found.append(" ".join(words))
    return list(dict.fromkeys(found))


def corruptions(sentence: str, article: Sequence[str], foreign: Sequence[str], rng: random.Random) -> list[Corruption]:
    """Every corruption of `sentence` that applies, one of each kind; `foreign` are sentences of another article."""
    found = []
    for kind, make in _KINDS.items():
        text = make(sentence, article, foreign, rng)
        if text and " ".join(text.split()).casefold() != " ".join(sentence.split()).casefold():
            found.append(Corruption(kind, text))
    return found


def _entity(sentence: str, article: Sequence[str], _: Sequence[str], rng: random.Random) -> str | None:
    own = names_of(sentence)
    others = [
        name
        for name in names_of(" ".join(article))
        if not any(set(name.lower().split()) & set(mine.lower().split()) for mine in own)
    ]
    return _swap_one(sentence, own, others, rng)


def _foreign_entity(sentence: str, article: Sequence[str], foreign: Sequence[str], rng: random.Random) -> str | None:
    whole = " ".join(article)
    return _swap_one(
        sentence, names_of(sentence), [name for name in names_of(" ".join(foreign)) if name not in whole], rng
    )


def _swap_one(sentence: str, own: Sequence[str], others: Sequence[str], rng: random.Random) -> str | None:
    if not own or not others:
        return None
    name = rng.choice(own)
    alike = [other for other in others if len(other.split()) == len(name.split())] or others
    return sentence.replace(name, rng.choice(list(alike)), 1)


def _roles(sentence: str, _: Sequence[str], __: Sequence[str], rng: random.Random) -> str | None:
    own = names_of(sentence)
    pairs = [(a, b) for a in own for b in own if a < b and a not in b and b not in a]
    if not pairs or (
        re.search(r"\band\b", sentence) and len(pairs) == 1 and f"{pairs[0][0]} and {pairs[0][1]}" in sentence
    ):
        return None
    one, other = rng.choice(pairs)
    return sentence.replace(one, "\0").replace(other, one).replace("\0", other)


def _number(sentence: str, article: Sequence[str], _: Sequence[str], rng: random.Random) -> str | None:
    digits = list(_NUMBER.finditer(sentence))
    spelled = [match for word in _SPELLED for match in re.finditer(rf"\b{word}\b", sentence)]
    days = [match for word in _CALENDAR + _MONTHS for match in re.finditer(rf"\b{word}\b", sentence)]
    if not digits and not spelled and not days:
        return None
    match = rng.choice([*digits, *spelled, *days])
    known = {found[0] for text in article for found in _NUMBER.finditer(text)} - {match[0]}
    if match in spelled:
        new = rng.choice([word for word in _SPELLED if word != match[0]])
    elif match in days:
        new = rng.choice([word for word in (_CALENDAR if match[0] in _CALENDAR else _MONTHS) if word != match[0]])
    elif known and rng.random() < 0.5:
        new = rng.choice(sorted(known))
    else:
        new = _nudge(match[0], rng)
    return sentence[: match.start()] + new + sentence[match.end() :]


def _nudge(number: str, rng: random.Random) -> str:
    position = rng.choice([index for index, digit in enumerate(number) if digit.isdigit()])
    return number[:position] + rng.choice([d for d in "123456789" if d != number[position]]) + number[position + 1 :]


def _negate(sentence: str, *_: object) -> str | None:
    rng: random.Random = _[-1]
    if match := _NEGATED.search(sentence):
        return sentence[: match.start()] + sentence[match.end() :]
    if found := list(_AUXILIARY.finditer(sentence)):
        match = rng.choice(found)
        return f"{sentence[: match.end()]} {rng.choice(['not', 'not', 'never'])}{sentence[match.end() :]}"
    if found := list(_PAST.finditer(sentence)):
        match = rng.choice(found)
        return f"{sentence[: match.start()]}never {sentence[match.start() :]}"
    return None


def _opposite(sentence: str, *_: object) -> str | None:
    rng: random.Random = _[-1]
    places = [match for match in re.finditer(r"\b[a-z]+\b", sentence) if match[0] in OPPOSITES]
    if not places:
        return None
    match = rng.choice(places)
    _, others = rng.choice(OPPOSITES[match[0]])
    alike = sorted(word for word in others if word[-2:] == match[0][-2:]) or sorted(others)
    return sentence[: match.start()] + rng.choice(alike) + sentence[match.end() :]


def _unhedge(sentence: str, *_: object) -> str | None:
    match = _HEDGE.search(sentence)
    if not match:
        return None
    return sentence[: match.start()] + ("will" if match[2] else "") + sentence[match.end() :]


def _splice(sentence: str, article: Sequence[str], _: Sequence[str], rng: random.Random) -> str | None:
    """The start of one sentence with the end of another, joined where both have the same little word."""
    mine = sentence.split()
    joints = {
        word
        for word in mine[2:-2]
        if word in ("in", "for", "to", "by", "with", "after", "at", "on", "of", "was", "is", "has")
    }
    options = []
    for other in article:
        theirs = other.split()
        for word in sorted(joints & set(theirs[1:-1])):
            tail = theirs[theirs.index(word) :]
            if 2 < len(tail) < 16 and " ".join(tail[:3]) not in sentence:
                options.append(" ".join(mine[: mine.index(word)] + tail))
    return rng.choice(options) if options else None


def _tail(sentence: str, _: Sequence[str], foreign: Sequence[str], rng: random.Random) -> str | None:
    """A phrase of another article hung on the end."""
    phrases = [
        match[0]
        for text in foreign
        for match in re.finditer(
            r" (?:in|after|for|during|because of|according to|by|near) [^,.;:]{8,50}(?=[.,])", text
        )
    ]
    return f"{sentence.rstrip('.')}{rng.choice(phrases)}." if phrases else None


def _off_topic(_: str, __: Sequence[str], foreign: Sequence[str], rng: random.Random) -> str | None:
    options = [text for text in foreign if 8 < len(text.split()) < 35]
    return rng.choice(options) if options and rng.random() < 0.15 else None


_KINDS: dict[str, Callable[..., str | None]] = {
    "entity": _entity,
    "foreign entity": _foreign_entity,
    "roles": _roles,
    "number": _number,
    "negation": _negate,
    "opposite": _opposite,
    "hedge": _unhedge,
    "splice": _splice,
    "tail": _tail,
    "off topic": _off_topic,
}


def noisy(text: str, rng: random.Random) -> str:
    """`text` as other writers have it: sometimes in lower case, sometimes with its marks set apart."""
    if rng.random() < 0.4:
        text = text.lower()
        if rng.random() < 0.5:
            text = re.sub(r"([.,!?;:])(?=\s|$)", r" \1", text)
    return text


def sample(found: Sequence[Corruption], count: int, rng: random.Random) -> Iterator[Corruption]:
    """Up to `count` of `found`, in random order."""
    yield from rng.sample(list(found), min(count, len(found)))
