import errno
import os

import pytest

from briefing.errors import OutputError
from briefing.records import Rendering
from briefing.runtime import atomic_files

FILES = [Rendering("2025-10-23/briefing.md", b"words"), Rendering("2025-10-23/briefing.json", b"{}")]


def _tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_files_are_written_once_and_left_alone_when_unchanged(tmp_path):
    assert [receipt.status for receipt in atomic_files.write(tmp_path, FILES)] == ["written", "written"]
    assert [receipt.status for receipt in atomic_files.write(tmp_path, FILES)] == ["unchanged", "unchanged"]
    assert _tree(tmp_path) == {file.path: file.content for file in FILES}


def test_a_full_disk_leaves_the_earlier_edition_whole(tmp_path, monkeypatch):
    atomic_files.write(tmp_path, FILES)
    before = _tree(tmp_path)
    synced = []

    def full_after_one(handle):
        synced.append(handle)
        if len(synced) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(atomic_files.os, "fsync", full_after_one)
    with pytest.raises(OutputError, match=r"the disk is full.*Free some space.*nothing was changed"):
        atomic_files.write(tmp_path, [Rendering(file.path, file.content + b" more") for file in FILES])
    assert _tree(tmp_path) == before


def test_a_file_in_place_of_the_folder_says_what_to_do(tmp_path):
    (tmp_path / "outputs").write_text("a file")
    with pytest.raises(OutputError, match=r"is not a folder.*-o"):
        atomic_files.write(tmp_path / "outputs", FILES)


def test_an_interrupt_leaves_no_temporary_files(tmp_path, monkeypatch):
    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(atomic_files.os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        atomic_files.write(tmp_path, FILES)
    assert _tree(tmp_path) == {}
