"""What the modules of the program log: shown with -v and in the JSON log, and nowhere else."""

import json
import logging

import pytest
from click.testing import CliRunner
from extract_stages import buggy

from briefing.cli import cli
from briefing.cli.console import _LOG_LINES, _Log
from briefing.extract import extraction_workers


@pytest.fixture
def extract(tmp_path, monkeypatch):
    """Extract a page whose worker has a bug; gives the lines of standard error."""
    monkeypatch.setattr(extraction_workers, "attempt", buggy)
    page = tmp_path / "page.html"
    page.write_text("<html><body><p>Here is a bug in a page of some length.</p></body></html>")

    def run(*options):
        done = CliRunner().invoke(cli, ["extract", str(page), *options], standalone_mode=False)
        assert done.return_value == 3
        return done.stderr.splitlines()

    yield run
    monkeypatch.setattr(_Log, "form", "text")
    logging.disable(logging.NOTSET)
    logging.getLogger("briefing").removeHandler(_LOG_LINES)


def test_a_bug_in_a_worker_is_one_line(extract):
    (line,) = extract()
    assert line.startswith("left out: ")
    assert "a bug in this program (KeyError: 'body'); its traceback is in the log" in line
    assert extract("-q") == []


def test_with_v_its_traceback_is_shown(extract):
    lines = extract("-v")
    assert "Traceback (most recent call last):" in lines
    assert any("extract_stages.py" in line for line in lines)
    assert lines[-1].startswith("left out: ")


def test_in_the_json_log_it_is_one_object(extract):
    logged, left_out = map(json.loads, extract("--log-format", "json"))
    assert (logged["level"], logged["logger"]) == ("error", "briefing.runtime.process_pool")
    assert "KeyError: 'body'" in logged["message"]
    assert "Traceback (most recent call last):" in logged["message"]
    assert left_out["code"] == "crashed"


def test_libraries_stay_silent(extract, capfd):
    extract("-v")
    logging.getLogger("trafilatura.core").error("what a library recovers from")
    logging.getLogger("briefing.anything").debug("details")
    assert capfd.readouterr().err == ""
