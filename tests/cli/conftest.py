import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


class Run:
    """What a command did, as its user sees it."""

    def __init__(self, done: subprocess.CompletedProcess) -> None:
        self.code = done.returncode
        self.out = done.stdout
        self.err = done.stderr

    def __repr__(self) -> str:
        return f"exit {self.code}\n--- out\n{self.out}\n--- err\n{self.err}"


@pytest.fixture
def briefing(tmp_path):
    """Run the command line as a process of its own, in an empty folder."""

    def run(*arguments, stdin=None, cwd=None, **environ):
        done = subprocess.run(
            [sys.executable, "-m", "briefing", *map(str, arguments)],
            cwd=cwd or tmp_path,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environ},
        )
        return Run(done)

    return run


ARTICLE = """---
title: Iron bridge closes until spring
outlet: Harbour Post
published: 2025-10-23T08:00:00+02:00
---

The council of Port Ellery voted on Monday to close the iron bridge until spring.

Engineers had found cracks in two of its piers during an inspection in September, the harbour office said. Buses will
take the road along the harbour instead. The repairs will cost 2.4 million crowns.
"""


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    return folder
