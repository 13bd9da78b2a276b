"""The Ray cluster that a run uses: reached within a time limit, with the same versions everywhere, and with room for
workers.

Ray is imported by the functions, not by importing this module. Every fault is an `EngineError`
that says what to do. No usage data is sent.
"""

from __future__ import annotations

import logging
import math
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from importlib import util
from typing import Any

from briefing.config import EngineSettings
from briefing.errors import EngineError
from briefing.runtime.extras_and_install_hints import install_hint

__all__ = ["ENVIRONMENT", "LOGS", "Room", "connected", "differences", "measure", "require", "room"]

LOGS = "Ray's logs are in /tmp/ray/session_latest/logs on each node."
# What decides the bytes of a result or whether a worker can run, besides briefing itself and Python.
_PACKAGES = ("ray", "torch", "transformers", "tokenizers", "numpy")
ENVIRONMENT = {
    # Usage reports are off: the network is used only for what the user asked for.
    "RAY_USAGE_STATS_ENABLED": "0",
    # Ray's own lines on standard error are for those who debug Ray; its log files have them too.
    "RAY_BACKEND_LOG_LEVEL": "fatal",
    # A worker without GPUs keeps its environment; the device is named to the model.
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}


@dataclass(frozen=True, slots=True)
class Room:
    """How many workers the cluster has room for, and what each of them gets."""

    workers: int
    cpus: int
    gpus: float = 0.0


def require() -> None:
    """Raise EngineError where Ray is not installed."""
    if util.find_spec("ray") is None or util.find_spec("pyarrow") is None:
        raise EngineError("Ray is not installed", subject="engine", hint=f"{install_hint('ray')}.")


@contextmanager
def connected(settings: EngineSettings) -> Iterator[None]:
    """A connection to the cluster of `settings`, or the one that this process has already. Raises EngineError."""
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    import ray.data

    mine = not ray.is_initialized()
    # Ray prints messages about nodes on standard output, where results may go.
    with redirect_stdout(sys.stderr):
        try:
            if mine:
                _connect(settings)
            _quieten(ray.data.DataContext.get_current())
            _check_versions(settings.connect_timeout)
            yield
        finally:
            if mine:
                ray.shutdown()


def _connect(settings: EngineSettings) -> None:
    import ray

    options: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
    if settings.address == "local":
        cpus = max(settings.workers * settings.worker_cpus, os.cpu_count() or 1)
        options |= {"num_cpus": cpus, "include_dashboard": False}
    elif settings.address != "auto":
        _knock(settings.address, settings.connect_timeout)
    try:
        ray.init(settings.address, **options)
    except (ConnectionError, RuntimeError, OSError, ValueError) as error:
        raise EngineError(_reason(str(error)), subject=f"ray at {settings.address}", hint=_advice(str(error))) from None


def _reason(error: str) -> str:
    """What `ray.init` said, in one line."""
    return f"cannot be used ({' '.join(error.split())[:300].rstrip('.')})"


def _advice(error: str) -> str:
    if "ersion" in error:
        return "Install the same versions of Ray and Python here as on the cluster."
    return "Start it with 'ray start --head', and run this command on one of its machines (docs/cluster.md)."


def _knock(address: str, seconds: float) -> None:
    """Raise EngineError where no Ray head answers at `address`: `ray.init` itself would try for many minutes."""
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=seconds).close()
    except (OSError, OverflowError) as error:
        raise EngineError(
            "cannot be reached",
            subject=f"ray at {address}",
            hint="Is it running there ('ray start --head'), and is the port open from here?",
        ) from error
    if not _answers(address, seconds):
        raise EngineError(
            f"something listens there, but no Ray head answered within {seconds:.0f} s",
            subject=f"ray at {address}",
            hint="Give the port that 'ray start --head' names, usually 6379.",
        )


def _answers(address: str, seconds: float) -> bool:
    """Whether a Ray head is healthy at `address`, by Ray's own health check, in a process that can be killed."""
    command = [sys.executable, "-c", "from ray.scripts.scripts import main; main()", "health-check"]
    try:
        done = subprocess.run(  # noqa: S603 - Ray's own command
            [*command, "--skip-version-check", "--address", address], capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _quieten(context: Any) -> None:
    """Results in order, and no log lines about success."""
    context.execution_options.preserve_order = True
    context.enable_progress_bars = False
    logging.getLogger("ray").setLevel(logging.ERROR)
    logging.getLogger("ray.data").setLevel(logging.ERROR)


def _look_up(packages: tuple[str, ...]) -> Callable[[], dict[str, str]]:
    """A function that finds out what decides the bytes of a result on its machine.

    It is made here so that it is sent by value: a node that lacks briefing can run it.
    """

    def look() -> dict[str, str]:
        import platform
        from importlib import import_module, metadata

        found = {"Python": ".".join(platform.python_version_tuple()[:2])}
        try:
            found["briefing"] = str(import_module("briefing").__version__)
        except ImportError:
            found["briefing"] = "missing"
        for name in packages:
            try:
                found[name] = metadata.version(name).partition("+")[0]
            except metadata.PackageNotFoundError:
                found[name] = "missing"
        return found

    return look


def differences(mine: Mapping[str, str], nodes: Mapping[str, Mapping[str, str]]) -> list[str]:
    """One phrase for each node whose versions are not `mine`."""
    found = []
    for node, theirs in sorted(nodes.items()):
        other = [f"{name} {theirs[name]} (here {mine[name]})" for name in mine if theirs[name] != mine[name]]
        if other:
            found.append(f"{node} has {', '.join(other)}")
    return found


def _check_versions(seconds: float) -> None:
    """Raise EngineError where a node does not answer, or has other versions than this process."""
    import ray
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    look = _look_up(_PACKAGES)
    remote = ray.remote(num_cpus=0, max_retries=0)(look)
    nodes = _alive()
    asked = {
        remote.options(scheduling_strategy=NodeAffinitySchedulingStrategy(node, soft=False)).remote(): node
        for node in nodes
    }
    answered, silent = ray.wait(list(asked), num_returns=len(asked), timeout=seconds)
    found, failed = {}, {asked[reference]: f"no answer within {seconds:.0f} s" for reference in silent}
    for reference in answered:
        try:
            found[nodes[asked[reference]]] = ray.get(reference)
        except ray.exceptions.RayError as error:
            failed[asked[reference]] = " ".join(str(error).split())[:300].rstrip(".")
    # A node that was lost in the meantime is no longer part of the cluster.
    if reasons := [f"{nodes[node]}: {reason}" for node, reason in failed.items() if node in _alive()]:
        raise EngineError(
            f"not every machine can be used ({'; '.join(sorted(reasons))})",
            subject="ray",
            hint=f"Raise engine.connect_timeout, or look at those machines. {LOGS}",
        )
    if wrong := differences(look(), found):
        raise EngineError(
            f"the machines have different versions: {'; '.join(wrong)}",
            subject="ray",
            hint="Install the same versions everywhere: results must not depend on where they were computed.",
        )


def _alive() -> dict[str, str]:
    """The nodes by their ids, with what to call them."""
    import ray

    return {
        node["NodeID"]: f"node {node['NodeManagerAddress']} ({node['NodeID'][:6]})"
        for node in ray.nodes()
        if node["Alive"]
    }


def room(settings: EngineSettings, *, device: str) -> Room:
    """Workers of the settings' size that fit on the nodes now. Raises EngineError if none does."""
    import ray

    nodes = [node["Resources"] for node in ray.nodes() if node["Alive"]]
    return measure(nodes, settings, device=device)


def measure(nodes: Sequence[Mapping[str, float]], settings: EngineSettings, *, device: str) -> Room:
    """The room on nodes of these resources. If there are GPUs, workers go only to nodes that have them."""
    cpus = settings.worker_cpus
    gpus = settings.worker_gpus if device in ("auto", "cuda") and any(node.get("GPU") for node in nodes) else 0.0
    fitting = [
        int(min(node.get("CPU", 0.0) / cpus, node.get("GPU", 0.0) / gpus if gpus else math.inf)) for node in nodes
    ]
    most = sum(fitting)
    if device == "cuda" and not gpus:
        raise EngineError("the cluster has no GPU", subject="ray", hint='Set models.device to "auto" or "cpu".')
    if not most and not settings.workers:
        raise EngineError(
            f"no node of the cluster has room for a worker of {cpus} processors{f' and {gpus:g} GPUs' if gpus else ''}",
            subject="ray",
            hint="Lower engine.worker_cpus, or name engine.workers where the cluster grows when asked.",
        )
    return Room(settings.workers or most, cpus, gpus)
