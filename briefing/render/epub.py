"""Edition -> `briefing.epub`: an EPUB 3 book for e-readers, without pictures; the same bytes for the same edition.

A page for each section, and the table of contents by story. What a statement rests on is in notes at the end of its
story, which e-readers show in place. Layout: https://www.w3.org/TR/epub-33/.
"""

from __future__ import annotations

import datetime as dt
import io
import uuid
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import lxml.html
from lxml import etree
from markupsafe import Markup, escape

from briefing.errors import AssetError
from briefing.records import Citation, Edition, Rendering, Story
from briefing.render import escaping, jinja_environment, template_context

__all__ = ["render"]

_FOLDER = "EPUB"
_CONTAINER = f"""\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="{_FOLDER}/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
# The earliest time a ZIP file can say: an entry is as old as any other.
_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX, _READABLE = 3, 0o644 << 16


def render(edition: Edition, *, templates: Path | None = None) -> Rendering:
    """The book of `edition`; `templates` is a folder whose files replace ours.

    Raises:
        AssetError: a template is missing, fails, or makes what an e-reader cannot open.
    """
    env = jinja_environment.environment("html", edition.language, edition.timezone, templates)
    values = _context(edition)

    def page(name: str, **own: Any) -> str:
        return _checked(name, jinja_environment.render(env, f"epub/{name}.j2", values | own))

    files = {"start.xhtml": page("start.xhtml")}
    for number, section in enumerate(edition.sections, 1):
        files[f"section-{number}.xhtml"] = page("section.xhtml", section=section, notes=_Notes())
    files["coverage.xhtml"] = page("coverage.xhtml")
    files |= {name: page(name) for name in ("nav.xhtml", "toc.ncx", "package.opf")}
    files["style.css"] = template_context.read_asset("epub/style.css", templates)
    return Rendering(f"{edition.name}/briefing.epub", _packed(files))


def _context(edition: Edition) -> dict[str, Any]:
    """Names for the pages, besides those that every edition has."""
    anchors: dict[str, str] = {}
    places: dict[str, str] = {}
    for number, section in enumerate(edition.sections, 1):
        for story in section.stories:
            anchors[story.id] = f"story-{len(anchors) + 1}"
            places[story.id] = f"section-{number}.xhtml#{anchors[story.id]}"

    def anchor(story: Story) -> str:
        return anchors[story.id]

    def place(story: Story) -> str:
        return places[story.id]

    return template_context.page_context(edition, css="") | {
        "anchor": anchor,
        "place": place,
        "pages": ["start", *(f"section-{number}" for number in range(1, len(edition.sections) + 1)), "coverage"],
        "note": Markup(_as_xml(escaping.clean_html(edition.note_html))) if edition.note_html else None,  # noqa: S704 - cleaned
        "identifier": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{edition.title}/{edition.name}')}",
        "modified": edition.published.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


class _Notes:
    """Gives each passage that a page cites one number, in the order in which the template asks."""

    def __init__(self) -> None:
        self._numbers: dict[Citation, int] = {}
        self._taken = 0

    def number(self, citation: Citation) -> tuple[int, bool]:
        """Its number, and whether it is asked for the first time."""
        first = citation not in self._numbers
        return self._numbers.setdefault(citation, len(self._numbers) + 1), first

    def taken(self) -> Iterator[tuple[int, Citation]]:
        """The passages that are new since this was asked last."""
        fresh = list(self._numbers.items())[self._taken :]
        self._taken = len(self._numbers)
        return ((number, citation) for citation, number in fresh)


def _checked(name: str, text: str) -> str:
    """`text` if it is XML: an e-reader opens no page that is not. Raises AssetError."""
    try:
        etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError as error:
        hint = "In an e-book every element has to be closed and every attribute quoted."
        raise AssetError(f"is not XML ({error.msg})", subject=f"epub/{name}.j2", hint=hint) from None
    return text


def _as_xml(html: str) -> str:
    """Clean HTML with every element closed and every entity spelt out."""
    parts = lxml.html.fragments_fromstring(html)
    return "".join(
        escape(part) if isinstance(part, str) else etree.tostring(part, encoding="unicode") for part in parts
    )


def _packed(files: Mapping[str, str]) -> bytes:
    """The files as a container: first, and not compressed, what kind of file it is."""
    content = {f"{_FOLDER}/{name}": text for name, text in files.items()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(_entry("mimetype", zipfile.ZIP_STORED), "application/epub+zip")
        for name, text in {"META-INF/container.xml": _CONTAINER, **content}.items():
            archive.writestr(_entry(name, zipfile.ZIP_DEFLATED), text.encode(), compresslevel=9)
    return packed.getvalue()


def _entry(name: str, method: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _TIME)
    entry.compress_type, entry.create_system, entry.external_attr = method, _UNIX, _READABLE
    return entry
