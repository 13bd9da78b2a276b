"""The measurement on a graphics card, with the processor or a stand-in in its place."""

from __future__ import annotations

import sys
import time

import numpy as np
import pytest

from benchmarks import speed_gpu
from briefing.config import ModelSettings
from tests.conftest import make_document


def split_at_stops(text):
    return [f"{sentence.rstrip('.')}." for sentence in text.split(". ")]


@pytest.fixture
def documents():
    texts = [
        "The ferry to Orrin ran aground on Monday. Nobody was hurt, the harbour master said. Tugs pulled it free.",
        "Vellin's council voted to close the mill. The mayor opposed it. Forty people will lose their jobs in May.",
    ]
    return [make_document(*split_at_stops(text), name=f"a{number}") for number, text in enumerate(texts)]


def test_without_a_card_the_processor_is_measured_and_it_is_said(documents):
    text = speed_gpu.report(documents, ModelSettings(device="cpu"))
    assert "No graphics card was used" in text
    assert "differ from the processor's by 0.0e+00" in text
    rows = [line.split(" | ") for line in text.splitlines() if line.startswith("| ")][2:]
    assert [row[0].strip("| ") for row in rows] == [
        "encoder, every sentence",
        "heads: grades, cuts, names",
        "key points",
    ]
    assert all(float(row[1]) > 0 and row[2] == "" for row in rows)


def test_vectors_that_differ_too_much_end_the_measurement(documents, monkeypatch):
    encode = speed_gpu.TransformerEncoder.encode
    monkeypatch.setattr(
        speed_gpu.TransformerEncoder, "encode", lambda own, texts: encode(own, texts) + 0.1 * (own._device != "cpu")
    )
    with pytest.raises(SystemExit, match=r"differ by 1\.0e-01"):
        speed_gpu.report(documents, ModelSettings(device="auto"))


def test_the_difference_is_the_largest_of_any_entry():
    left = np.zeros((2, 3))
    right = left.copy()
    right[1, 2] = -0.5
    assert speed_gpu.difference(left, right) == 0.5
    assert speed_gpu.difference(left[:0], right[:0]) == 0


@pytest.mark.parametrize(("said", "mean"), [("83", 83.0), ("[N/A]", None), ("", None)])
def test_utilisation_is_what_the_driver_tells(said, mean):
    sampler = speed_gpu.Sampler((sys.executable, "-c", f"print('{said}')"))
    with sampler.running():
        time.sleep(0.5)
    assert sampler.mean == mean


def test_without_the_drivers_command_there_is_no_utilisation():
    sampler = speed_gpu.Sampler(("no-such-command-as-this",))
    with sampler.running():
        pass
    assert sampler.mean is None
