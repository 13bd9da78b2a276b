"""`briefing init`: a file with defaults, or with what somebody at a terminal has answered."""

import os
import pty
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from briefing.cli.config_sample_and_reference import Answers, sample
from briefing.config import Settings, parse

ROOT = Path(__file__).resolve().parents[2]


def test_init_writes_a_file_that_works_and_never_replaces_one(briefing, tmp_path):
    assert briefing("init").code == 0
    assert (tmp_path / "briefing.toml").read_text() == sample()
    assert briefing("doctor").code == 0
    (tmp_path / "briefing.toml").write_text("# mine\n")
    done = briefing("init")
    assert done.code == 1
    assert "--force" in done.err
    assert (tmp_path / "briefing.toml").read_text() == "# mine\n"
    assert briefing("init", "--force").code == 0


def at_terminal(folder, answers, *options):
    """`briefing init` with a terminal for its input and its questions; what was printed and the settings it wrote."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "briefing", "init", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TZ": "Europe/Lisbon"}
    with subprocess.Popen(command, cwd=folder, stdin=theirs, stderr=theirs, stdout=theirs, env=environment) as process:
        os.close(theirs)
        os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
        said = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            said += part
    os.close(ours)
    assert process.returncode == 0, said.decode()
    return said.decode(), parse(tomllib.loads((folder / "briefing.toml").read_text(encoding="utf-8")))


def test_three_questions_at_a_terminal(tmp_path):
    (tmp_path / "my articles").mkdir()
    said, settings = at_terminal(
        tmp_path, ["'my articles' https://news.example/feed.xml", "fr", "", "y", "Le Fil <fil@example.org>", ""]
    )
    assert [source.url for source in settings.source] == ["my articles", "https://news.example/feed.xml"]
    assert (settings.briefing.language, settings.briefing.timezone) == ("fr", "Europe/Lisbon")
    assert (settings.email.sender, settings.smtp.host) == ("Le Fil <fil@example.org>", "localhost")
    assert "Now run: briefing build" in said
    assert "briefing subscribers add ADDRESS" in said


def test_wrong_answers_are_asked_again(tmp_path):
    said, settings = at_terminal(
        tmp_path,
        ["nowhere/", "'open", "", "klingon", "de", "Mars/Base", "Asia/Tokyo", "y", "me", "me@example.org", "mx"],
    )
    for word in ("no such file or folder", "quotation mark", "labels exist in", "unknown time zone", "not an e-mail"):
        assert word in said
    assert settings.source == ()
    assert (settings.briefing.language, settings.briefing.timezone) == ("de", "Asia/Tokyo")
    assert (settings.email.sender, settings.smtp.host) == ("me@example.org", "mx")


def test_empty_answers_and_no_questions_give_the_defaults(tmp_path):
    _, settings = at_terminal(tmp_path, ["", "", "UTC", ""])
    assert settings == Settings()
    (tmp_path / "briefing.toml").unlink()
    said, settings = at_terminal(tmp_path, [], "--defaults")
    assert settings == Settings()
    assert "1." not in said


@pytest.mark.parametrize("source", ["C:\\news", 'a "quoted" folder', "Überblick/", "a\\tb"])
def test_an_answer_is_written_so_that_it_is_read_again(source):
    settings = parse(tomllib.loads(sample(Answers((source,), "uk", "Europe/Kyiv", f'"{"Ana"}" <a@example.org>', "mx"))))
    assert settings.source[0].url == source
    assert settings.email.sender == '"Ana" <a@example.org>'
