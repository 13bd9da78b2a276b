import logging
import os
import subprocess
import sys
import threading

import pytest
from engine_stages import Upper

from briefing.errors import EngineError, ModelError
from briefing.runtime.process_pool import Pool


def test_an_item_that_kills_its_worker_is_named_and_the_others_are_done():
    words = ["a", "poison", "b", "exit", "c", "bug", "d", "greedy"]
    with Pool(Upper()) as pool:
        assert pool.run(words) == [
            "A",
            "lost poison: the process that tried was ended by SIGSEGV",
            "B",
            "lost exit: the process that tried ended with code 7",
            "C",
            "lost bug: a bug in this program (ValueError: not a word); its traceback is in the log",
            "D",
            "lost greedy: the process that tried ran out of memory",
        ]
        assert pool.run(["e"]) == ["E"]


def test_an_item_that_never_ends_is_given_up():
    with Pool(Upper(), seconds=1.0) as pool:
        assert pool.run(["a", "hang"]) == ["A", "lost hang: the process that tried took longer than 1 second"]


def test_an_item_that_needs_more_memory_than_it_may_have_is_named():
    with Pool(Upper(), megabytes=500) as pool:
        (lost,) = pool.run(["big"])
    assert lost == "lost big: the process that tried needed more than 0.5 GB of memory"


@pytest.mark.parametrize("beside", [[], ["a", "b"]])
def test_an_item_whose_worker_died_once_is_tried_again(tmp_path, beside):
    mark = tmp_path / "tried"
    with Pool(Upper()) as pool:
        assert pool.run([*beside, f"once {mark}"]) == [*map(str.upper, beside), f"ONCE {mark}".upper()]
    assert mark.exists()


def test_lists_side_by_side_come_back_in_their_order_from_no_more_processes_than_are_needed():
    lists = [["pid"] for _ in range(12)]
    with Pool(Upper(pause=0.05), count=3) as pool:
        assert len({answer for (answer,) in pool.map(lists)}) > 1
        slow_first = [["pause"], ["b", "c"], ["d"]]
        assert list(pool.map(slow_first)) == [["PAUSE"], ["B", "C"], ["D"]]
    with Pool(Upper(), count=3) as pool:
        assert len({answer for (answer,) in pool.map(lists, most=1)}) == 1
        assert list(pool.map([])) == []


def test_what_a_library_prints_or_reads_does_not_get_between_the_answers(capfd):
    with Pool(Upper()) as pool:
        assert pool.run(["print", "read", "a"]) == ["PRINT", "READ", "A"]
    assert capfd.readouterr().out == ""


def test_ctrl_c_is_left_to_the_parent():
    with Pool(Upper()) as pool:
        (pid,) = pool.run(["pid"])
        os.kill(int(pid), 2)
        assert pool.run(["a", "pid"]) == ["A", pid]


def test_a_bug_has_its_traceback_in_the_log_and_is_not_tried_as_a_crash_is(caplog):
    with caplog.at_level(logging.INFO, "briefing"), Pool(Upper()) as pool:
        (pid,) = pool.run(["pid"])
        assert pool.run(["bug"])[0].startswith("lost bug: a bug in this program (ValueError: not a word)")
        assert pool.run(["count", "pid"]) == ["1", pid]
    (record,) = caplog.records
    assert (record.levelno, record.name) == (logging.ERROR, "briefing.runtime.process_pool")
    assert "Traceback (most recent call last)" in record.message
    assert "engine_stages.py" in record.message
    assert 'raise ValueError("not a word")' in record.message


def test_a_crash_among_others_is_a_warning_in_the_log(caplog):
    with caplog.at_level(logging.INFO, "briefing"), Pool(Upper()) as pool:
        pool.run(["a", "exit"])
    assert [(record.levelname, record.message) for record in caplog.records] == [
        ("WARNING", "the process that tried ended with code 7; its items are tried again one by one")
    ]


@pytest.mark.parametrize("count", [1, 2])
def test_a_model_that_is_missing_ends_the_run_with_its_own_words(count):
    with Pool(Upper(starts=False), count=count) as pool:
        with pytest.raises(ModelError, match=r"upper: the model.*Install it\."):
            pool.run(["a"])
        with pytest.raises(ModelError, match=r"upper: the model.*Install it\."):
            list(pool.map([["a"], ["b"]]))


def test_an_error_for_the_user_passes_as_it_is_and_the_worker_stays():
    with Pool(Upper()) as pool:
        (pid,) = pool.run(["pid"])
        with pytest.raises(ModelError, match="the model is gone"):
            pool.run(["a", "no model"])
        assert pool.run(["pid"]) == [pid]


def test_a_stage_that_the_worker_cannot_even_load_is_one_clear_error(monkeypatch):
    monkeypatch.setattr("sys.executable", "/bin/false")
    with Pool(Upper()) as pool, pytest.raises(EngineError, match=r"worker cannot be started.*briefing doctor"):
        pool.run(["a"])


def test_a_program_that_is_not_there_is_the_same_clear_error(monkeypatch):
    monkeypatch.setattr("sys.executable", "/no/such/python")
    with Pool(Upper()) as pool, pytest.raises(EngineError, match=r"worker cannot be started.*briefing doctor"):
        pool.run(["a"])


def test_a_bug_in_the_start_is_told_with_its_traceback(caplog):
    broken = pytest.raises(EngineError, match="worker cannot be started")
    with caplog.at_level(logging.INFO, "briefing"), Pool(Upper(threads=-1)) as pool, broken:
        pool.run(["a"])
    assert "less than no thread" in caplog.text


def test_the_main_program_of_the_user_is_not_run_again(tmp_path):
    script = tmp_path / "mine.py"
    script.write_text(
        "print('started')\n"
        "from engine_stages import Upper\n"
        "from briefing.runtime.process_pool import Pool\n"
        "with Pool(Upper()) as pool:\n"
        "    print(pool.run(['a']))\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run([sys.executable, script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "started\n['A']\n"


def test_closing_ends_every_process_and_leaves_no_thread():
    before = set(threading.enumerate())
    with Pool(Upper(), count=2) as pool:
        pids = {int(answer) for (answer,) in pool.map([["pid"]] * 4)}
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    # Which they are is told where one is left: another test's may start one in the meantime.
    left = [thread for thread in threading.enumerate() if thread not in before]
    for thread in left:
        thread.join(5)
    assert not [thread.name for thread in left if thread.is_alive()]
