"""Whether a sentence can be understood without the ones around it.

Comes in: one sentence. Goes out: yes or no. A key point is read alone, so a sentence that says "he" before anybody was
named, hangs in the air, or announces a list is a poor one, however much of the article it covers. There is no parser
here: the test is for signs that hardly ever mislead. `features.dangles` looks at the first word; this looks further.
"""

from __future__ import annotations

import re

from briefing.summarize.features import dangles

__all__ = ["stands_alone"]

# A clause with nothing to hang on.
_FRAGMENT = re.compile(
    r"^\W*(?:(?:nor|which|whose|indeed|hence)\b|(?:because|parce que|not because|except|unlike|like)\b[^,]*$)",
    re.IGNORECASE,
)
# "Since about 1995 it has had nothing back": a few words on time or place, then a pronoun for what came before.
_LATE_PRONOUN = re.compile(
    r"^\W*(?:since|in|on|at|by|after|before|for|from|until|during|last|now|today|yesterday|then|there|here|even|still|"
    r"only|once|perhaps|soon|again)\b([^,.;:]{0,40}?),? (?:he|she|they|it (?:has|had|does|did|can|could|may|might))\b",
    re.IGNORECASE,
)
_CALENDAR = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
)
_NAMED = re.compile(rf"(?<!^)\b(?!(?:{_CALENDAR})\b)[A-ZÀ-Þ][a-zà-þ]")
_NOUN = re.compile(r"\b(?:the|a|an|this|that|his|her|their|its|two|three|some|many|most)\s+[a-z]+", re.IGNORECASE)
_NOBODY = re.compile(
    r"^\W*(?:nobody|no one|everyone|everybody|someone|somebody|none|neither|nothing|something|most|some|few|many|all)"
    r"(?: (?:there|here|else))? (?:\w+ ){0,2}(?:him|her|them)\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"^\W*(?:here (?:are|is)|voici)\b|"
    r"^\W*(?:a few|one|two|three|four|five|six|seven|eight|nine|ten|\d+) (?:things|stories|items|reasons|questions)\b",
    re.IGNORECASE,
)


def stands_alone(sentence: str) -> bool:
    """Whether `sentence` names what it speaks of, as far as its form tells."""
    if dangles(sentence) or _FRAGMENT.match(sentence) or _NOBODY.match(sentence) or _LIST.match(sentence):
        return False
    late = _LATE_PRONOUN.match(sentence)
    return late is None or bool(_NAMED.search(late[1]) or _NOUN.search(late[1]))
