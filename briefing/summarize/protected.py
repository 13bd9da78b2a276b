"""Words whose loss would change what a sentence claims: no cut may contain one.

Five kinds: negation, quantity, condition or contrast, hedge, and who says so. English and French; the lists lean to
keeping too much, for a longer point is a smaller fault than a false one.
"""

from __future__ import annotations

import re

__all__ = ["is_protected"]

_NEGATION = (
    r"not|no|never|none|nor|neither|nobody|nothing|nowhere|without|cannot|hardly|barely|scarcely|rarely|seldom|lacks?|"
    r"lacked|den(?:y|ies|ied|ying)|refus\w+|fail\w*|reject\w*|declin\w+|ceased?|stopped|cancel\w*|withdr\w+|dismiss\w*|"
    r"acquitted|cleared|false\w*|untrue|wrong\w*|disput\w+|ne|pas|jamais|aucune?|rien|sans|ni|nie\w*|dément\w*|refus\w+"
)
_QUANTITY = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twent\w+|thirt\w+|fort(?:y|ies)|fift\w+|"
    r"sixt\w+|sevent\w+|eight\w+|ninet\w+|hundreds?|thousands?|millions?|billions?|dozens?|half|third|quarters?|both|"
    r"all|every|each|most\w*|many|much|some|several|few\w*|little|only|just|least|almost|nearly|about|around|over|under|"
    r"more|less|up to|roughly|approximately|twice|double\w*|triple\w*|once|single|first|second|last|sole|per ?cent|"
    r"deux|trois|quatre|cinq|sept|huit|neuf|dix|cents?|mille|tous|toutes|plusieurs|quelques|seule?s?|plus|moins|près|"
    r"environ|presque|premi\w+|derni\w+"
)
_CONDITION = (
    r"if|unless|until|till|except\w*|provided|providing|subject to|although|though|despite|but|however|because|since|"
    r"when|whenever|including|excluding|excluded|adjusted|combined|"
    r"while|whether|otherwise|instead|rather|even|pending|si|sauf|malgré|mais|bien que|parce|tant que|jusqu\w*"
)
_HEDGE = (
    r"may|might|could|would|should|can|possib\w+|perhaps|maybe|probab\w+|likely|unlikely|reported\w*|alleg\w+|suspect\w*|"
    r"apparent\w*|seem\w*|appear\w*|believed?|thought|understood|expect\w*|claim\w*|purport\w+|so-called|accus\w+|"
    r"charg\w+|rumou?r\w*|supposed\w*|presum\w+|potential\w*|propos\w+|plan\w*|intend\w*|aims?|hop\w+|fear\w*|consider\w*|"
    r"convicted|guilty|innocent|jailed|pourrait|pourraient|peut|aurait|auraient|serait|seraient|présumé\w*|soupçonn\w+"
)
_ATTRIBUTION = (
    r"said|says?|saying|told|tells?|according|announc\w+|stat(?:ed?|es|ing)|report\w*|add(?:ed|ing)|insist\w*|argu\w+|"
    r"admit\w*|confirm\w*|warn\w*|describ\w+|call(?:ed|ing|s)|call|quoted?|tweet\w*|wr(?:ote|iting|itten)|explain\w*|"
    r"identif\w+|named|known as|"
    r"suggest\w*|conced\w+|acknowledg\w+|testif\w+|vow\w*|pledg\w+|urg\w+|selon|dit|déclar\w+|affirm\w+|estim\w+|d'après"
)
_WORDS = re.compile(rf"(?<!\w)(?:{_NEGATION}|{_QUANTITY}|{_CONDITION}|{_HEDGE}|{_ATTRIBUTION})(?!\w)", re.IGNORECASE)
_SIGNS = re.compile(r"\d|[%£$€¥]|n['’]t\b|[\"“”«»?!:;]")


def is_protected(passage: str) -> bool:
    """Whether `passage` holds a word or sign that a cut must not take away."""
    return bool(_SIGNS.search(passage) or _WORDS.search(passage))
