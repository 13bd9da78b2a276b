"""The Jinja environment of every template: strict, escaped by kind, and in the edition's language and time zone.

A template of the user's replaces ours file by file. Then everything runs in Jinja's sandbox, since a theme may come
from anywhere. `docs/templates.md` documents the context (see `briefing.render.template_context`) and the filters.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton, format_time
from babel.numbers import format_decimal, get_decimal_symbol
from babel.support import NullTranslations
from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from briefing.errors import AssetError
from briefing.records import DEFAULT_SECTION
from briefing.render import escaping, machine_translation_note, text_direction, translate_stored_phrases, translations
from briefing.runtime import prompt_and_template_folders

__all__ = ["Kind", "environment", "render"]

Kind = Literal["html", "markdown", "text"]

# Dates and addresses come back many times on a page, and Babel takes 0.2 ms for one.
_REMEMBERED = 4096
_FAULTS = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


class _Loader(FileSystemLoader):
    """Templates of the folders, none of which may be a link that leads out of its folder."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        found = super().get_source(environment, template)
        place = next(Path(place) for place in self.searchpath if Path(found[1]).is_relative_to(place))
        prompt_and_template_folders.check_inside(Path(found[1]), place)
        return found


def render(env: Environment, name: str, context: Mapping[str, Any]) -> str:
    """The text of template `name`, without control characters, whatever the values contain.

    Raises:
        AssetError: the template is missing or fails; names the template and the line.
    """
    try:
        return escaping.plain(env.get_template(name).render(context))
    except TemplateNotFound as error:
        raise AssetError(
            "no such template", subject=str(error.name or name), hint="Check the templates folder."
        ) from None
    except TemplateSyntaxError as error:
        raise AssetError(
            error.message or "syntax error", subject=f"{error.name or name}, line {error.lineno}"
        ) from None
    except _FAULTS as error:
        where = _template_line(error.__traceback__)
        if where is None:
            raise
        message = " ".join(str(error).split()) or type(error).__name__
        raise AssetError(message, subject=where) from None


@lru_cache(maxsize=32)
def environment(kind: Kind, language: str, timezone: str, override: Path | None = None) -> Environment:
    """The environment for one kind of output, one language of the interface and one time zone."""
    make = ImmutableSandboxedEnvironment if override else Environment
    env = make(
        loader=_Loader(prompt_and_template_folders.search_path("templates", override)),
        undefined=StrictUndefined,
        autoescape=kind == "html",
        finalize=_finalize(kind),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    where = translations.locale(language, override)
    words = translations.translations(where.language, override)
    extended: Any = env  # the i18n extension adds this method
    extended.install_gettext_translations(words, newstyle=True)
    env.globals |= _fixed_words(words, escaped=kind == "html", general=env.globals["gettext"])
    env.policies["ext.i18n.trimmed"] = True
    env.filters |= _filters(where, ZoneInfo(timezone))
    env.filters["translated"] = lambda text: words.gettext(text) if text else text
    env.filters["section"] = lambda name: words.gettext(name) if name == DEFAULT_SECTION else name
    env.globals["ui_language"] = str(where).replace("_", "-")
    env.globals["ui_direction"] = where.text_direction
    # Between a label and its text, blanks included: French has one before it.
    env.globals["comma"] = Markup(translations.comma(str(where)))  # noqa: S704 - a constant
    env.globals["colon"] = Markup(words.gettext(": "))  # noqa: S704 - the catalogue is part of the templates
    env.filters |= _of_language(str(where).replace("_", "-"), where, words)
    return env


def _fixed_words(words: NullTranslations, *, escaped: bool, general: Any) -> dict[str, Callable[..., Any]]:
    """`_` and `gettext` that translate a text without placeholders once: a page asks for a few of them 500 times."""

    @lru_cache(maxsize=_REMEMBERED)
    def fixed(text: str) -> str:
        found = words.gettext(text)
        return (Markup(found) if escaped else found) % {}  # noqa: S704 - the catalogue is part of the templates

    @pass_context
    def gettext(context: Context, text: str, /, **values: Any) -> Any:
        return general(context, text, **values) if values else fixed(text)

    return {"gettext": gettext, "_": gettext}


def _finalize(kind: Kind) -> Callable[[Any], Any] | None:
    """How every printed value is escaped; HTML has Jinja's own way."""
    if kind == "html":
        return None
    escape = escaping.escape_markdown if kind == "markdown" else escaping.one_line
    return lambda value: value if isinstance(value, Markup) else escape(str(value))


def _filters(locale: Locale, zone: ZoneInfo) -> dict[str, Callable[..., Any]]:
    @lru_cache(maxsize=_REMEMBERED)
    def date(value: dt.date, style: str = "full") -> str:
        local = value.astimezone(zone) if isinstance(value, dt.datetime) else value
        return format_date(local, style, locale=locale)

    @lru_cache(maxsize=_REMEMBERED)
    def day_and_time(value: dt.datetime) -> str:
        return f"{date(value, 'medium')}, {format_time(value, 'short', zone, locale)}"

    def dateline(edition: Any) -> str:
        """The day of an edition in full; of a roundup its first and last one."""
        return (
            format_interval(edition.first, edition.date, "yMMMd", locale=locale)
            if edition.first
            else date(edition.date)
        )

    return {
        "date": date,
        "dateline": dateline,
        "datetime": day_and_time,
        "time": lambda value: format_time(value, "short", tzinfo=zone, locale=locale),
        "skeleton": lambda value, pattern: format_skeleton(pattern, value, locale=locale),
        "month": lambda name: format_skeleton("yMMMM", dt.date.fromisoformat(f"{name}-01"), locale=locale),
        "number": lambda value: format_decimal(value, locale=locale),
        "iso": lambda value: value.isoformat(),
        "safe_url": escaping.safe_url,
        "slug": escaping.slug,
        "one_line": escaping.one_line,
        "direction": translations.direction,
        "clean_html": lambda html: Markup(escaping.clean_html(html)),  # noqa: S704 - cleaned
    }


def _of_language(own: str, where: Locale, words: NullTranslations) -> dict[str, Callable[..., Any]]:
    """Filters for what is in another language than the page's, `own`."""
    decimal = get_decimal_symbol(where)
    return {
        "attributes": lambda language, otherwise=' dir="auto"': text_direction.attributes(language, own, otherwise),
        "fact": lambda text: translate_stored_phrases.fact(text, words.gettext),
        "reason": lambda text: translate_stored_phrases.reason(text, words.gettext, decimal),
        "translation_mark": lambda translation: machine_translation_note.mark(translation, where, words.gettext),
        "passage": text_direction.passage,
        "listed": translations.comma(own).join,
        "language_name": lambda code: translations.names_of([code], where)[code],
    }


def _template_line(trace: TracebackType | None) -> str | None:
    """`name, line N` of the innermost template frame of a traceback, which Jinja has already mapped to the source."""
    where = None
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.suffix == ".j2" or "templates" in path.parts:
            where = f"{path.name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return where
