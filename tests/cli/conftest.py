import os
import tempfile
from pathlib import Path

import pytest

from tests.cli import processes

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def server():
    return processes.fork_server()


@pytest.fixture
def briefing(server, tmp_path):
    """Run the command line as a process of its own, in an empty folder."""

    def run(*arguments, stdin=None, cwd=None, **environ):
        with tempfile.TemporaryDirectory() as streams:
            return processes.run(
                server,
                list(map(str, arguments)),
                cwd=cwd or tmp_path,
                stdin=stdin,
                environ={**os.environ, "PYTHONPATH": str(ROOT), **environ},
                streams=Path(streams),
            )

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
