import io
import subprocess
import sys

import pytest

from briefing.cli.safe_output import safe

PROGRAM = (
    "from briefing.cli import safe_output; safe_output.install(); import sys; "
    "sys.stdout.write({!r}); print({!r}, file=sys.stderr)"
)


def printed(text, encoding):
    code = PROGRAM.format(text, text)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env={"PYTHONIOENCODING": encoding}, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == done.stdout + b"\n"
    return done.stdout


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp437", "utf-16", "utf-8"])
def test_output_is_utf_8_whatever_the_locale(encoding):
    text = "Zażółć «naïve» — 東京, Київ"
    assert printed(text, encoding) == text.encode()


def test_what_cannot_be_utf_8_is_shown_and_ends_nothing():
    assert printed("a\udcffb", "utf-8") == rb"a\udcffb"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;owned\x07", r"\u001b]0;owned\u0007"),
        ("\x9b2J", r"\u009b2J"),
        ("good\rbad", r"good\u000dbad"),
        ("\u202eevil", r"\u202eevil"),
        ("\x00\x7f", r"\u0000\u007f"),
    ],
)
def test_what_steers_a_terminal_is_shown_as_its_code(text, shown):
    assert safe(text) == shown


@pytest.mark.parametrize("text", ["a\tb\nc\r\n", "Ünïcødé 👩‍👩‍👧 नमस्ते", ""])
def test_other_text_stays(text):
    assert safe(text) == text


def test_streams_that_are_not_a_files_stay(monkeypatch):
    from briefing.cli import safe_output

    mine = io.StringIO()
    monkeypatch.setattr(sys, "stdout", mine)
    monkeypatch.setattr(sys, "stderr", mine)
    safe_output.install()
    assert sys.stdout is mine
