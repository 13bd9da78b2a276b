import os
import signal

import pytest

from briefing import cli
from briefing.errors import BusyError, ConfigError, StoreError
from briefing.runtime import stop_signals
from briefing.runtime.stop_signals import Terminated, uninterrupted


@pytest.fixture(autouse=True)
def handlers():
    """Install the handlers and put the earlier ones back."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    stop_signals.install()
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_ctrl_c_is_an_error_of_its_own_kind():
    """A plain KeyboardInterrupt that comes during an import makes Python end by the signal, not with our code."""
    with pytest.raises(KeyboardInterrupt) as caught:
        os.kill(os.getpid(), signal.SIGINT)
    assert caught.type is not KeyboardInterrupt


@pytest.mark.parametrize(("number", "error"), [(signal.SIGTERM, Terminated), (signal.SIGINT, KeyboardInterrupt)])
def test_a_signal_waits_for_the_write_in_hand(number, error):
    done = []

    def work():
        with uninterrupted():
            os.kill(os.getpid(), number)
            done.append("first")
            with uninterrupted():
                done.append("second")
            done.append("third")
        done.append("after")

    with pytest.raises(error):
        work()
    assert done == ["first", "second", "third"]
    # Nothing is left waiting for the next one.
    with uninterrupted():
        pass


def test_outside_of_a_write_it_stops_at_once():
    with pytest.raises(Terminated):
        os.kill(os.getpid(), signal.SIGTERM)


def test_a_write_that_fails_lets_the_signal_through():
    def work():
        with uninterrupted():
            os.kill(os.getpid(), signal.SIGTERM)
            raise OSError("disk full")

    with pytest.raises(Terminated):
        work()


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (Terminated(), 143, "Run the same command again"),
        (KeyboardInterrupt(), 130, "interrupted"),
        (BusyError("is busy", subject="outputs"), 4, "outputs: is busy"),
        (ConfigError("is wrong"), 2, "is wrong"),
        (StoreError("is full"), 1, "is full"),
    ],
)
def test_every_end_has_its_exit_code_and_one_line(monkeypatch, capsys, error, code, words):
    def fail(**_options):
        raise error

    monkeypatch.setattr(cli.cli, "main", fail)
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == code
    told = capsys.readouterr().err
    assert words in told
    assert told.count("\n") == 1
