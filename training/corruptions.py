"""True sentences -> false ones of known kinds: each differs from the truth in one thing that a reader would mind.

Names and numbers are replaced by others of the same article (the hardest to notice) or of another one; names change
places; a negation comes or goes; a word becomes its opposite; a hedge is lost; two sentences are spliced; somebody else
does what the sentence says; a phrase of another article is hung on the end.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from briefing.language import en, fr
from briefing.language.language_words import word_set

_NAME = re.compile(r"\b[A-Z][\w’'-]+(?:\s(?:of|de|van|al)?\s?[A-Z][\w’'-]+){0,3}")
_NUMBER = re.compile(r"(?<![\w.,-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w-]|[.,]\d)")
_FUNCTION_WORDS = en.FUNCTION_WORDS | fr.COMMONEST_WORDS
_OPPOSITES = en.LANGUAGE.verification.opposites
_SPELLED = sorted(word_set("two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty"))
_AUXILIARY = re.compile(r"\b(is|are|was|were|has|have|had|will|would|can|could|should|did|does)\b(?! not|n['’]t)")
_PAST = re.compile(
    r"(?<=[a-z] )(said|told|made|took|won|lost|came|went|gave|left|found|met|held|got|began|saw|([a-z]{3,}ed))\b"
)
_NEGATED = re.compile(r"\b(not|never) ", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(allegedly|reportedly|possibly|apparently|probably|likely to) |\b(may|might|could)(?= (?:have )?[a-z]+)|"
    r"\b((?:(?:is|are|was|were) (?:expected|likely|due|set)|plans?|wants?|hopes?|aims?) to)(?= [a-z]+)"
)
_BELIEVED = re.compile(r"^[^,]{3,60}? (?:believes?|suspects?|thinks?|claims?|claimed|fears?|alleges?) (?:that )?(?=\w)")
_VERB = re.compile(r" (?:is|are|was|were|has|have|had|will|would|can|could|said|says|told|[a-z]{3,}ed) ")
_CALENDAR = sorted(word_set("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"))
_MONTHS = sorted(word_set("January February March April May June July August September October November December"))


_PRONOUNS = word_set("he she it they we you i this that these those there who what but and in on at")


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
        while words and (words[0].lower() in _FUNCTION_WORDS or words[0] in _CALENDAR or words[0] in _MONTHS):
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
    """Two names change places; not around an "and" or "or", where the order says nothing."""
    own = names_of(sentence)
    pairs = [
        (one, other)
        for one in own
        for other in own
        if one < other and one not in other and other not in one and not _is_joined(one, other, sentence)
    ]
    if not pairs:
        return None
    one, other = rng.choice(pairs)
    return sentence.replace(one, "\0").replace(other, one).replace("\0", other)


def _is_joined(one: str, other: str, sentence: str) -> bool:
    """Whether nothing but a title stands beside the "and" or "or" between the two names."""
    title = r"(?:(?:Prime )?(?:Minister|President|Mr|Mrs|Ms|Dr|Sir) )?"
    return any(
        re.search(rf"{re.escape(first)} (?:and|or) {title}{re.escape(second)}(?![\w’'])", sentence)
        for first, second in ((one, other), (other, one))
    )


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
    places = [match for match in re.finditer(r"\b[a-z]+\b", sentence) if match[0] in _OPPOSITES]
    if not places:
        return None
    match = rng.choice(places)
    _, others = rng.choice(_OPPOSITES[match[0]])
    alike = sorted(word for word in others if word[-2:] == match[0][-2:]) or sorted(others)
    return sentence[: match.start()] + rng.choice(alike) + sentence[match.end() :]


def _unhedge(sentence: str, *_: object) -> str | None:
    if believed := _BELIEVED.match(sentence):
        rest = sentence[believed.end() :]
        return rest[0].upper() + rest[1:] if len(rest.split()) > 4 else None
    match = _HEDGE.search(sentence)
    if not match:
        return None
    return sentence[: match.start()] + ("will" if match[2] or match[3] else "") + sentence[match.end() :]


def _subject(sentence: str, article: Sequence[str], _: Sequence[str], rng: random.Random) -> str | None:
    """What one sentence says, of whom another sentence of the article speaks."""
    mine = _subject_of(sentence)
    others = [found for text in article if (found := _subject_of(text)) and not _share_a_word(found, mine or "")]
    return rng.choice(others) + sentence[len(mine) :] if mine and others else None


def _subject_of(sentence: str) -> str | None:
    """The words before the first verb, where they are few and no pronoun."""
    match = _VERB.search(sentence)
    found = sentence[: match.start()] if match else ""
    if not 0 < len(found.split()) <= 5 or found.casefold().split()[0] in _PRONOUNS or "," in found:
        return None
    return found


def _share_a_word(one: str, other: str) -> bool:
    return bool(set(one.casefold().split()) & set(other.casefold().split()) - _FUNCTION_WORDS)


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
    return f"{sentence.rstrip('.')}{rng.choice(phrases)}." if phrases and rng.random() < 0.5 else None


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
    "subject": _subject,
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


def shortened(text: str, rng: random.Random) -> str | None:
    """`text` without a phrase that it can spare: an aside, a clause at the end, who said so, when."""
    options = [
        text[: match.start()] + put + text[match.end() :]
        for pattern, put in _SPARE
        for match in [pattern.search(text)]
        if match and len(text[: match.start()].split()) + len(text[match.end() :].split()) > 4
    ]
    return rng.choice(options) if options else None


_SPARE = (
    (re.compile(r", (?:which|who|where|whose|after|as|while|when|including|according to|with|but) [^,]+(?=\.?$)"), ""),
    (re.compile(r",? (?:said|says|told reporters|added|according to) [^,]{3,60}(?=\.$)"), ""),
    (re.compile(r", [^,]{5,60},(?= [a-z])"), ""),
    (re.compile(r" \([^)]*\)"), ""),
    (re.compile(r" on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"), ""),
    (re.compile(r"^(?:In|On|At|By|After) [^,]{3,40}, "), ""),
    (re.compile(r" (?:in|at|near|during|after) (?:the )?[^,.]{3,40}(?=\.$)"), ""),
)


def reworded(text: str, rng: random.Random) -> str:
    """`text` with a word or two replaced by others that mean the same, so that a true claim is not always a copy."""
    parts = re.split(r"(\W+)", text)
    places = [place for place, part in enumerate(parts) if part in _SAME]
    for place in rng.sample(places, min(len(places), rng.choice((0, 1, 1, 2)))):
        parts[place] = rng.choice(_SAME[parts[place]])
    return "".join(parts)


_SAME_WORDS = """
began started|begin start|large big|buy purchase|bought purchased|hurt injured|wounded injured|job post|
firm company business|firms companies|car vehicle|cars vehicles|money cash funds|needs requires|wants seeks|
showed revealed|shows reveals|discovered found|stopped halted|asked requested|replied responded|rose increased|
rise increase|fell dropped declined|fall drop decline|quickly rapidly|children kids|doctors physicians|
police officers|blaze fire|crash collision|film movie|films movies|left departed|
meeting talks|deal agreement|win victory|won clinched|defeat loss|build construct|built constructed|
helped assisted|yearly annual|boss chief|roads streets|nearly almost|
plan proposal|plans proposals|warned cautioned|resigned quit|arrested detained|inquiry investigation probe|
allowed permitted|banned prohibited|chose picked selected|choose pick select|decided resolved|finished ended|
small minor
"""
_SAME: dict[str, list[str]] = {}
for _group in _SAME_WORDS.replace("\n", "").split("|"):
    _members = [member for member in _group.split() if member]
    for _member in _members:
        _SAME.setdefault(_member, []).extend(other for other in _members if other != _member)


def sample(found: Sequence[Corruption], count: int, rng: random.Random) -> Iterator[Corruption]:
    """Up to `count` of `found`, in random order."""
    yield from rng.sample(list(found), min(count, len(found)))
