"""`briefing models`, and `--model` on the commands that take it, with a tiny real model."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from click.testing import CliRunner

from briefing import pipeline
from briefing.cli import cli
from briefing.config import Settings, SourceSettings
from briefing.errors import ModelError
from briefing.models.generator_catalogue import GENERATORS
from briefing.models.local_generator import LocalGenerator
from briefing.models.model_lock_file import Pin


def _run(*arguments):
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments], standalone_mode=False)
    if result.exception:
        raise result.exception
    return result.output


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_list_names_every_generator_with_its_licence():
    lines = _run("models", "list").splitlines()
    assert [line.split()[0] for line in lines] == list(GENERATORS)
    assert all(entry.licence in line for entry, line in zip(GENERATORS.values(), lines, strict=True))


def test_info_tells_what_is_known(chat_folder):
    assert "Apache-2.0" in _run("models", "info", "Qwen3-0.6B")
    assert f"here         {chat_folder}" in _run("models", "info", chat_folder)
    with pytest.raises(ModelError, match="no such folder"):
        _run("models", "info", "nonsense")


def test_pull_says_what_it_pinned(monkeypatch):
    asked = []
    monkeypatch.setattr(
        "briefing.models.download_model.pull", lambda *given: asked.append(given) or Pin("f" * 40, {"a": "b"})
    )
    assert "pinned in briefing-models.lock" in _run("models", "pull", "Qwen3-0.6B")
    assert asked == [("Qwen3-0.6B", "briefing-models.lock")]


def test_pull_is_refused_offline():
    with pytest.raises(ModelError, match="this run is offline"):
        _run("models", "pull", "Qwen3-0.6B", "--offline")


def test_a_missing_model_is_said_before_anything_is_read(articles):
    with pytest.raises(ModelError, match="is not on this machine"):
        _run("build", articles, "--model", "Qwen3-0.6B")
    with pytest.raises(ModelError, match="is not on this machine"):
        _run("summarize", articles, "--model", "Qwen3-0.6B")


def test_summarize_with_a_model_names_it_and_keeps_the_sources_words(articles, chat_folder, seq2seq_folder):
    for folder in (chat_folder, seq2seq_folder):
        found = json.loads(_run("summarize", articles, "--json", "--model", folder))
        assert f"+{folder.name}@" in found["model"]
        assert all(point["kind"] != "rewritten" for point in found["key_points"])  # its weights are random


def test_build_with_a_model_and_again_without_asking_it(articles, chat_folder, tmp_path, monkeypatch):
    settings = Settings.model_validate(
        {"models": {"generator": str(chat_folder), "device": "cpu"}, "archive": {"build": False}}
    )

    def build():
        source = SourceSettings(url=str(articles))
        return pipeline.build(settings, [source], folder=tmp_path / "out", day=None, today=dt.date(2025, 10, 24))

    first = build()
    assert "+tiny-chat@" in first.edition.model
    assert first.rewrites.asked > 0
    assert first.edition.coverage.failures == ()

    def never(*_):
        raise AssertionError("asked again")

    monkeypatch.setattr(LocalGenerator, "generate", never)
    assert build().edition == first.edition
    (tmp_path / "out" / "briefing.db").unlink()  # forgets the edition; what the model wrote is in the cache
    again = build()
    assert again.edition == first.edition
    assert again.rewrites.cached == again.rewrites.asked == first.rewrites.asked
