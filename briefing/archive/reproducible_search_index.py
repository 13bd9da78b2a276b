"""A Pagefind index -> the same index with its filters sorted, so that the same stories give the same bytes.

Pagefind writes the values of a filter in the order of a hash table, which differs from run to run, and names each file
after a hash of its bytes; the file of metadata names the filters and is named in turn by the entry. All else in an
index is the same every time. So the filters are sorted, and these files named anew. A file is gzip over a mark and
CBOR.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import cbor2

__all__ = ["settle"]

_MARK = b"pagefind_dcd"
# Place of the filters in the metadata: version, fragments, index chunks, filters, sort orders, names of metadata.
_FILTERS = 3


def settle(folder: Path) -> None:
    """Put the filters of the index in `folder` in order. An index of an unknown format is left as it is."""
    entry_path = folder / "pagefind-entry.json"
    entry = json.loads(entry_path.read_bytes())
    for language in entry["languages"].values():
        path = folder / f"pagefind.{language['hash']}.pf_meta"
        metadata = _read(path)
        if not _known(metadata):
            return
        metadata[_FILTERS] = sorted([name, _sorted(folder / "filter", mark)] for name, mark in metadata[_FILTERS])
        language["hash"] = _rename(path, metadata, language["hash"], "pagefind.{}.pf_meta")
    entry["languages"] = dict(sorted(entry["languages"].items()))
    entry_path.write_text(json.dumps(entry, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _sorted(folder: Path, mark: str) -> str:
    """Sort the values of one filter; its new mark."""
    path = folder / f"{mark}.pf_filter"
    name, values = _read(path)
    return _rename(path, [name, sorted(values)], mark, "{}.pf_filter")


def _read(path: Path) -> Any:
    return cbor2.loads(gzip.decompress(path.read_bytes()).removeprefix(_MARK))


def _rename(path: Path, content: object, mark: str, pattern: str) -> str:
    """Write `content` in the place of `path`, under a name of the same length made of its hash."""
    raw = _MARK + cbor2.dumps(content)
    language = mark.partition("_")[0]
    digest = hashlib.sha256(raw).hexdigest()[: len(mark) - len(language) - 1]
    path.unlink()
    path.with_name(pattern.format(f"{language}_{digest}")).write_bytes(gzip.compress(raw, mtime=0))
    return f"{language}_{digest}"


def _known(metadata: Any) -> bool:
    """Whether the metadata holds pairs of a filter's name and mark where they are expected."""
    filters = metadata[_FILTERS] if isinstance(metadata, list) and len(metadata) > _FILTERS else None
    return isinstance(filters, list) and all(
        isinstance(item, list) and len(item) == 2 and all(isinstance(part, str) for part in item) for item in filters
    )
