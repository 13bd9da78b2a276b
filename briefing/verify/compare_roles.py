"""(point, sentence, their trees) -> numbers that tell whether both say of the same who did it to whom.

"Lerum Bank bought Kvist" and "Kvist was bought by Lerum Bank" give the parts the same roles, "Kvist bought Lerum Bank"
exchanges them. Only the main clause is looked at: what its verb is, who does it, and to whom it is done. "The jobs
will be kept" and "the jobs are in danger" say opposite things of one and the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from briefing.language import Language
from briefing.language.words_stems_and_synonyms import meaning, plain, stem, words
from briefing.models.dependency_parser_and_word_deletion import Parse

__all__ = ["NONE", "are_opposite", "compared_roles", "have_only_moved"]

NONE = (0.0, 0.0, 0.0)
"""What is known of two sentences without trees."""

# Share of the words for what one main clause is about that the other has, from which both are about the same thing.
_SAME_THING = 0.5
# Relations that tell who does what to whom, how many, where and when: none of them may differ where phrases only moved.
_PARTS = frozenset(
    ("root", "nsubj", "nsubj:pass", "obj", "iobj", "case", "nummod", "compound", "flat", "amod", "nmod:poss")
)
# Share of the other links that may: the reader of trees errs in one of ten.
_MOVED = 0.2


@dataclass(frozen=True, slots=True)
class _Deed:
    """Stems of the verb of a main clause, of who does it, and of whom it is done to."""

    verb: frozenset[str]
    doer: frozenset[str]
    undergoer: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a main clause says became of something: its words in lower case ("found dead"), whether they are denied, and
    the stems of subject and object.
    """

    words: frozenset[str]
    denied: bool
    subject: frozenset[str]
    thing: frozenset[str]
    passive: bool

    def is_about(self, other: _Outcome) -> bool:
        """Whether both are of one thing: two subjects, two objects, or the object of one and what the other tells was
        done to its subject.
        """
        shares = [_share(self.subject, other.subject), _share(self.thing, other.thing)]
        shares += [_share(self.thing, other.subject)] if other.passive else []
        shares += [_share(self.subject, other.thing)] if self.passive else []
        return max(shares) >= _SAME_THING


def compared_roles(
    point: tuple[str, Parse | None], sentence: tuple[str, Parse | None], language: Language
) -> tuple[float, float, float]:
    """How much more the parts of the point stand in the other role than in their own, if the verb is the same and in
    any case; and whether the sentence has the point's verb.
    """
    if point[1] is None or sentence[1] is None:
        return NONE
    own, other = _deed(point[0], point[1], language), _deed(sentence[0], sentence[1], language)
    straight = _share(own.doer, other.doer) + _share(own.undergoer, other.undergoer)
    crossed = _share(own.doer, other.undergoer) + _share(own.undergoer, other.doer)
    same_verb = bool(own.verb & other.verb)
    has_verb = same_verb or bool(own.verb & meaning(sentence[0], language))
    return (crossed - straight if same_verb else 0.0, crossed - straight, float(has_verb))


def are_opposite(point: tuple[str, Parse | None], sentence: tuple[str, Parse | None], language: Language) -> bool:
    """Whether the main clauses give one thing opposite outcomes: "was held", "who had been held was freed"."""
    if point[1] is None or sentence[1] is None:
        return False
    own, other = _outcome(point[0], point[1], language), _outcome(sentence[0], sentence[1], language)
    if own.denied != other.denied or not own.is_about(other):
        return False
    return any(
        not side & other.words and against & other.words and not against & own.words
        for word in own.words
        for side, against in language.verification.opposites.get(word, ())
    )


def have_only_moved(point: tuple[str, Parse | None], sentence: tuple[str, Parse | None]) -> bool:
    """Whether both have the same words, each hanging on the same word: "on Friday it closed", "it closed on Friday".

    On what a phrase hangs that opens one of them is told by the other: "from May the library will open" is misread.
    """
    if point[1] is None or sentence[1] is None:
        return False
    own, other = _links(point[0], point[1]), _links(sentence[0], sentence[1])
    if sorted(word for word, *_ in own.elements()) != sorted(word for word, *_ in other.elements()):
        return False
    fronted = _fronted(*point, *sentence) | _fronted(*sentence, *point)
    differing = own - other
    return not any(relation in _PARTS and word not in fronted for word, relation, _ in differing) and (
        sum(word not in fronted for word, *_ in differing.elements()) <= _MOVED * own.total()
    )


def _fronted(text: str, parse: Parse | None, other_text: str, other: Parse | None) -> frozenset[str]:
    """The words of a phrase that opens `text`, where the other sentence has it in its main clause."""
    if parse is None or other is None or parse.tags[0] != "ADP":
        return frozenset()
    end = next((place for place, tag in enumerate(parse.tags) if tag in ("NOUN", "PROPN", "NUM")), 0)
    phrase = [" ".join(words(token)).casefold() for token in text.split()[: end + 1]]
    tokens = [" ".join(words(token)).casefold() for token in other_text.split()]
    if not phrase[-1:] or phrase[-1] not in tokens:
        return frozenset()
    head = other.heads[tokens.index(phrase[-1])] - 1
    return frozenset(phrase) if 0 <= head <= other.heads.index(0) else frozenset()


def _links(text: str, parse: Parse) -> Counter[tuple[str, str, str]]:
    """(word, relation, word that it hangs on) of every word, in lower case."""
    tokens = ["", *(" ".join(words(token)).casefold() for token in text.split())]
    return Counter(
        (token, relation, tokens[head])
        for token, relation, head in zip(tokens[1:], parse.relations, parse.heads, strict=True)
        if token
    )


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one))


class _Clause:
    """The tree of a sentence, and the words on it."""

    def __init__(self, text: str, parse: Parse, language: Language) -> None:
        self.tokens = text.split()
        self.root = parse.heads.index(0)
        self._parse, self._language = parse, language
        self._subtrees = parse.subtrees()

    def children(self, place: int, *relations: str) -> list[int]:
        """The words that hang on the one at `place` by one of `relations`."""
        pairs = enumerate(zip(self._parse.heads, self._parse.relations, strict=True))
        return [each for each, (head, relation) in pairs if head == place + 1 and relation in relations]

    def phrase(self, place: int) -> list[str]:
        """A word and all that hangs on it."""
        return [self.tokens[each] for each in self._subtrees[place]]

    def stems(self, places: Iterable[int]) -> frozenset[str]:
        """The stems of the phrases at `places`, without function words."""
        return _stems((token for place in places for token in self.phrase(place)), self._language)

    def is_denied(self, place: int) -> bool:
        """Whether the word, or a small one right under it, denies."""
        near = [place, *self.children(place, "det", "advmod", "aux", "case")]
        rules = self._language.verification
        return any(
            word.casefold() in rules.negations or plain(word).endswith(rules.contractions)
            for each in near
            for word in words(self.tokens[each])
        )


def _deed(text: str, parse: Parse, language: Language) -> _Deed:
    clause = _Clause(text, parse, language)
    root, agent = clause.root, language.events.agent
    others = clause.children(root, "obl", "obl:agent")
    agents = [each for each in others if agent.match(" ".join(clause.phrase(each)).lower())]
    return _Deed(
        _stems([clause.tokens[root]], language),
        clause.stems([*clause.children(root, "nsubj"), *agents]),
        clause.stems(clause.children(root, "obj", "iobj", "nsubj:pass")),
    )


def _outcome(text: str, parse: Parse, language: Language) -> _Outcome:
    clause = _Clause(text, parse, language)
    root = clause.root
    if language.verification.speech.search(clause.tokens[root]):
        # What is said, not that it is said.
        root = next(iter(clause.children(root, "ccomp", "parataxis")), root)
    subject, passive = clause.children(root, "nsubj"), clause.children(root, "nsubj:pass")
    told = [root, *clause.children(root, "xcomp")]
    return _Outcome(
        frozenset(word.casefold() for place in told for word in words(clause.tokens[place])),
        any(map(clause.is_denied, (*told, *subject, *passive))),
        clause.stems([*subject, *passive]),
        clause.stems(clause.children(root, "obj")),
        bool(passive),
    )


def _stems(tokens: Iterable[str], language: Language) -> frozenset[str]:
    own = (word for token in tokens for word in words(token))
    return frozenset(stem(word, language) for word in own if word.casefold() not in language.function_words)
