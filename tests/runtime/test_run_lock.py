import json
import subprocess
import sys
import threading

import pytest

from briefing.errors import BusyError, OutputError
from briefing.runtime import run_lock
from briefing.runtime.run_lock import only_run

HOLD = """
import sys
from pathlib import Path
from briefing.runtime.run_lock import only_run
with only_run(Path(sys.argv[1]), beat=float(sys.argv[2])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def hold(tmp_path):
    """Start a process that holds the lock of the folder, with a sign of life every `beat` seconds."""
    started = []

    def start(beat):
        process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(tmp_path), str(beat)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout.readline() == "held\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_a_second_run_waits_and_then_says_who_is_in_the_way(hold, tmp_path):
    holder = hold(100)
    with (
        pytest.raises(BusyError, match=rf"process {holder.pid} on .*choose another folder"),
        only_run(tmp_path, wait=0.2),
    ):
        pass


def test_a_killed_run_leaves_no_lock_behind(hold, tmp_path):
    holder = hold(100)
    holder.kill()
    holder.wait()
    with only_run(tmp_path, wait=5) as held:
        held.check()
        assert (tmp_path / ".lock-owner").exists()
    assert not (tmp_path / ".lock-owner").exists()


def test_a_holder_without_a_sign_of_life_is_taken_over_and_writes_no_more(tmp_path):
    with only_run(tmp_path, beat=100) as stuck:
        stuck.check()
        with only_run(tmp_path, wait=10, stale=0.2) as taker:
            taker.check()
            with pytest.raises(BusyError, match="took it over"):
                stuck.check()
        # The new holder has ended as well: the old one still knows that the lock is not its own.
        with pytest.raises(BusyError):
            stuck.check()
    with only_run(tmp_path, wait=5) as later:
        later.check()


def test_a_holder_that_lives_is_not_taken_over(hold, tmp_path):
    hold(0.05)
    with pytest.raises(BusyError), only_run(tmp_path, wait=1.2, stale=0.6):
        pass


def test_a_step_of_the_wall_clock_takes_nothing_over(hold, tmp_path, monkeypatch):
    hold(100)
    monkeypatch.setattr(run_lock.time, "time", lambda: 4e9)
    with pytest.raises(BusyError), only_run(tmp_path, wait=0.7, stale=100):
        pass


def test_of_two_that_wait_for_a_stuck_holder_one_comes_after_the_other(tmp_path):
    inside, most = [], []

    def work():
        # Four seconds without a sign of life, so that on a busy machine only the stuck holder is taken for one.
        with only_run(tmp_path, wait=60, stale=4, beat=0.1) as held:
            inside.append(held)
            most.append(len(inside))
            held.check()
            inside.remove(held)

    with only_run(tmp_path, beat=100):
        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert most == [1, 1, 1]


def test_a_lock_that_was_taken_over_is_not_taken_from_the_next_holder_before_it_signs(tmp_path):
    with only_run(tmp_path, beat=100):
        seen = run_lock._read(tmp_path / ".lock-owner")
        run_lock._take_over(tmp_path, seen)
        assert not (tmp_path / ".lock").exists()
        (tmp_path / ".lock").touch()
        run_lock._take_over(tmp_path, seen)
        assert (tmp_path / ".lock").exists()


def test_the_note_names_process_and_host(tmp_path):
    with only_run(tmp_path):
        note = json.loads((tmp_path / ".lock-owner").read_text())
    assert note.keys() == {"token", "process", "host", "beat"}


def test_a_note_that_cannot_be_read_is_no_owner(tmp_path):
    (tmp_path / ".lock-owner").write_text("12345")
    with only_run(tmp_path, wait=1) as held:
        held.check()


def test_a_folder_that_cannot_be_made_is_one_clear_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="is not a folder"), only_run(tmp_path / "file"):
        pass
