"""Paths of the archive's pages -> its sitemap (sitemaps.org) and robots.txt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from briefing.archive import urls

__all__ = ["robots", "sitemap"]

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(paths: Sequence[tuple[str, dt.datetime]], base_url: str) -> str:
    """A sitemap of (path, last change)."""
    root = Element("urlset", {"xmlns": _SITEMAP})
    for path, changed in paths:
        node = SubElement(root, "url")
        _add(node, "loc", urls.absolute(base_url, path) or "")
        _add(node, "lastmod", changed.isoformat())
    indent(root, space="")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'


def robots(base_url: str | None, *, allow: bool) -> str:
    """The robots.txt."""
    if not allow:
        return "User-agent: *\nDisallow: /\n"
    address = urls.absolute(base_url, "sitemap.xml")
    return "User-agent: *\nAllow: /\n" + (f"Sitemap: {address}\n" if address else "")


def _add(parent: Element, name: str, text: str) -> Element:
    node = SubElement(parent, name)
    node.text = text
    return node
