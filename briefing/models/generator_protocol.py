"""Prompts -> replies: what every model that writes text looks like to the rest of the program.

A generator sees prompts, never documents, and is never trusted: what it writes is checked against its evidence before
a reader sees it. Decoding is greedy, so that equal prompts give equal replies. A reply that could not be made carries
the reason instead of a text; the caller then keeps the source's words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from briefing.config import ModelSettings

__all__ = ["Decoding", "Family", "Generator", "Prompt", "Reply", "is_server", "make_generator"]

Family = Literal["chat", "seq2seq"]
"""`chat` models follow instructions; `seq2seq` models turn a text into another one, as they were trained to."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is asked: the user's message, and the system's where the model has a place for it.

    `languages` are those of a text and its translation, where that is what is asked for.
    """

    user: str
    system: str = ""
    languages: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Decoding:
    """How long a reply may be, in tokens, and the texts at which it ends."""

    max_new_tokens: int = 96
    stop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model wrote, as it wrote it; `failure` says why there is nothing.

    `complete` is False where it was cut at the longest length.
    """

    text: str = ""
    complete: bool = True
    failure: str | None = None


class Generator(Protocol):
    """Anything that answers prompts."""

    @property
    def fingerprint(self) -> str:
        """Names weights and template: equal fingerprints, prompts and decoding give equal replies."""
        ...

    @property
    def family(self) -> Family:
        """Which prompts it needs."""
        ...

    def translates(self, source: str, target: str) -> bool:
        """Whether it can be asked for a translation from one language into another, both as ISO 639-1 codes."""
        ...

    def fits(self, prompt: Prompt, decoding: Decoding) -> bool:
        """Whether the prompt and the longest reply fit into the model's context."""
        ...

    def generate(self, prompts: Sequence[Prompt], decoding: Decoding) -> list[Reply]:
        """One reply for each prompt, in their order."""
        ...


def is_server(name: str) -> bool:
    """Whether `name` is the address of a server rather than a model on this machine."""
    return name.lower().startswith(("http://", "https://"))


def make_generator(settings: ModelSettings, *, offline: bool = False) -> Generator | None:
    """The model that `settings.generator` names; None where it names none. Nothing is loaded before it is needed.

    A server's address (`http://localhost:11434/v1#llama3.2`), a named model, a folder, a `.gguf` file, or a Hub id
    that was pulled before.

    Raises:
        ModelError: there is no such model here, or its files are not safetensors or GGUF.
    """
    name = (settings.generator or "").strip()
    if not name or name == "none":
        return None
    if is_server(name):
        from briefing.models.server_generator import ServerGenerator

        return ServerGenerator(name, settings, offline=offline)
    from briefing.models.local_generator import LocalGenerator
    from briefing.models.locate_generator import locate_generator

    return LocalGenerator(locate_generator(name, settings.lock), settings)
