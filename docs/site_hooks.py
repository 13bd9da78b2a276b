"""Hooks of mkdocs: the repository's own pages become pages of the site, and links that leave it become plain words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

PAGES = ("CONTRIBUTING.md", "CHANGELOG.md")
# [words](target), with a target that is neither an address nor a place on the same page.
_LINK = re.compile(r"\[([^\]]*)\]\((?!https?:|#)([^)#\s]+)(#[^)\s]*)?\)")


def on_files(files: Files, config: Any) -> Files:
    """Add the pages of the repository that the navigation names."""
    root = Path(config.config_file_path).parent
    for name in PAGES:
        content = (root / name).read_text(encoding="utf-8")
        files.append(File.generated(config, name, content=content.replace("](docs/", "](")))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, **_: Any) -> str:
    """Point links at pages of the site; what is only in the repository is named without a link.

    A link to nothing stays as it is, so that mkdocs warns of it.
    """
    docs = Path(config.docs_dir).resolve()
    root = docs.parent
    # Where the page lies in the repository.
    folder = root if page.file.src_uri in PAGES else (docs / page.file.src_uri).parent

    def linked(match: re.Match[str]) -> str:
        words, target, anchor = match.groups()
        place = docs / target if folder == root and (docs / target).exists() else (folder / target).resolve()
        if place.parent == root and place.name in PAGES:
            up = "../" * page.file.src_uri.count("/")
            return f"[{words}]({up}{place.name}{anchor or ''})"
        outside = place.exists() and not place.is_relative_to(docs)
        return f"`{words}`" if outside else match[0]

    return _LINK.sub(linked, markdown)
