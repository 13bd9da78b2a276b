import os
import socket

import pytest

from briefing.runtime.read_ordinary_files import read_bytes


def test_an_ordinary_file_is_read_through_links_too_and_no_further_than_asked(tmp_path):
    (tmp_path / "a").write_bytes(b"0123456789")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert read_bytes(tmp_path / "b") == b"0123456789"
    assert read_bytes(tmp_path / "a", 4) == b"0123"


def fifo(path):
    os.mkfifo(path)


def link_to_a_device(path):
    path.symlink_to("/dev/zero")


def listening(path):
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


@pytest.mark.parametrize("make", [fifo, link_to_a_device, listening, os.mkdir])
def test_what_would_wait_or_never_end_is_not_opened(tmp_path, make, monkeypatch):
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "x")
    with pytest.raises(OSError, match="not an ordinary file"):
        read_bytes(tmp_path / "x")
