"""Benchmarks and training scripts are run seldom: a name they import must not be lost meanwhile."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

SCRIPTS = sorted(path for folder in ("benchmarks", "training") for path in (ROOT / folder).glob("*.py"))
ELSEWHERE = {"ray", "sklearn", "summarizer"}
"""Packages that the tests do without: an extra, what training needs, and a peer with an environment of its own."""


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_a_script_imports_at_its_top_is_there(path: Path, monkeypatch):
    monkeypatch.syspath_prepend(str(path.parent))
    monkeypatch.syspath_prepend(str(ROOT))
    try:
        runpy.run_path(str(path), run_name="imported")
    except ModuleNotFoundError as error:
        if error.name not in ELSEWHERE:
            raise


def test_a_build_that_is_killed_is_made_up_for():
    """The benchmark of two hundred kills, with six."""
    command = [sys.executable, ROOT / "benchmarks" / "kills.py", "--kills", "6", "--articles", "8", "--seed", "5"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    figures = re.findall(r"\| (\d+)(?: of \d+)? \|$", done.stdout, re.MULTILINE)
    assert figures[0] == "6"
    assert figures[2:4] == ["0", "0"]


def test_other_jobs_that_are_killed_are_made_up_for():
    """The benchmark of killed fetches, replies, caches and archives, with three kills each."""
    command = [sys.executable, "-m", "benchmarks.kill_others", "--kills", "3", "--seed", "5"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert re.findall(r"\| (\d+) \| \d+ \| (\d+) \|$", done.stdout, re.MULTILINE) == [("3", "0")] * 4


def test_damaged_inputs_end_in_no_fault(tmp_path):
    """The fuzz run, for three seconds."""
    command = [sys.executable, "-m", "benchmarks.fuzz", "--minutes", "0.05", "--seed", "4", "--keep", tmp_path / "kept"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "kept").exists()
