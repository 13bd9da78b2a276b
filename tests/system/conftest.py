"""A built archive on loopback, and Debian's Chromium driven by playwright."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import editions
import pytest
from playwright.sync_api import Browser, sync_playwright

from briefing import archiving, serving
from briefing.config import parse
from briefing.render import edition_json

LEFT_OUT = pytest.StashKey[str]()
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the browser's tests out where there is no Chromium; the summary says so."""
    mine = [item for item in items if "browser" in getattr(item, "fixturenames", ())]
    if CHROMIUM is None and mine:
        if os.environ.get("BRIEFING_REQUIRE_SYSTEM"):
            raise pytest.UsageError("Chromium is not installed, and BRIEFING_REQUIRE_SYSTEM is set")
        items[:] = [item for item in items if item not in mine]
        config.hook.pytest_deselected(items=mine)
        config.stash[LEFT_OUT] = f"{len(mine)} tests that need Chromium (Debian: apt-get install chromium)"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """One line about what was left out."""
    if LEFT_OUT in config.stash:
        terminalreporter.write_line(f"left out: {config.stash[LEFT_OUT]}", yellow=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
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
    with serving.server(outputs / "site", 0) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}/"
        running.shutdown()
        thread.join()
