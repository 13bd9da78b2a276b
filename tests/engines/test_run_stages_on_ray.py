"""The Ray engine on a cluster of several nodes, against the local engine."""

import json
import socket

import pytest
from engine_stages import Upper

from briefing.config import EngineSettings, ModelSettings, SummarySettings
from briefing.engines import engine
from briefing.engines.jsonl_stages import Summarizing
from briefing.engines.ray_cluster import _knock
from briefing.errors import EngineError, ModelError
from briefing.records import Article

pytestmark = [
    pytest.mark.ray,
    # Ray is not ours to mend, and its sockets and processes are closed when the cluster is.
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture
def ray_engine(cluster):
    return engine(EngineSettings(name="ray", address="auto"))


@pytest.fixture
def local_engine():
    return engine(EngineSettings(isolate=True))


def test_results_are_those_of_the_local_engine_and_a_poison_item_is_named(ray_engine, local_engine):
    words = [f"w{number}" for number in range(300)]
    words[70], words[200] = "poison", "bug"
    found = list(ray_engine.map(Upper(), words))
    assert found == list(local_engine.map(Upper(), words))
    assert found[70] == "lost poison: the process that tried was ended by SIGSEGV"
    assert found[299] == "W299"


def test_the_head_is_told_from_anything_else_that_listens(cluster):
    _knock(cluster.address, 60)
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(EngineError, match="no Ray head"):
        _knock(f"127.0.0.1:{server.getsockname()[1]}", 4)


def articles(count):
    for number in range(count):
        text = (
            f"The council of Port Ellery voted on day {number} to close bridge {number * 7}. "
            f"Engineers had found {number % 9 + 2} cracks in its piers."
        )
        yield Article(id=f"a{number}", source="test", content=text, title=f"Bridge {number} closes")


def test_a_node_that_is_killed_in_the_middle_does_not_show_in_the_bytes(cluster, ray_engine, local_engine):
    stage = Summarizing(ModelSettings(), SummarySettings())
    doomed = next(iter(cluster.worker_nodes))
    results = ray_engine.map(stage, articles(200))
    found = [next(results)]
    cluster.remove_node(doomed, allow_graceful=False)
    try:
        found += results
    finally:
        cluster.add_node(num_cpus=1, object_store_memory=80_000_000)
    assert [json.dumps(each) for each in found] == [json.dumps(each) for each in local_engine.map(stage, articles(200))]


def test_an_error_that_every_worker_would_meet_ends_the_run_in_its_own_words(ray_engine):
    with pytest.raises(ModelError, match=r"upper: the model is not installed. Install it\."):
        list(ray_engine.map(Upper(starts=False), ["a"]))


def test_a_node_with_another_version_is_named(cluster, ray_engine, tmp_path):
    (tmp_path / "torch-99.0.dist-info").mkdir()
    (tmp_path / "torch-99.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: torch\nVersion: 99.0\n")
    node = cluster.add_node(num_cpus=1, object_store_memory=80_000_000, env_vars={"PYTHONPATH": str(tmp_path)})
    try:
        with pytest.raises(EngineError, match=r"different versions: node .* has torch 99\.0 \(here"):
            list(ray_engine.map(Upper(), ["a"]))
    finally:
        cluster.remove_node(node, allow_graceful=False)
