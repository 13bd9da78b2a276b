"""A built archive on loopback, and Debian's Chromium driven by playwright."""

from __future__ import annotations

import importlib.util
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import editions
import pytest

from briefing.archive import build as archiving
from briefing.archive import preview_server
from briefing.config import parse
from briefing.edition import edition_json

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MISSING = [
    *([] if CHROMIUM else ["Chromium (Debian: apt-get install chromium)"]),
    *([] if importlib.util.find_spec("playwright") else ["playwright (the 'browser' extra)"]),
]
if MISSING and os.environ.get("BRIEFING_REQUIRE_SYSTEM"):
    raise pytest.UsageError(f"BRIEFING_REQUIRE_SYSTEM is set, and there is no {' and no '.join(MISSING)}")
collect_ignore_glob = ["test_*.py"] if MISSING else []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line about what was left out."""
    if MISSING:
        terminalreporter.write_line(
            f"left out: the tests in a browser, which need {' and '.join(MISSING)}", yellow=True
        )


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        running = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with four days and their archive."""
    folder = tmp_path_factory.mktemp("outputs")
    for edition in editions.series(4):
        place = folder / edition.date.isoformat()
        place.mkdir()
        (place / "briefing.json").write_bytes(edition_json.dump(edition))
    archiving.build(folder, parse({}))
    return folder


@pytest.fixture(scope="module")
def address(outputs: Path) -> Iterator[str]:
    """Where the archive is served."""
    with preview_server.server(outputs / "site", 0) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}/"
        running.shutdown()
        thread.join()
