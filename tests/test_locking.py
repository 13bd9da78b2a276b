import subprocess
import sys

import pytest

from briefing.errors import OutputError
from briefing.locking import only_run

HOLD = """
import sys
from pathlib import Path
from briefing.locking import only_run
with only_run(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_second_run_waits_and_then_says_who_is_in_the_way(holder, tmp_path):
    with (
        pytest.raises(OutputError, match=rf"process {holder.pid}\).*choose another folder"),
        only_run(tmp_path, wait=0.2),
    ):
        pass


def test_a_killed_run_leaves_no_lock_behind(holder, tmp_path):
    holder.kill()
    holder.wait()
    with only_run(tmp_path, wait=5):
        assert (tmp_path / ".lock-owner").exists()
    assert not (tmp_path / ".lock-owner").exists()


def test_a_folder_that_cannot_be_made_is_one_clear_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="is not a folder"), only_run(tmp_path / "file"):
        pass
