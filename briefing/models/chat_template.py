"""A prompt -> the exact text a chat model reads, by the model's own template.

A template is part of a model and may be wrong: it may be missing, refuse a system message, fail, or drop what it is
given. Each of these is noticed before a model is asked. Marks of the template's own language (`<|im_end|>`, `[INST]`)
inside a prompt are broken up, so that a text cannot end its turn and speak for somebody else.
"""

from __future__ import annotations

from typing import Any

from briefing.errors import ModelError
from briefing.models.generator_protocol import Prompt

__all__ = ["chat_text", "end_tokens", "without_marks"]

# Ends of a turn in common templates; a configuration often forgets to name the one that its template uses.
_END_MARKS = ("<|im_end|>", "<|eot_id|>", "<|eom_id|>", "<end_of_turn>", "<|end|>", "<|endoftext|>", "</s>")


def chat_text(tokenizer: Any, prompt: Prompt, *, subject: str) -> str:
    """`prompt` in the words of the tokenizer's template, ending where the model's turn begins.

    Raises:
        ModelError: the model has no template, or one that fails or loses the message.
    """
    if not tokenizer.chat_template:
        raise ModelError(
            "the model has no chat template, so it does not follow instructions",
            subject=subject,
            hint="Choose its instruct or chat version, or add chat_template.jinja to its folder.",
        )
    system, user = (without_marks(text.strip(), tokenizer) for text in (prompt.system, prompt.user))
    failure: Exception | None = None
    for messages in _messages(system, user):
        try:
            text = tokenizer.apply_chat_template(
                messages, tokenize=False, add_generation_prompt=True, enable_thinking=False
            )
        # A template is somebody else's program: it raises what it likes.
        except Exception as error:  # noqa: BLE001
            failure = error
            continue
        if isinstance(text, str) and user in text and (not system or system in text):
            return text
    raise ModelError(
        "its chat template fails or loses the message",
        subject=subject,
        hint="Correct chat_template.jinja in its folder, or choose another model.",
    ) from failure


def end_tokens(tokenizer: Any, generation_config: Any) -> list[int]:
    """Every token that ends a turn: those the model names, and the usual marks that its vocabulary has."""
    named = generation_config.eos_token_id
    found = list(named) if isinstance(named, list | tuple) else [named]
    found.append(tokenizer.eos_token_id)
    vocabulary = tokenizer.get_vocab()
    found += [vocabulary[mark] for mark in _END_MARKS if mark in vocabulary]
    return sorted({int(token) for token in found if token is not None and int(token) >= 0})


def _messages(system: str, user: str) -> list[list[dict[str, str]]]:
    """Ways to say it: with a system message, and in one message for templates that refuse one."""
    alone = [{"role": "user", "content": f"{system}\n\n{user}" if system else user}]
    if not system:
        return [alone]
    return [[{"role": "system", "content": system}, {"role": "user", "content": user}], alone]


def without_marks(text: str, tokenizer: Any) -> str:
    """`text` in which no special token of the tokenizer, and no usual mark of a turn, is whole."""
    marks = {str(token) for token in tokenizer.get_added_vocab()} | set(_END_MARKS) | {"[INST]", "[/INST]", "<<SYS>>"}
    for mark in sorted(marks, key=len, reverse=True):
        if len(mark) > 1 and not mark.isspace() and mark in text:
            text = text.replace(mark, f"{mark[0]} {mark[1:]}")
    return text
