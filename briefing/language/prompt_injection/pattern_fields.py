"""What a module of this folder holds: how a text speaks to a program, as patterns by field."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.language.language_words import NOTHING

__all__ = ["DirectiveWords", "Machines"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Machines:
    """How a text speaks to the program that reads it (`briefing.extract.find_prompt_injection`), as patterns.

    An address and a request must both be there; an order needs no address, for it names what only a program has.
    """

    notes: str = NOTHING
    """Opens an address that needs no request behind it: "note to"."""
    openers: str = NOTHING
    """Opens an address: "to", "if you are"."""
    named: str = NOTHING
    """Who is addressed, with articles and adjectives: "any language model"."""
    asked: str = NOTHING
    """Opens a request, in the imperative or the second person: "please", "write", "you must"."""
    tasks: str = NOTHING
    """Opens a request by what such a program does: "in your summary", "when condensing this page"."""
    here: str = NOTHING
    """The page itself: "this article"."""
    wished: str = NOTHING
    """Says what somebody who is named should do: "must", "is asked to"."""
    orders: tuple[str, ...] = ()
    """Opens an order that is meant for a program whoever is addressed: "ignore all previous instructions"."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DirectiveWords:
    """What a text that speaks to a program is made of, as patterns (`briefing.extract.prompt_injection_features`).

    None of them tells such a text alone; a model that has learnt from labels weighs how they come together.
    """

    spaced: bool = True
    """Whether blanks stand between words."""
    program: str = NOTHING
    """A program: "assistant", "language model"."""
    product: str = NOTHING
    """What the program makes: "summary", "headline"."""
    ai: str = NOTHING
    """Those of the programs that write, whatever stands around the word: "language model"."""
    answer: str = NOTHING
    """Those of the products that people make as well: "answer"."""
    digest: str = NOTHING
    """What the program does: "reads this", "is summarizing"."""
    rules: str = NOTHING
    """What it was given: "instructions", "the text"."""
    earlier: str = NOTHING
    drop: str = NOTHING
    """Verbs as orders: "ignore"."""
    order: str = NOTHING
    """Verbs as orders: "write", "place"."""
    kindly: str = NOTHING
    you: str = NOTHING
    ought: str = NOTHING
    only: str = NOTHING
    page: str = NOTHING
    henceforth: str = NOTHING
    """Opens what is meant for somebody else than the reader: "from now on", "note to"."""
    said: str = NOTHING
    """Tells what others say and do, which is news."""
