"""What is new in a story since the editions before: new facts, figures that moved, turns of events.

Each key point of today is held against every sentence that earlier editions' articles had. It is a change of a figure
where a figure of one fact has another value now; a change of status where it has a turn ("postponed", "resigned") that
none of them had; a new point where none of them says it. Both sides keep their evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from briefing.records import Evidence, StoryChange, StoryPoint
from briefing.stories.claims import Claim, contradicts, same_fact, sentence_claims
from briefing.stories.figures import agree
from briefing.stories.track import PastPoint

__all__ = ["changes", "turns"]

Vector = npt.NDArray[np.float32]

_KNOWN = 0.6
# Cosine from which an earlier sentence says what a point says.
_RELATED = 0.3
# Cosine from which an earlier sentence is shown as what a turn replaces.
_MOVED = 0.95
# Score from which a figure of today and one of before are of one fact. Lower than for conflicts: the story is one line.

_TURNS = {
    "postponed": r"postpon\w+|put off|delayed|shelved|adjourned|report(?:é|ée)s?|відклад\w+|відкл\w+",
    "cancelled": r"cancel\w*|called? off|calling off|scrapped|abandon\w+|annul\w+|dropped|axed",
    "resumed": r"resum\w+|restart\w*|back on|reopen\w*|reinstat\w+|repris\w*|rouvert\w*",
    "rescheduled": r"resched\w+|new date|brought forward",
    "resigned": r"resign\w*|step(?:s|ped|ping)? down|quit|quits|démission\w*",
    "dismissed": r"sacked|fired|dismiss\w+|suspend\w+|ousted",
    "appointed": r"appoint\w+|named as|sworn in|takes? over|took over",
    "arrested": r"arrest\w*|detained|held by police",
    "charged": r"charged with|indict\w+",
    "convicted": r"convict\w+|found guilty|pleaded guilty|condamn\w+",
    "acquitted": r"acquitt\w+|cleared|not guilty",
    "sentenced": r"sentenc\w+|jailed",
    "freed": r"freed|released|let go",
    "agreed": r"agreed|agreement|deal|settle[ds]?|settlement|signed|truce|ceasefire",
    "rejected": r"reject\w*|turned down|voted down|vetoed|refused",
    "approved": r"approv\w+|passed|adopted|backed|ratif\w+|cleared the way",
    "ended": r"ended|ends|over|lifted|concluded",
    "won": r"wins?|won|elected|victory",
    "died": r"died|dies|dead|killed",
    "found": r"found|recovered|located|identified",
    "contained": r"contained|under control|extinguish\w+|put out",
    "opened": r"opened|opens|launched|begins?|began|started",
    "closed": r"closed|closes|shut|shuts",
    "recalled": r"recall\w*|withdraw\w*|withdrew",
    "bankrupt": r"bankrupt\w*|insolven\w+|administration|collapsed",
    "delayed": r"grounded|stranded",
    "confirmed": r"confirm\w*",
    "denied": r"den(?:y|ies|ied)",
}
_TURN = {name: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for name, pattern in _TURNS.items()}
_COMMON_TURNS = frozenset({"opened", "ended", "found", "won", "died", "confirmed", "closed", "agreed", "approved"})
# Words that also stand in sentences where nothing turns: they count only where the sentence is new besides.


def changes(
    points: Sequence[StoryPoint],
    vectors: Sequence[Vector],
    past: Sequence[PastPoint],
    past_vectors: Vector,
    *,
    language: str = "en",
) -> tuple[StoryChange, ...]:
    """What `points` (with their unit `vectors`) tell that `past` (with `past_vectors`, one row each) did not."""
    if not past:
        return ()
    known = [
        claim
        for point, vector in zip(past, past_vectors, strict=True)
        for claim in sentence_claims(
            point.text, vector, Evidence(point.citation.article_id, point.citation.start, point.citation.end), point.language
        )
    ]
    turned = frozenset(turn for point in past for turn in turns(point.text))
    found = []
    for point, vector in zip(points, vectors, strict=True):
        change = _change(point, vector, past, past_vectors, known, turned, language)
        if change:
            found.append(change)
    return tuple(found)


def turns(text: str) -> frozenset[str]:
    """The turns of events that `text` names."""
    return frozenset(name for name, pattern in _TURN.items() if pattern.search(text))


def _change(
    point: StoryPoint,
    vector: Vector,
    past: Sequence[PastPoint],
    past_vectors: Vector,
    known: Sequence[Claim],
    turned: frozenset[str],
    language: str,
) -> StoryChange | None:
    text = point.point.text
    likeness = past_vectors @ vector
    nearest = int(np.argmax(np.round(likeness, 5)))
    moved = _moved(sentence_claims(text, vector, point.point.evidence[0], language), known)
    if moved:
        before = next(item for item in past if _at(item, moved.evidence))
        return _made("figure", point, before)
    fresh = turns(text) - turned
    said = float(likeness[nearest]) >= _KNOWN
    if fresh - _COMMON_TURNS or (fresh and not said):
        return _made("status", point, past[nearest] if likeness[nearest] >= _RELATED else None)
    return None if said else _made("point", point, None)


def _moved(today: Sequence[Claim], known: Sequence[Claim]) -> Claim | None:
    """The earlier claim whose figure one of today's replaces: the nearest of one fact, if it differs."""
    for claim in today:
        scored = [(same_fact(claim, other), -place) for place, other in enumerate(known)]
        score, place = max(scored, default=(0.0, 0))
        if score < _MOVED or not contradicts(claim, known[-place]):
            continue
        if not any(same_fact(claim, other) > 0 and agree(claim.quantity, other.quantity) for other in known):
            return known[-place]
    return None


def _at(point: PastPoint, evidence: Evidence) -> bool:
    place = point.citation
    return (place.article_id, place.start, place.end) == (evidence.article_id, evidence.start, evidence.end)


def _made(kind: Literal["point", "figure", "status"], point: StoryPoint, before: PastPoint | None) -> StoryChange:
    return StoryChange(
        kind,
        point.point.text,
        point.point.evidence,
        before=before.text if before else None,
        before_citation=before.citation if before else None,
    )
