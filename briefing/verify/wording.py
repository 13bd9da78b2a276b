"""How a claim is worded: whether it is made of its evidence's own words, in their order.

Stricter than `briefing.verify.lexical`, and asked of rewritten points only. The learned check lets one wrong noun pass
at times ("found a bomb" for "found cracks"), and true words can be put together falsely. A rewrite may therefore leave
words out, inflect them, use a common synonym, and begin with when it was or who says so; it may not bring a word of its
own, or turn the others round. What a free paraphrase loses by this is shown in the source's words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.verify.passages import stem, word_set, words
from briefing.verify.polarity import CONTENT_STOP

__all__ = ["TIMES", "alike", "unlicensed"]

# Most content words of a time or a speaker that may stand before those they follow in the evidence.
_FRONT = 6
TIMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december today yesterday tomorrow tonight morning afternoon evening night noon "
    "midnight day week month year weekend early late earlier later last next previous spring summer autumn "
    "winter hour minute"
)
_SPEECH = word_set("said says say told tells announced warned wrote claimed claims reported insisted argued denied")
_OWNER = re.compile(r"\b((?:[A-ZÀ-Þ][\w-]+ ){0,3}[A-ZÀ-Þ][\w-]+)['’]s ([a-z-]+)")
_OWNER_OF_TWO = re.compile(_OWNER.pattern + r"( [a-z-]+)")
_ACCORDING = re.compile(r"according to ([^,]{1,60}),", re.IGNORECASE)
# Words that say little by themselves; who says so and what is denied or hedged is checked elsewhere.
_LIGHT = word_set(
    "according make makes made get gets got take takes took taken go goes went come comes came become became call "
    "called calls give gives gave given include includes including included involve involves involved remain remains "
    "remained continue continues continued currently recently newly amid among around near toward towards per "
    "via due set able across along against through throughout within without upon onto despite since while "
    "whether several one ones people person man men woman women thing things way time part new latest same well "
    "back yet mr mrs ms dr "
    "between during meanwhile however therefore thus added adding add adds report reports reported state states stated"
)
_SYNONYMS = """
close closed closing shut shuts shutting closure
begin began begun start started starting
end ended finish finished conclude concluded
buy bought purchase purchased acquire acquired acquisition
hurt injure injured wound wounded injury injuries
kill killed dead death deaths died dying die fatal fatally
say said says told tells tell
vote voted voting ballot
decide decided decision
choose chose chosen choice pick picked select selected
help helped aid assist assisted assistance
job jobs post role position
firm firms company companies business businesses
car cars vehicle vehicles
cash money funds funding
need needs require requires required
want wants seek seeks sought
use used using
show shows showed shown reveal reveals revealed
find found discover discovered
stop stopped halt halted
ask asked request requested
answer answered reply replied respond responded response
cut cuts reduce reduced reduction
rise rose risen increase increased
fall fell fallen drop dropped decline declined
grow grew grown growth
big large major
small little minor
quick quickly fast rapid rapidly
children child kids kid
doctor doctors physician physicians
police officers officer
fire blaze
crash crashed collision collided
flat flats apartment apartments
house houses home homes
film films movie movies
test tests tested trial trials
leave left depart departed
arrive arrived arrival
meet met meeting
talk talks talked discussion discussions
agree agreed agreement deal
argue argued argument
win won victory winner
lose lost loss defeat defeated
lead led leader leads leading
build built building construct constructed
repair repairs repaired fix fixed
pay paid payment
sell sold sale
send sent
speak spoke spoken speech
think thought
know knew known
hold held
keep kept
rest remainder
yearly annual annually
monthly month
weekly week
daily day
american us u.s america
british britain uk u.k
european europe eu
french france
german germany
spanish spain
italian italy
russian russia
ukrainian ukraine
chinese china
japanese japan
indian india
africa african
israeli israel
iranian iran
iraqi iraq
syrian syria
irish ireland
scottish scotland
welsh wales
english england
canadian canada
australian australia
town city
road roads street streets
boss chief head
law laws legislation
about roughly approximately around nearly almost
move moved moving
return returned returns
plan plans planned planning
expect expected expects
warn warned warning warnings
replace replaced replacement
resign resigned resignation quit
arrest arrested detained detain
accuse accused accusation
charge charged charges
investigate investigated investigation inquiry probe
allow allowed permit permitted
ban banned forbid forbidden prohibit prohibited
"""
_GROUPS: dict[str, set[int]] = {}
for _number, _line in enumerate(_SYNONYMS.strip().splitlines()):
    for _word in _line.split():
        _GROUPS.setdefault(_word, set()).add(_number)
        _GROUPS.setdefault(stem(_word), set()).add(_number)
_COUNTED = "zero one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {word: str(value) for value, word in enumerate(_COUNTED.split())}


def unlicensed(claim: str, evidence: Sequence[str]) -> tuple[str, ...]:
    """Reasons why the wording of `claim` is not that of `evidence`; empty where it is."""
    mine = _content(claim)
    theirs = [word for passage in evidence for word in _content(passage)]
    whole = {word.casefold() for passage in evidence for word in words(passage)}
    new = [
        word
        for word in mine
        if word.casefold() not in _LIGHT | _SPEECH | whole and not any(alike(word, other) for other in theirs)
    ]
    new += [word for word in mine if _is_changed_name(word, evidence)]
    if new:
        return (f"the evidence does not have “{', '.join(dict.fromkeys(new))}”",)
    forms = (claim, _OWNER.sub(r"\2 of \1", claim), _OWNER_OF_TWO.sub(r"\2\3 of \1", claim))
    if not any(_in_order(form, theirs) for form in forms):
        return ("the claim puts the evidence's words together in another way",)
    return ()


def _is_changed_name(word: str, evidence: Sequence[str]) -> bool:
    """Whether `word` is nearly a name of the evidence, but not that name: "Sollens" for "Sollen"."""
    plain = [re.sub(r"['’]s$", "", other) for passage in evidence for other in words(passage)]
    mine = re.sub(r"['’]s$", "", word)
    if not mine[0].isupper() or mine.casefold() in (other.casefold() for other in plain):
        return False
    names = [other for other in plain if other[0].isupper() and other.casefold() not in CONTENT_STOP]
    return any(stem(mine) == stem(other) or other.startswith(mine) or mine.startswith(other) for other in names)


def _content(text: str) -> list[str]:
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text.replace("[", "").replace("]", ""))
    return [word for word in words(plain) if word.casefold() not in CONTENT_STOP - _SPEECH]


def _in_order(claim: str, theirs: Sequence[str]) -> bool:
    """Whether the words of `claim` follow one another as in `theirs`, but for a time or a speaker at its front."""
    mine = [word for word in _content(claim) if any(alike(word, other) for other in theirs)]
    named = _ACCORDING.match(claim)
    according = (
        len([word for word in _content(named[1]) if any(alike(word, other) for other in theirs)]) if named else 0
    )
    return any(
        _is_part(mine[front:], theirs)
        for front in range(min(_FRONT, len(mine)) + 1)
        if front in (0, according) or _may_move(mine[:front], theirs)
    )


def _may_move(front: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether words at the front of a claim are a time, or somebody who said it, as it stands in the evidence."""
    if all(word.casefold() in TIMES or word.isdigit() for word in front):
        return _is_part(front, theirs)
    size = len(front)
    together = (theirs[place : place + size] for place in range(len(theirs) - size + 1))
    return front[-1].casefold() in _SPEECH and any(all(map(alike, front, some)) for some in together)


def _is_part(some: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether `some` is a subsequence of `whole`."""
    place = 0
    for word in some:
        while place < len(whole) and not alike(word, whole[place]):
            place += 1
        if place == len(whole):
            return False
        place += 1
    return True


def alike(word: str, other: str) -> bool:
    """One word in two forms, or two words of one group of synonyms."""
    one, two = (_NUMBERS.get(each.casefold(), stem(each).rstrip("e")) for each in (word, other))
    if one == two or word.casefold() == other.casefold():
        return True
    short, long = sorted((one, two), key=len)
    if len(short) >= 4 and long.startswith(short) and len(long) <= len(short) + 5 and short.isalpha():
        return True
    mine = _GROUPS.get(word.casefold(), set()) | _GROUPS.get(stem(word), set())
    return bool(mine & (_GROUPS.get(other.casefold(), set()) | _GROUPS.get(stem(other), set())))
