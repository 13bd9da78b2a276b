"""Negation, hedges and opposites: where a claim says the contrary of its evidence, or more than it says.

Each check looks at the sentences that say nearly the same as the claim, and at the word that a negation or hedge is
about: the next content word after it. Lexical and shallow on purpose; what it misses the learned check may find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from briefing.verify.passages import stem, word_set, words

__all__ = ["CONTENT_STOP", "OPPOSITES", "faults", "meaning"]

_NEGATIONS = word_set(
    "not no never none nobody nothing neither nor cannot without hardly barely ne pas jamais aucun aucune rien "
    "nicht nie niemals kein keine keinen keiner nunca ningún ninguna не ні ніколи"
)
_NEGATIVE = re.compile(
    r"^(?:den(?:y|ies|ied|ying)|refus|fail|reject|declin|lack|prevent|avoid|stop|ban|cancel|unable|unlikely|rul|without|"
    r"dismiss|halt|miss|oppos|reverse|scrap|block|fals|free|"
    r"un(?!der|ion|it|iv|til|cle|less|ique|form)[a-z]{4,}|in(?:valid|correct|nocent)|"
    r"dis(?:agre|allow|appear|approv|continu|credit|mantl|obey|prov|qualif|regard|satisf|trust)[a-z]*|"
    r"absent|abandon|drop|withdr|suspend|shelv|delay|postpon|rare|few|little|only|less|zero|instead|but|however|end|"
    r"too$|off$)"
)
_HEDGES = word_set(
    "may might could would should allegedly alleged reportedly suspicion possibly perhaps probably likely apparently "
    "suspected accused claimed claims claim believed expected planned plans proposed potential potentially rumoured "
    "purportedly considering hopes hope wants seeks considers if unless can possible supposedly alleges think "
    "thinks thought believe believes reports pourrait pourraient serait aurait"
)
_ALLEGED = word_set("suspicion suspected accused alleged allegedly")
# That police said so does not make a suspect a culprit, where the evidence too has it from the police.
_REPORTS = word_set("said says told according")
# Words in a claim that keep it from stating a hedged thing as a fact.
_STATED = _HEDGES | word_set(
    "will to said says told according warned warns expects suggests suggested plan aims charged trial allegation "
    "allegations accusations face faces facing unclear whether risk threatens intends set due"
)
_OPPOSITES = """
rise rose risen rising increase increased grew up higher gain climbed jumped|\
fall fell fallen falling decrease decreased shrank down lower dropped plunged lost
win won wins winning beat beats|lose lost loses losing
accept accepted approve approved agreed backed|reject rejected refused opposed dismissed vetoed
support supports supported backs|oppose opposes opposed
open opened opens opening reopened|close closed closes closing shut
more most|fewer less least
above over|below under
before earlier|after later
best highest largest biggest|worst lowest smallest
high large big|low small
guilty convicted|innocent acquitted cleared
deficit|surplus
profit profits|loss losses
witness witnesses|suspect suspects
continue continues continued|stop stops stopped
majority|minority
granted given|denied refused
arrive arrived|leave left departed
buy bought buys|sell sold sells
allow allowed permitted legal|ban banned forbade prohibited illegal
confirm confirmed admitted|deny denied denies
begin began begun start started starts|end ended ends finish finished stopped
alive survived|dead died killed
arrested detained jailed|released freed
male man men boy husband father son brother he him his|female woman women girl wife mother daughter sister she her
north northern|south southern
east eastern|west western
success successful succeeded|failure failed unsuccessful
home|away
all every always|some most many several sometimes
safe|dangerous unsafe
hot warm|cold cool
old older oldest|young younger youngest new
public|private
increasing growing|decreasing shrinking
first|last final
positive|negative
strong stronger|weak weaker
friend ally|enemy foe
import imports|export exports
remember|forget forgot
hired appointed|sacked fired dismissed
inside|outside
raise raised|cut lowered reduced
possible|impossible
likely|unlikely
able|unable
day|night
left|right
"""
OPPOSITES: dict[str, list[tuple[frozenset[str], frozenset[str]]]] = {}
for _pair in _OPPOSITES.strip().splitlines():
    _one, _other = (word_set(side) for side in _pair.split("|"))
    for _word in _one:
        OPPOSITES.setdefault(_word, []).append((_one, _other))
    for _word in _other:
        OPPOSITES.setdefault(_word, []).append((_other, _one))

CONTENT_STOP = word_set(
    "the a an of to in on at by for with from as and or but that which who whom whose this these those it its he she "
    "they them his her their him is are was were be been being has have had do does did will would can could may might "
    "must shall should not no so than then there here very also just now still yet even ever more most much many some "
    "any all both each such own other into over under after before about up down out off again when where while if "
    "because until i you we me my your our us said says le la les un une des du de et en à au aux il elle ils que qui "
    "dans sur pour par avec"
)
_SHORT_OF = re.compile(
    r"\b(?:stopp(?:ed|ing) short of|refus(?:ed|es) to|fail(?:ed|s) to|declin(?:ed|es) to|rul(?:ed|es) out)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:he|she|they|it)\b", re.IGNORECASE)
# Share of a claim's content words that a sentence must hold to say nearly the same.
_NEAR = 0.6
# Content words after a negation or hedge that it may be about.
_REACH = 3


def faults(claim: str, evidence: Sequence[str]) -> list[str]:
    """Reasons why `claim` says the contrary of `evidence`, or says for sure what `evidence` does not."""
    content = meaning(claim)
    near = [passage for passage in evidence if _share(content, passage) >= _NEAR]
    found = list(_negated(claim, evidence, near))
    if near:
        found += list(_hedge_lost(claim, near))
    return [*found, *_negation_lost(claim, evidence), *_reversed(claim, evidence)]


@lru_cache(maxsize=8192)
def meaning(text: str) -> frozenset[str]:
    """The stems of the words of `text` that carry meaning."""
    return frozenset(stem(word) for word in words(text) if word.casefold() not in CONTENT_STOP)


def _share(content: AbstractSet[str], passage: str) -> float:
    return len(content & meaning(passage)) / max(1, len(content))


def _negations(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each negation of `text` with the stems of the content words that follow it."""
    tokens = words(text)
    for position, word in enumerate(tokens):
        lower = word.casefold().replace("’", "'")
        if lower in _NEGATIONS or lower.endswith("n't"):
            if lower == "not" and position + 1 < len(tokens) and tokens[position + 1].casefold() in ("only", "just"):
                continue
            yield word, _following(tokens, position)


def _following(tokens: Sequence[str], position: int) -> list[str]:
    after = [stem(word) for word in tokens[position + 1 :] if word.casefold() not in CONTENT_STOP | {"whether"}]
    return after[:_REACH]


def _negated(claim: str, evidence: Sequence[str], near: Sequence[str]) -> Iterator[str]:
    """A negation in the claim that nothing in the evidence bears out."""
    for word, about in _negations(claim):
        places = near or [passage for passage in evidence if meaning(passage) & set(about)] or evidence
        if not any(_is_negative(passage, about) for passage in places):
            yield f"the evidence does not say “{word}”"
            return


def _is_negative(passage: str, about: Sequence[str]) -> bool:
    """Whether `passage` denies what `about` names; a word that it states plainly is not denied elsewhere in it."""
    negations = list(_negations(passage))
    if any(set(about) & set(after) for _, after in negations):
        return True
    tokens = words(passage)
    deniers = [index for index, word in enumerate(tokens) if _NEGATIVE.match(word.casefold())]
    if about and about[0] in meaning(passage):
        return any(about[0] in _following(tokens, index) for index in deniers)
    return bool(negations or deniers)


def _negation_lost(claim: str, evidence: Sequence[str]) -> Iterator[str]:
    """A negation in the evidence, about a word that the claim states without one."""
    if any(True for _ in _negations(claim)) or any(_NEGATIVE.match(word.casefold()) for word in words(claim)):
        return
    stems, names = meaning(claim), _names(claim)
    near = [each for each in evidence if _share(stems - names if _PRONOUN.search(each) else stems, each) >= _NEAR]
    plain = [passage for passage in near if not list(_denied(passage))]
    for passage in near:
        for word, after in _denied(passage):
            if after and after[0] in stems and not any(after[0] in meaning(other) for other in plain):
                yield f"the evidence says “{word}”, the claim does not"
                return


def _denied(passage: str) -> Iterator[tuple[str, list[str]]]:
    """The negations of `passage` and its phrases that come to one, with the words that follow."""
    yield from _negations(passage)
    for match in _SHORT_OF.finditer(passage):
        yield match[0], _following(["", *words(passage[match.end() :])], 0)


def _names(text: str) -> set[str]:
    return {stem(word) for word in words(text) if word[0].isupper() and word.casefold() not in CONTENT_STOP}


def _hedge_lost(claim: str, near: Sequence[str]) -> Iterator[str]:
    """Something that the evidence only says may be so, and the claim says is so."""
    tokens = {word.casefold() for word in words(claim)}
    stated = tokens & _STATED
    if stated - _REPORTS:
        return
    stems = meaning(claim)
    for passage in near:
        found = words(passage)
        for position, word in enumerate(found):
            lower = word.casefold()
            if lower not in (_ALLEGED if stated else _HEDGES) or not stated <= {each.casefold() for each in found}:
                continue
            about = (_following(found, position) or [""])[0]
            if about in stems and not any(about in meaning(other) and not _hedged(other) for other in near):
                yield f"the evidence only says “{word}”"
                return


def _hedged(passage: str) -> bool:
    return bool({word.casefold() for word in words(passage)} & _HEDGES)


def _reversed(claim: str, evidence: Sequence[str]) -> Iterator[str]:
    """A word in the claim whose opposite stands instead of it in the sentences that have the claim's other words."""
    held, content = {word.casefold() for word in words(claim)}, meaning(claim)
    for word in sorted(held & OPPOSITES.keys()):
        near = [passage for passage in evidence if _share(content - {stem(word)}, passage) >= _NEAR]
        whole = {other.casefold() for passage in near for other in words(passage)}
        if word in whole or stem(word) in {stem(other) for other in whole}:
            continue
        for side, other in OPPOSITES[word]:
            if not side & whole and other & whole and not other & held:
                yield f"the evidence says “{sorted(other & whole)[0]}” where the claim says “{word}”"
                return
