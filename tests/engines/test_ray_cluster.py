"""Every test here runs where Ray is not installed: what is decided about a cluster, and what is said without one."""

import builtins
import socket
import time

import pytest
from engine_stages import Upper

from briefing.config import EngineSettings
from briefing.engines import engine, ray_cluster
from briefing.engines.run_stages_on_ray import Attempts, Worker
from briefing.errors import EngineError


def test_without_ray_the_command_to_install_it_is_named(monkeypatch):
    monkeypatch.setattr(ray_cluster.util, "find_spec", lambda name: None)
    hint = r"Run: pip install 'ray\[data\]>=2.51,<3' 'pyarrow>=17'"
    with pytest.raises(EngineError, match=rf"Ray is not installed\. {hint}"):
        engine(EngineSettings(name="ray"))


def test_an_address_where_nothing_listens_is_one_clear_error_in_bounded_time():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    started = time.monotonic()
    with pytest.raises(EngineError, match=f"ray at 127.0.0.1:{port}: cannot be reached.*ray start --head"):
        ray_cluster._knock(f"127.0.0.1:{port}", 5)
    with pytest.raises(EngineError, match="cannot be reached"):
        ray_cluster._knock("no-such-host.invalid:6379", 5)
    assert time.monotonic() - started < 20


def test_something_else_that_listens_there_is_one_clear_error_in_bounded_time(monkeypatch):
    monkeypatch.setattr(ray_cluster.sys, "executable", "/bin/sleep")
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(EngineError, match=r"something listens there, but no Ray head answered within 1 s.*6379"):
            ray_cluster._knock(address, 1)


@pytest.mark.parametrize("address", ["ray://head:10001", "http://head:8265", "head", "head:port", "head:1234567"])
def test_an_address_of_another_kind_is_refused_with_the_right_kinds(address):
    with pytest.raises(ValueError, match=r"'host:port'.*'auto' or 'local'"):
        EngineSettings(address=address)


def test_workers_are_counted_by_node_since_none_can_span_two():
    nodes = [{"CPU": 7.0}, {"CPU": 3.0}, {"memory": 1.0}]
    assert ray_cluster.measure(nodes, EngineSettings(worker_cpus=4), device="auto") == ray_cluster.Room(1, 4)
    assert ray_cluster.measure(nodes, EngineSettings(), device="cpu") == ray_cluster.Room(10, 1)
    assert ray_cluster.measure(nodes, EngineSettings(workers=3), device="auto") == ray_cluster.Room(3, 1)


def test_workers_have_a_gpu_each_where_there_are_any_and_the_device_allows_it():
    nodes = [{"CPU": 8.0, "GPU": 2.0}, {"CPU": 8.0}]
    assert ray_cluster.measure(nodes, EngineSettings(), device="auto") == ray_cluster.Room(2, 1, 1.0)
    assert ray_cluster.measure(nodes, EngineSettings(worker_gpus=0.5), device="cuda") == ray_cluster.Room(4, 1, 0.5)
    assert ray_cluster.measure(nodes, EngineSettings(), device="cpu") == ray_cluster.Room(16, 1)


def test_a_cluster_without_room_or_without_the_gpu_that_is_asked_for():
    with pytest.raises(EngineError, match=r"no node .* room for a worker of 16 processors"):
        ray_cluster.measure([{"CPU": 8.0}], EngineSettings(worker_cpus=16), device="auto")
    with pytest.raises(EngineError, match="has no GPU"):
        ray_cluster.measure([{"CPU": 8.0}], EngineSettings(), device="cuda")


def test_nodes_with_other_versions_are_named_with_what_differs():
    mine = {"Python": "3.11", "briefing": "1.0", "torch": "2.13.0"}
    nodes = {"node b": mine | {"torch": "2.12.0", "briefing": "missing"}, "node a": dict(mine)}
    assert ray_cluster.differences(mine, nodes) == [
        "node b has briefing missing (here 1.0), torch 2.12.0 (here 2.13.0)"
    ]


def test_what_a_node_is_asked_needs_nothing_that_the_node_may_lack(monkeypatch):
    look = ray_cluster._look_up(("numpy", "no-such-package"))
    found = look()
    assert found["no-such-package"] == "missing"
    assert set(found) == {"Python", "briefing", "numpy", "no-such-package"}
    real = builtins.__import__
    monkeypatch.setattr("importlib.import_module", lambda name: real("no_such_module"))
    assert look()["briefing"] == "missing"


def test_what_ray_says_becomes_one_line_with_advice():
    long = "Version mismatch: The cluster was started with:\n    Ray: 2.51.0\n" + "x" * 1000
    assert ray_cluster._reason(long).count("\n") == 0
    assert len(ray_cluster._reason(long)) < 350
    assert "same versions" in ray_cluster._advice(long)
    assert "ray start --head" in ray_cluster._advice("Could not find any running Ray instance.")


def test_a_window_that_ends_its_workers_time_and_again_is_given_up():
    attempts = Attempts()
    for _ in range(3):
        # A worker that is lost over the window never comes to answer it.
        attempts.begin(7)
    worker = Worker(Upper(), attempts.begin)
    kind, results = worker._answer(7, ["a", "b"])
    assert (kind, results[1]) == ("done", "lost b: 3 workers were lost over it or beside it")
    assert worker._answer(8, ["a"]) == ("done", ["A"])
    worker._pool.close()
