"""`briefing summarize` with an engine, from and to files; Ray itself has its tests in tests/engines."""

import json

import pytest

from briefing.cli import cli
from briefing.engines import jsonl_stages, ray_cluster
from briefing.errors import ConfigError, EngineError
from briefing.summarize.encode_and_summarize_articles import Tools
from tests.conftest import FakeEncoder

TEXT = "The council voted on Monday to close the iron bridge until spring. Engineers had found cracks in two piers."


@pytest.fixture
def summarize(monkeypatch, tmp_path):
    """Run the command in this process, with a fake encoder."""
    monkeypatch.setattr(jsonl_stages, "make_tools", lambda models, cache: Tools(FakeEncoder()))
    monkeypatch.chdir(tmp_path)
    return lambda *options: cli.main(["summarize", *map(str, options)], standalone_mode=False)


@pytest.fixture
def lines(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join([json.dumps({"id": "a", "text": TEXT}), "{oops", json.dumps({"id": "b", "html": "<"})]))
    return path


def test_files_in_and_out_hold_the_same_lines_as_standard_input_and_output(summarize, lines, tmp_path, capsys):
    assert summarize("--jsonl", lines) == 3
    printed = capsys.readouterr().out
    assert summarize("--input", lines) == 3
    # Only the name of a line without an id tells where it stood.
    assert capsys.readouterr().out == printed.replace('"line 2"', '"in.jsonl line 2"')
    assert summarize("--input", lines, "--output", tmp_path / "out.jsonl") == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert "in.jsonl line 2: is not JSON" in said.err
    assert "1 summarized, 2 left out" in said.err
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == printed.replace('"line 2"', '"in.jsonl line 2"')


def test_html_articles_of_one_id_each_come_back_with_their_text(summarize, tmp_path, capsys):
    page = f"<html><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"
    (tmp_path / "in.jsonl").write_text("\n".join([json.dumps({"id": "a", "html": page})] * 2))
    assert summarize("--jsonl", tmp_path / "in.jsonl") == 0
    assert ["text" in json.loads(line) for line in capsys.readouterr().out.splitlines()] == [True, True]


def test_ray_that_is_not_installed_is_one_line_with_the_command(summarize, lines, monkeypatch):
    monkeypatch.setattr(ray_cluster.util, "find_spec", lambda name: None)
    for options in (["--engine", "ray"], ["--address", "auto"]):
        with pytest.raises(EngineError, match=r"pip install 'ray\[data\]"):
            summarize("--input", lines, *options)


def test_an_address_that_is_none_and_two_inputs_are_wrong_usage(summarize, lines):
    with pytest.raises(ConfigError, match=r"engine\.address: use 'host:port'"):
        summarize("--input", lines, "--address", "http://head:8265")
    with pytest.raises(Exception, match="one of them"):
        summarize("--input", lines, "--jsonl", lines)
