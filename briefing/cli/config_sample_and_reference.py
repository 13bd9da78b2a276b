"""The commented `briefing.toml` that `briefing init` writes, and the reference in docs/configuration.md.

Both are made from the settings' own descriptions, so they cannot disagree with what the program accepts.
`python -m briefing.cli.config_sample_and_reference > docs/configuration.md` writes the reference anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from briefing.config import ChannelSettings, MailboxSettings, SectionSettings, Settings, SourceSettings

__all__ = ["Answers", "reference", "sample"]

_INTRO = """\
# Configuration of briefing. Every setting is listed with its default; remove the # to change one.
# Paths are relative to the folder the program runs in.
"""
_SOURCES = """\

# --- Sources: one [[source]] each -----------------------------------------------------------------------------------
# [[source]]
# url = "articles/"                  # a folder of .txt, .md, .html, .eml files and saved feeds
#
# [[source]]
# url = "https://news.example/feed.xml"
# section = "World"
"""
_SECTIONS = """\

# --- Sections: one [[section]] each, in the order they are printed --------------------------------------------------
# [[section]]
# name = "World"
# include = "diplomacy, wars, elections and treaties between countries"
"""
_REFERENCE = """\
# Configuration

Every key of `briefing.toml`, all optional unless a table says otherwise; `briefing init` writes a commented file.
This page is written by `python -m briefing.cli.config_sample_and_reference`.
"""
_MAIL = """\

# --- Mail: "briefing doctor" says what is missing, docs/email.md what every setting is for ----------------------------
"""
_CHANNELS = """\

# --- Channels: one [[channels]] each. Its address is a secret and stands in the environment or a file, never here. ----
# [[channels]]
# name = "team"                      # export BRIEFING_CHANNEL_TEAM=tgram://TOKEN/CHAT
"""
_MAILBOXES = """\
#
# Mailboxes whose folders are sources (imaps://ann@mail.example/Newsletters): one [[fetch.mailboxes]] each.
"""
_REPEATED: dict[str, type[BaseModel]] = {
    "source": SourceSettings,
    "section": SectionSettings,
    "channels": ChannelSettings,
}
# Tables within a table: their heading, and what stands before their keys in the sample.
_WITHIN: dict[tuple[str, str], tuple[type[BaseModel], str]] = {("fetch", "mailboxes"): (MailboxSettings, _MAILBOXES)}


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody answered to the questions of `briefing init`; what is empty keeps its default."""

    sources: tuple[str, ...] = ()
    language: str = ""
    timezone: str = ""
    sender: str = ""
    mail_server: str = ""

    def values(self) -> dict[tuple[str, str], str]:
        """(table, key) -> value, for each answer that is a setting of its own."""
        named = {
            ("briefing", "language"): self.language,
            ("briefing", "timezone"): self.timezone,
            ("email", "sender"): self.sender,
            ("smtp", "host"): self.mail_server,
        }
        return {place: value for place, value in named.items() if value}


def sample(answers: Answers | None = None) -> str:
    """The whole file as text: valid TOML that loads as the defaults, but for what was answered."""
    answers = answers or Answers()
    parts = [_INTRO, _SOURCES, *_table("source", SourceSettings)]
    parts += [f"\n[[source]]\nurl = {_toml(source)}\n" for source in answers.sources]
    parts += [_SECTIONS, *_table("section", SectionSettings)]
    for name, field in Settings.model_fields.items():
        if name == "channels":
            parts += [_CHANNELS, *_table("channels", ChannelSettings)]
        if name not in _REPEATED:
            kind = field.annotation
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                parts += [_MAIL] if name == "email" else []
                parts += [f"\n[{name}]\n", f"# {_first_line(kind)}\n", *_settings(name, kind, answers.values())]
                for (table, key), (inner, introduction) in _WITHIN.items():
                    parts += [introduction, *_table(f"{table}.{key}", inner)] if table == name else []
    return "".join(parts)


def reference() -> str:
    """Every setting in Markdown: one table for each table of the file."""
    parts = [_REFERENCE]
    for name, field in Settings.model_fields.items():
        kind = _REPEATED.get(name, field.annotation)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            parts += _described(f"[[{name}]]" if name in _REPEATED else f"[{name}]", kind)
            for (table, key), (inner, _) in _WITHIN.items():
                parts += _described(f"[[{table}.{key}]]", inner) if table == name else []
    return "".join(parts)


def _described(heading: str, kind: type[BaseModel]) -> list[str]:
    head = f"\n## `{heading}`\n\n{_first_line(kind)}\n\n| key | default | meaning |\n|---|---|---|\n"
    return [head, *(_row(key, item) for key, item in kind.model_fields.items())]


def _row(key: str, field: FieldInfo) -> str:
    default = "required" if field.is_required() else f"`{_toml(field.default)}`"
    meaning = (field.description or "").replace("|", "\\|")
    return f"| `{key}` | {default} | {meaning} |\n"


def _table(name: str, kind: type[BaseModel]) -> Iterator[str]:
    yield f"#\n# Keys of [[{name}]]:\n"
    for key, field in kind.model_fields.items():
        yield f"#   {key}: {field.description}{_default(field)}\n"


def _settings(table: str, kind: type[BaseModel], answered: Mapping[tuple[str, str], str]) -> Iterator[str]:
    for key, field in kind.model_fields.items():
        if (table, key) in _WITHIN:
            continue
        value = answered.get((table, key))
        line = f"# {key} = {_toml(field.default)}" if value is None else f"{key} = {_toml(value)}"
        yield f"# {field.description}\n{line}\n"


def _default(field: FieldInfo) -> str:
    return "" if field.is_required() or field.default in (None, ()) else f" Default: {_toml(field.default)}."


def _toml(value: Any) -> str:
    """A value as TOML writes it; unset optional texts as an empty one."""
    if value is None:
        return '""'
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _first_line(kind: type[BaseModel]) -> str:
    return (kind.__doc__ or "").strip().splitlines()[0]


if __name__ == "__main__":
    import sys

    sys.stdout.write(reference())
