"""What a result was computed by: the program's own files and the packages it uses.

Results are kept under a key that holds such a fingerprint, so that they are computed again after a change of the code,
of a shipped weight or of a package that reads or splits text. Nobody has to remember to raise a number.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Set
from functools import cache
from importlib import metadata
from pathlib import Path

__all__ = ["code_fingerprint", "page_fingerprint", "versions"]

_PACKAGES = (
    "anyascii",
    "babel",
    "charset-normalizer",
    "feedparser",
    "gguf",
    "htmldate",
    "jinja2",
    "lxml",
    "markdown",
    "nh3",
    "numpy",
    "py3langid",
    "python-dateutil",
    "readability-lxml",
    "sentencex",
    "tokenizers",
    "torch",
    "trafilatura",
    "transformers",
    "usearch",
)
_KINDS = (".py", ".json", ".tsv", ".safetensors")
# Folders whose files no result in the cache or the database depends on.
_NOT_RESULTS = {"archive", "cli", "deliver", "render", "_assets", "__pycache__"}
# Folders whose files no page of the archive depends on; templates are hashed where they are found, the user's first.
_NOT_PAGES = {"cli", "deliver", "_assets", "__pycache__"}
_PACKAGE = Path(__file__).parents[1]


@cache
def versions() -> dict[str, str]:
    """Versions of Python and of the packages that results depend on, by name; those not installed are left out."""
    found = {"python": ".".join(map(str, sys.version_info[:3]))}
    for name in _PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


@cache
def code_fingerprint() -> str:
    """16 digits that change with any module or weight that results depend on and with the packages of `versions`."""
    return _fingerprint(_PACKAGE, _NOT_RESULTS, _own_digest)


@cache
def page_fingerprint() -> str:
    """The same for the pages of the archive, which depend on what renders them as well."""
    return _fingerprint(_PACKAGE, _NOT_PAGES, _own_digest)


def _digest(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


# Both fingerprints need most of the program's files, which a run takes to stay as they are; some 50 megabytes.
_own_digest = cache(_digest)


def _fingerprint(root: Path, left_out: Set[str], digest_of: Callable[[Path], bytes] = _digest) -> str:
    """16 digits of the packages' versions and the program's files below `root`, without the folders `left_out`."""
    digest = hashlib.sha256(repr(sorted(versions().items())).encode())
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(set(folders) - left_out)
        for name in sorted(names):
            if name.endswith(_KINDS):
                path = Path(folder, name)
                digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
                digest.update(digest_of(path))
    return digest.hexdigest()[:16]
