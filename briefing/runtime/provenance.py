"""What a result was computed by: the program's own files and the packages it rests on.

Results are kept under a key that holds this fingerprint, so that a change of the code, of a shipped weight or of a
package that reads or splits text makes them anew, and nobody has to remember to raise a number.
"""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

__all__ = ["code_fingerprint", "versions"]

_PACKAGES = (
    "anyascii",
    "charset-normalizer",
    "feedparser",
    "jinja2",
    "lxml",
    "numpy",
    "py3langid",
    "readability-lxml",
    "scipy",
    "sentencex",
    "tokenizers",
    "torch",
    "trafilatura",
    "transformers",
    "usearch",
)
_KINDS = (".py", ".json", ".tsv", ".safetensors")
# Folders whose files no kept result depends on: what is rendered is never kept.
_NOT_RESULTS = {"archive", "cli", "deliver", "render", "_assets", "__pycache__"}


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
    """16 digits that change with any module or weight of this program and with the packages of `versions`."""
    digest = hashlib.sha256(repr(sorted(versions().items())).encode())
    root = Path(__file__).parents[1]
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(set(folders) - _NOT_RESULTS)
        for name in sorted(names):
            if name.endswith(_KINDS):
                path = Path(folder, name)
                digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
