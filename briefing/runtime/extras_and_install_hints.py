"""The optional extras: what each is for, which packages it needs, and how to install what is missing.

An extra is a list of packages of `pyproject.toml`. The hints name these packages, since they can be installed by name
wherever the program itself came from (a checkout, a wheel, an index).
"""

from __future__ import annotations

import importlib.util
import shlex
from dataclasses import dataclass

__all__ = ["EXTRAS", "Extra", "install_hint", "is_installed"]


@dataclass(frozen=True, slots=True)
class Extra:
    """`requirements` as in pyproject.toml, the `modules` that they bring, and what they are for."""

    requirements: tuple[str, ...]
    modules: tuple[str, ...]
    purpose: str


EXTRAS = {
    "channels": Extra(("apprise>=2.3,<3",), ("apprise",), "chat and push services (Telegram, Slack, Matrix, ntfy, …)"),
    "dkim": Extra(("dkimpy>=1.1,<2",), ("dkim",), "signing mail (DKIM)"),
    "documents": Extra(
        ("pypdf>=6,<8", "python-docx>=1.1,<2"), ("pypdf", "docx"), "reading PDF and Word documents (DOCX)"
    ),
    "gguf": Extra(("accelerate>=1.1,<2", "gguf>=0.17,<1"), ("accelerate", "gguf"), "models in GGUF files"),
    "keyring": Extra(("keyring>=25,<26",), ("keyring",), "passwords from the system's keyring"),
    "parquet": Extra(("pyarrow>=17",), ("pyarrow",), "reading and writing Parquet files"),
    "ray": Extra(("ray[data]>=2.51,<3", "pyarrow>=17"), ("ray", "pyarrow"), "many articles on a Ray cluster"),
    "search": Extra(
        ("cbor2>=5.6,<7", "pagefind[bin]>=1.3,<2"),
        ("cbor2", "pagefind", "pagefind_bin"),
        "full-text search of the archive",
    ),
    "translation": Extra(("sentencepiece>=0.2,<1",), ("sentencepiece",), "translation models (OPUS-MT, M2M100)"),
}


def is_installed(extra: str) -> bool:
    """Whether every package of an extra is there; none is imported."""
    return all(importlib.util.find_spec(module) for module in EXTRAS[extra].modules)


def install_hint(extra: str) -> str:
    """How to install what an extra needs, without a full stop."""
    return f"Run: pip install {shlex.join(EXTRAS[extra].requirements)}"
