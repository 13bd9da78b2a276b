"""Outcomes that cannot both be true: "found guilty" and "acquitted", "approved" and "postponed", "alive" and "dead".

Comes in: the sentences of articles. Goes out: what each says for certain of how something ended, and whether two of
them are about the same thing. Only plain statements count: what is hoped, denied, planned or long past says nothing of
the outcome. English only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from briefing.language import frequency
from briefing.records import Document, Evidence

__all__ = ["Outcome", "contradict", "outcomes", "pairs"]

Vector = npt.NDArray[np.float32]

# Sentences read of each article: news gives its outcome early, and the other articles' background later.
_SENTENCES = 10
# Least cosine of the two sentences, and least share (by weight) of the shorter one's words that the other has. Gold
# streams: all contradictions lie above 0.73 and 0.70; 652 stories of real news have none above 0.5 and 0.4.
_LIKENESS, _SHARED = 0.5, 0.4
# Words before a statement in which a doubt or denial takes it back, and in which its subject stands.
_BEFORE = 6

_AXES: dict[str, dict[str, str]] = {
    "the verdict": {
        "guilty": r"found guilty|convicted|guilty verdict",
        "cleared": r"acquitted|acquits|found not guilty|cleared of|clears \w+ of",
    },
    "the decision": {
        "approved": r"approv(?:es|ed)|(?:pass(?:es|ed)|adopt(?:s|ed)) (?:the|a|an|its|by)|ratif(?:ies|ied)|go-ahead"
        r"|green light|vot(?:es|ed) (?:for|in favou?r of)",
        "rejected": r"reject(?:s|ed)|turn(?:s|ed) down|vot(?:es|ed) (?:down|against)|veto(?:es|ed)|th(?:rew|rown) out"
        r"|struck down",
        "put off": r"postpon(?:es|ed)|puts? off|delay(?:s|ed) (?:the|a|its)|adjourn(?:s|ed)"
        r"|defer(?:s|red)|shelv(?:es|ed)",
    },
    "whether it goes ahead": {
        "off": r"call(?:s|ed) off|cancel(?:s|led|ed)|scrap(?:s|ped)|averted",
        "put off": r"postpon(?:es|ed)|put off|delayed|rescheduled|moved to",
        "on": r"(?:go(?:es)?|going|went) ahead|took place|began as planned",
    },
    "alive or dead": {
        "alive": r"(?:found|discovered|located|rescued|pulled|brought)(?: \w+){0,3}? (?:alive|safe|unharmed|unhurt)"
        r"|turned up (?:alive|safe)|survived",
        "dead": r"(?:found|discovered|pulled out) dead|bod(?:y|ies)(?: \S+){0,6}? (?:found|recovered|discovered)"
        r"|(?:found|recovered|discovered)(?: \w+){0,2}? bod(?:y|ies)|died",
    },
    "the fire": {
        "under control": r"contained|under control|extinguished|put out",
        "out of control": r"(?:burning |raging )?out of control|still (?:burning|raging|spreading)(?: out of control)?"
        r"|rag(?:es|ing)|uncontained",
    },
    "open or closed": {
        "open": r"reopen(?:s|ed)|open(?:ed)? again|back in service",
        "closed": r"(?:remains?|remained|stays?|stayed|still|kept) (?:closed|shut|suspended)",
    },
    "the outcome of the talks": {
        "agreed": r"reach(?:es|ed) (?:a|an)(?: \w+)? (?:deal|agreement|accord|settlement|truce)|str(?:ikes|uck) a deal"
        r"|agreed (?:on|to) (?:a|an) |signed (?:a|an|the) ",
        "failed": r"(?:talks|negotiations)(?: \w+){0,4}? (?:collapsed|failed|broke down|broken down)"
        r"|(?:collapsed|broke down|broken down|ended) without (?:a |an |any )?(?:deal|agreement|result)"
        r"|failed to (?:agree|reach)",
    },
    "caught or at large": {
        "caught": r"arrested|detained|captured|caught|in custody|surrendered",
        "at large": r"at large|on the run|escaped|slipped away|still (?:hunting|looking for|searching for)",
    },
    "how the post was left": {
        "resigned": r"resign(?:s|ed)|step(?:s|ped) down|quits?",
        "dismissed": r"sack(?:s|ed)|fired|dismiss(?:es|ed)|ousted|removed from office",
    },
    "the result": {
        "won": r"won|wins|beat|beats|defeated",
        "lost": r"lost|loses|(?:was|were) (?:beaten|defeated)|went down to",
        "drawn": r"drew|draws? with|ended level|held to a draw",
    },
    "whether anyone was hurt": {
        "no one hurt": r"(?:no one|nobody|no-one|none)(?: \w+){0,4}? (?:hurt|injured)|no (?:injuries|casualties)"
        r"|unhurt|unharmed|uninjured",
        "people hurt": r"(?:were|was|left|hospital|people|passengers)(?: \w+){0,3}? (?:injured|hurt|wounded)"
        r"|injur(?:ing|ed) (?:\w+ )?(?:\w+)",
    },
}
_VALUES = {
    axis: {value: re.compile(rf"\b(?:{pattern})(?!\w)", re.IGNORECASE) for value, pattern in values.items()}
    for axis, values in _AXES.items()
}
# Here two things of one story may well have ended differently: the House and the Senate, one victim and another.
_SAME_SUBJECT = frozenset(
    {"the decision", "the result", "alive or dead", "how the post was left", "caught or at large"}
)
_DENIED = re.compile(
    r"\b(?:not|never|without|cannot|\w+n['’]t|no|neither|nor|den(?:y|ies|ied)|refus\w+|reject\w* calls|rather than)\b",
    re.I,
)
_DOUBTED = re.compile(
    r"\b(?:would|will|could|may|might|should|shall|must|if|unless|whether|when|until|before|once|after|almost|nearly"
    r"|to|hop\w+|want\w*|plan\w*|expect\w*|likely|urg\w+|ask\w*|calls?|threat\w*|had|earlier|previously|previous|last"
    r"|ago|since|bid|attempt\w*|accused|suspected|suspicion|who|whose|which)\b",
    re.I,
)
_CLAUSE = re.compile(r"[,;:()–—\"“”]|\b(?:while|but|and|although|though|as|that)\b", re.I)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|got)\s+(?:\w+ly\s+)?$", re.I)
_AGENT = re.compile(r"\bby\s+((?:\S+\s+){0,5}\S+)")


@dataclass(frozen=True)
class Outcome:
    """What an article says for certain: `value` on `axis`, in the words `shown`. `row` numbers the article."""

    axis: str
    value: str
    shown: str
    row: int
    evidence: Evidence
    vector: Vector
    stems: frozenset[str]
    subject: frozenset[str]


def outcomes(document: Document, vectors: Vector, row: int) -> list[Outcome]:
    """The outcomes that `document` states, whose sentence vectors are `vectors`.

    An axis on which the article gives more than one value is left out: it has its own reasons for both.
    """
    text = f"{document.title or ''}\n{document.text}"
    found: list[Outcome] = []
    for number, (start, end) in enumerate(document.sentences[:_SENTENCES]):
        sentence = document.text[start:end]
        place = Evidence(document.id, start, end)
        found += [
            Outcome(
                axis, value, match.group(), row, place, vectors[number], _stems(sentence), _subject(sentence, match)
            )
            for axis, value, match in _stated(sentence)
        ]
    return [one for one in found if not _gives_other(text, one)]


def contradict(one: Outcome, two: Outcome) -> float:
    """How surely two outcomes are of one thing and cannot both be true; 0 where they can."""
    if one.axis != two.axis or one.value == two.value:
        return 0.0
    if one.axis in _SAME_SUBJECT and one.subject and two.subject and not one.subject & two.subject:
        return 0.0
    likeness, shared = float(one.vector @ two.vector), _overlap(one.stems, two.stems)
    if likeness < _LIKENESS or shared < _SHARED:
        return 0.0
    return likeness + shared


def _stated(sentence: str) -> Iterator[tuple[str, str, re.Match[str]]]:
    for axis, values in _VALUES.items():
        for value, pattern in values.items():
            match = pattern.search(sentence)
            if match and not _taken_back(sentence, match, value):
                yield axis, value, match


def _taken_back(sentence: str, match: re.Match[str], value: str) -> bool:
    """Whether the clause before the words denies or doubts them."""
    if value in {"no one hurt", "failed"}:
        return bool(_DOUBTED.search(_clause(sentence, match.start())))
    clause = _clause(sentence, match.start())
    return bool(_DENIED.search(clause) or _DOUBTED.search(clause))


def _clause(sentence: str, end: int) -> str:
    """The last few words of the clause that leads up to `end`."""
    cuts = [cut.end() for cut in _CLAUSE.finditer(sentence, 0, end)]
    return " ".join(sentence[cuts[-1] if cuts else 0 : end].split()[-_BEFORE:])


def _gives_other(text: str, own: Outcome) -> bool:
    """Whether the article has another value of the axis anywhere, unless it denies it."""
    for value, pattern in _VALUES[own.axis].items():
        if value == own.value:
            continue
        for match in pattern.finditer(text):
            line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
            if not _DENIED.search(_clause(line, len(line))) and match.group() != own.shown:
                return True
    return False


def _subject(sentence: str, match: re.Match[str]) -> frozenset[str]:
    """Stems of who did it: the words before an active verb, those after "by" beyond a passive one."""
    before = sentence[: match.start()]
    if _PASSIVE.search(before):
        agent = _AGENT.match(sentence[match.end() :].lstrip()) or _AGENT.search(sentence, match.end())
        if agent:
            return _stems(agent[1])
        return frozenset()
    return _stems(before)


def _stems(text: str) -> frozenset[str]:
    found = {frequency.stem(token) for token in frequency.TOKEN.findall(text)}
    return frozenset(stem for stem in found if len(stem) > 2 and frequency.weight(stem) > 2)


def _overlap(one: frozenset[str], two: frozenset[str]) -> float:
    total = min(sum(map(frequency.weight, sorted(side))) for side in (one, two))
    return sum(frequency.weight(stem) for stem in sorted(one & two)) / total if total else 0.0


def pairs(one: Sequence[Outcome], two: Sequence[Outcome]) -> list[tuple[float, Outcome, Outcome]]:
    """Contradictions between two articles, at most one an axis, the surest first."""
    scored = [(contradict(left, right), left, right) for left in one for right in two]
    best: dict[str, tuple[float, Outcome, Outcome]] = {}
    for score, left, right in scored:
        if score and (left.axis not in best or score > best[left.axis][0]):
            best[left.axis] = (score, left, right)
    return sorted(best.values(), key=lambda found: -found[0])
