"""Prompts -> replies of a generator, each asked once: kept in the cache under everything that it depends on.

What is asked for, rewriting or translating, is the caller's business; so is what becomes of a reply.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from briefing.models.generator_protocol import Decoding, Generator, Prompt, Reply
from briefing.records import Failure
from briefing.runtime import prompt_and_template_folders
from briefing.runtime.code_fingerprint import code_fingerprint
from briefing.store.result_cache import Cache, key

__all__ = ["AskStats", "Asking", "ask", "recipe"]


@dataclass(frozen=True, slots=True)
class Asking:
    """A model, where its replies are kept, and how many tokens the settings say that a server's model reads."""

    generator: Generator
    cache: Cache | None = None
    context: int = 0


@dataclass(slots=True)
class AskStats:
    """How many replies were wanted and found in the cache; `failures` counts those that never came, by reason."""

    asked: int = 0
    cached: int = 0
    failures: Counter[str] = field(default_factory=Counter)

    def as_failures(self, subject: str) -> list[Failure]:
        """What goes into the coverage footer: the model did not answer, and how often."""
        return [
            Failure(subject, "model", f"{reason} ({count} replies); the sources' own words are shown")
            for reason, count in sorted(self.failures.items())
        ]


def recipe(generator: Generator, tasks: Iterable[str], prompts: Path | None) -> str:
    """Names everything that a model's words depend on, besides what it is given: the model and the prompt files."""
    names = (f"{task}-{generator.family}.j2" for task in tasks)
    read = (prompt_and_template_folders.read("prompts", name, prompts) for name in names)
    return key(generator.fingerprint, *read).hex()


def ask(
    prompts: Sequence[Prompt],
    decoding: Decoding,
    asking: Asking,
    stats: AskStats,
    *,
    shorter: Callable[[int], Prompt] | None = None,
) -> list[Reply]:
    """A reply to each of the prompts: from the cache where it was given before, else from the model.

    `shorter` gives the prompt to ask in place of that at a number, where it may not fit.
    """
    names = [_key(prompt, decoding, asking) for prompt in prompts]
    known = asking.cache.get_many(list(dict.fromkeys(names))) if asking.cache else {}
    replies = {name: reply for name, value in known.items() if (reply := _cached(value))}
    stats.asked += len(prompts)
    stats.cached += sum(name in replies for name in names)
    missing = {
        name: shorter(place) if shorter else prompts[place] for place, name in enumerate(names) if name not in replies
    }
    if missing:
        fresh = dict(zip(missing, asking.generator.generate(list(missing.values()), decoding), strict=True))
        replies |= fresh
        if asking.cache:
            asking.cache.put_many({name: _kept(reply) for name, reply in fresh.items() if reply.failure is None})
    stats.failures.update(failure for name in names if (failure := replies[name].failure))
    return [replies[name] for name in names]


def _key(prompt: Prompt, decoding: Decoding, asking: Asking) -> bytes:
    """Everything a reply depends on; the evidence is part of the prompt's bytes."""
    settings = json.dumps([decoding.max_new_tokens, decoding.stop, asking.context, prompt.languages])
    return key("reply", code_fingerprint(), asking.generator.fingerprint, prompt.system, prompt.user, settings)


def _kept(reply: Reply) -> bytes:
    return json.dumps({"text": reply.text, "complete": reply.complete}, ensure_ascii=False).encode()


def _cached(value: bytes) -> Reply | None:
    """The reply as the model gave it; None where the entry is damaged."""
    try:
        found = json.loads(value)
        return Reply(str(found["text"]), bool(found["complete"]))
    except (ValueError, KeyError, TypeError):
        return None
