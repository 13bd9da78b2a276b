"""A Hub model -> its files in the local Hugging Face cache, and a pin of exactly those files.

The only place that downloads a model, and only when asked to (`briefing models pull`). What is pinned is pulled again
at that revision and must have the same hashes; what is not is pulled at the Hub's newest, which is then pinned. Weights
must be safetensors or GGUF; code and pickles are left there.
"""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Protocol

from briefing.errors import ModelError
from briefing.models.generator_catalogue import GENERATORS
from briefing.models.locate_encoder import sha256
from briefing.models.locate_generator import is_hub_id, split_hub_id
from briefing.models.model_lock_file import Pin, read_lock, write_lock

__all__ = ["Hub", "pull"]

_WANTED = ("*.json", "*.safetensors", "*.jinja", "*.txt", "*.model", "*.spm", "tokenizer*")
_UNWANTED = ("*.bin", "*.pt", "*.pth", "*.py", "*.h5", "*.msgpack", "*.onnx", "onnx/*", "*.ot", "original/*", "runs/*")


class Hub(Protocol):
    """The two things that are asked of the Hub (see `huggingface_hub.HfApi`)."""

    def model_info(self, repo_id: str, *, revision: str | None = None) -> Any:
        """An object with `sha` and `siblings`, each of which has `rfilename`."""
        ...

    def hf_hub_download(self, repo_id: str, filename: str, *, revision: str | None = None) -> str:
        """The path of one file in the local cache."""
        ...


def pull(name: str, lock: str, hub: Hub | None = None) -> Pin:
    """Download the model and write its pin into the lock file; returns the pin.

    Raises:
        ModelError: no such name, the Hub cannot be reached, no safe weights, or other bytes than the pin's.
    """
    entry = GENERATORS.get(name)
    hub_id = entry.hub_id if entry else name
    if not is_hub_id(hub_id):
        raise ModelError(
            "is no generator and no Hub id (owner/name)", subject=name, hint=f"Known by name: {', '.join(GENERATORS)}."
        )
    pins = read_lock(Path(lock))
    pinned = pins.get(hub_id)
    found = _download(name, hub_id, pinned, hub or _hub())
    if pinned and any(found.files.get(path) != digest for path, digest in pinned.files.items()):
        raise ModelError(
            "the Hub's files are not those that are pinned",
            subject=name,
            hint=f"Remove {hub_id} from {lock} only if you know why they changed.",
        )
    if not pinned:
        write_lock(Path(lock), {**pins, hub_id: found})
    return pinned or found


def _download(name: str, hub_id: str, pinned: Pin | None, hub: Hub) -> Pin:
    repository, gguf = split_hub_id(hub_id)
    try:
        info = hub.model_info(repository, revision=pinned.revision if pinned else None)
        paths = sorted(pinned.files) if pinned else _wanted([item.rfilename for item in info.siblings], gguf)
        if not any(path.endswith((".safetensors", ".gguf")) for path in paths):
            raise ModelError(
                "offers no safetensors weights" if gguf is None else f"has no file {gguf}",
                subject=name,
                hint="Pickled weights are not used; choose another model, or convert it yourself.",
            )
        files = {path: sha256(Path(hub.hf_hub_download(repository, path, revision=info.sha))) for path in paths}
    except ModelError:
        raise
    # huggingface_hub raises errors of its own, of httpx, and of the operating system.
    except Exception as error:
        raise ModelError(
            "cannot be pulled from the Hub",
            subject=name,
            hint="Check the name and the connection; a gated model needs 'hf auth login' and its licence accepted.",
        ) from error
    return Pin(info.sha, files)


def _wanted(paths: Sequence[str], gguf: str | None) -> list[str]:
    """The files worth pulling: the named GGUF alone, or configuration, tokenizer and safetensors."""
    if gguf:
        return [path for path in paths if path == gguf]
    return sorted(
        path
        for path in paths
        if any(fnmatch(path, pattern) for pattern in _WANTED) and not any(fnmatch(path, out) for out in _UNWANTED)
    )


def _hub() -> Hub:
    from huggingface_hub import HfApi

    api: Hub = HfApi()
    return api
