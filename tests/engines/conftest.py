"""A Ray cluster of several nodes on this machine; its tests are left out where Ray is not installed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import util
from pathlib import Path
from typing import Any

import pytest

from briefing.engines import ray_cluster as clusters

LEFT_OUT = pytest.StashKey[str]()
TESTS = Path(__file__).resolve().parents[1]
NODE = {"object_store_memory": 80_000_000}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the marked group out where there is no Ray; the summary says so."""
    mine = [item for item in items if item.get_closest_marker("ray")]
    if util.find_spec("ray") is None and mine:
        if os.environ.get("BRIEFING_REQUIRE_SYSTEM"):
            raise pytest.UsageError("Ray is not installed, and BRIEFING_REQUIRE_SYSTEM is set")
        items[:] = [item for item in items if item not in mine]
        config.hook.pytest_deselected(items=mine)
        config.stash[LEFT_OUT] = f"{len(mine)} tests that need Ray (pip install 'ray[data]' pyarrow)"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """One line about what was left out."""
    if LEFT_OUT in config.stash:
        terminalreporter.write_line(f"left out: {config.stash[LEFT_OUT]}", yellow=True)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A head that does no work and two nodes of one processor each; this process is connected to it."""
    changed = pytest.MonkeyPatch()
    for name, value in clusters.ENVIRONMENT.items():
        changed.setenv(name, value)
    # Workers are processes of their own: they must find what these tests hand to them, too.
    for folder in (TESTS.parent, TESTS):
        changed.setenv("PYTHONPATH", str(folder), prepend=os.pathsep)
    import ray
    from ray.cluster_utils import Cluster

    running = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False, **NODE})
    try:
        for _ in range(2):
            running.add_node(num_cpus=1, **NODE)
        ray.init(running.address, log_to_driver=False, logging_level="error")
        yield running
    finally:
        ray.shutdown()
        running.shutdown()
        changed.undo()
