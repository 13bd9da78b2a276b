"""Prompt files -> the exact text a model is asked, with article text kept apart as data.

Text of articles is cleaned before a template sees it: without control and invisible characters, in one line, and
without angle brackets, so that it can neither hide anything nor close the `<source>` that fences it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from babel import Locale, UnknownLocaleError
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from briefing.errors import AssetError
from briefing.models.generator_protocol import Decoding, Family, Prompt
from briefing.runtime import prompt_and_template_folders

__all__ = ["Task", "Template", "clean", "load", "render"]

Task = Literal["rewrite", "lead", "translate"]

# Control, format (zero width, direction, tags), private, surrogate and unassigned characters.
_HIDDEN = frozenset(("Cc", "Cf", "Co", "Cs", "Cn"))
_FENCE = str.maketrans("<>", "‹›")
_FRONT_MATTER = re.compile(r"\A---\n(.*?\n)---\n(.*)\Z", re.DOTALL)
_TOO_MANY = re.compile(r"([^\w\s])\1{3,}")


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    max_new_tokens: Annotated[int, Field(ge=8, le=1024)] = 96
    stop: tuple[str, ...] = ()


class _FrontMatter(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    task: Task
    version: int
    family: Family
    settings: _Settings = _Settings()


@dataclass(frozen=True, slots=True)
class Template:
    """A prompt file: its name and version, its blocks, and how replies to it are decoded."""

    name: str
    version: int
    blocks: Any
    decoding: Decoding


def load(task: Task, family: Family, override: Path | None = None) -> Template:
    """The prompt file for `task` and `family`; a file of that name in the folder `override` replaces ours.

    Raises:
        AssetError: it is missing, its front matter is wrong, or it is not a template.
    """
    name = f"{task}-{family}.j2"
    text = prompt_and_template_folders.read("prompts", name, override)
    found = _FRONT_MATTER.match(text.replace("\r\n", "\n"))
    if found is None:
        raise AssetError("has no front matter between two lines of ---", subject=name)
    try:
        front = _FrontMatter.model_validate(yaml.safe_load(found[1]))
        blocks = _ENVIRONMENT.from_string(found[2])
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
        raise AssetError(f"has wrong front matter: {wrong}", subject=name) from None
    except (yaml.YAMLError, TemplateError) as error:
        raise AssetError("is not a prompt file", subject=name) from error
    if (front.task, front.family) != (task, family) or "user" not in blocks.blocks:
        raise AssetError(f"must be for task {task} and family {family}, and have a block 'user'", subject=name)
    decoding = Decoding(front.settings.max_new_tokens, front.settings.stop)
    return Template(f"{task}-{family}/{front.version}", front.version, blocks, decoding)


def render(
    template: Template, sentences: Sequence[str], *, language: str, words: int, source: str | None = None
) -> Prompt:
    """The prompt about `sentences` (cleaned here), which are in `source` where they are to be translated.

    Raises AssetError where the template fails.
    """
    values = {
        "sentences": [clean(sentence) for sentence in sentences],
        "language": _language(language),
        "source_language": _language(source or language),
        "words": words,
    }
    languages = (source, language) if source else None
    return Prompt(_block(template, "user", values), _block(template, "system", values), languages)


def clean(text: str) -> str:
    """`text` as data: one line, only visible characters, no angle brackets, no long runs of one mark."""
    visible = (" " if char.isspace() else char for char in unicodedata.normalize("NFC", text) if _is_shown(char))
    return _TOO_MANY.sub(r"\1\1\1", " ".join("".join(visible).split())).translate(_FENCE)


def _is_shown(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) not in _HIDDEN


def _block(template: Template, name: str, values: dict[str, Any]) -> str:
    block = template.blocks.blocks.get(name)
    if block is None:
        return ""
    try:
        return "".join(block(template.blocks.new_context(values))).strip()
    # A template is the user's program: it raises what it likes.
    except Exception as error:
        raise AssetError("does not render", subject=template.name) from error


def _language(code: str) -> str:
    """The English name of a language; of none that is known, that of the passage itself."""
    if code == "und":
        return "its own language"
    try:
        return str(Locale("en").languages.get(Locale.parse(code, sep="-").language, "its own language"))
    except (ValueError, UnknownLocaleError):
        return "its own language"


_ENVIRONMENT = SandboxedEnvironment(
    undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=False, autoescape=False
)
