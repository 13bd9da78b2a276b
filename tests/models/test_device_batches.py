"""A card that is missing, too small or broken: told once, and the processor gives what it would have given."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import torch

from briefing.models import device_batches
from briefing.models.device_batches import DeviceBatches

IDS = [[1, 2, 3], [4, 5], [6, 7, 8], [9], [10, 11, 12]]


class Model:
    """Stands in for a model of transformers: the states of a token are its number. `fails` is asked before a batch."""

    def __init__(self, device, fails=lambda rows: None):
        self.device, self.fails, self.rows = torch.device(device), fails, []
        self.config = SimpleNamespace(hidden_size=2)

    def __call__(self, input_ids, output_hidden_states=False):
        self.rows.append(len(input_ids))
        if error := self.fails(len(input_ids)):
            raise error
        states = input_ids.cpu()[..., None].expand(-1, -1, 2).float()
        earlier = (states + 200, states + 100) if output_hidden_states else ()
        return SimpleNamespace(last_hidden_state=states, hidden_states=(*earlier, states))


class Card(Model):
    """A card that works until `fails` says otherwise; its tensors stay on the processor."""

    def __init__(self, fails):
        super().__init__("cpu", fails)
        self.device = SimpleNamespace(type="mps")

    def __call__(self, input_ids, **how):
        return super().__call__(input_ids, **how)


@pytest.fixture
def on_card(monkeypatch):
    """Makes a runner whose card fails as told; tensors that are sent to the card stay where they are."""
    send = torch.Tensor.to
    monkeypatch.setattr(
        torch.Tensor,
        "to",
        lambda own, *to, **how: own if isinstance(to[:1] and to[0], SimpleNamespace) else send(own, *to, **how),
    )

    def make(fails):
        made = []

        def load(device):
            made.append(Model("cpu") if device == "cpu" else Card(fails))
            return made[-1]

        return DeviceBatches(load, "mps"), made

    return make


def told(caplog):
    return [record.getMessage() for record in caplog.records if getattr(record, "notice", False)]


def read(runner):
    found = {}
    for indices, states in runner.states(IDS):
        for index, rows in zip(indices, states, strict=True):
            assert index not in found
            found[index] = rows[:, 0].int().tolist()
    return [found[index] for index in range(len(IDS))]


def test_a_card_that_works_is_used_and_nothing_is_told(on_card, caplog):
    runner, made = on_card(lambda rows: None)
    assert read(runner) == IDS
    assert (runner.device, len(made), told(caplog)) == ("mps", 1, [])


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("Found no NVIDIA driver on your system. Please check that you have an NVIDIA GPU"),
        AssertionError("Torch not compiled with CUDA enabled"),
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 80 MiB"),
        NotImplementedError("Cannot copy out of meta tensor"),
    ],
)
def test_a_card_that_cannot_take_the_model_is_told_once(error, caplog):
    def load(device):
        if device != "cpu":
            raise error
        return Model("cpu")

    runner = DeviceBatches(load, "cuda")
    assert read(runner) == IDS
    assert read(runner) == IDS
    assert runner.device == "cpu"
    assert len(told(caplog)) == 1
    assert "runs on the processor" in told(caplog)[0]
    assert "“cuda”" in told(caplog)[0]


def test_a_driver_that_fails_half_way_loses_nothing_and_computes_nothing_twice(on_card, caplog):
    calls = iter([None, RuntimeError("CUDA error: unspecified launch failure\nCompile with …")])
    runner, made = on_card(lambda rows: next(calls))
    assert read(runner) == IDS
    assert runner.device == "cpu"
    assert made[0].rows == [3, 1]
    assert made[1].rows == [1, 1]
    assert read(runner) == IDS
    assert told(caplog) == [
        "the encoder runs on the processor: the device “mps” failed (CUDA error: unspecified launch failure)"
    ]


def test_a_batch_that_does_not_fit_is_halved_before_the_card_is_given_up(on_card, monkeypatch, caplog):
    monkeypatch.setattr(device_batches, "_FEWEST", 3)
    full = torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")
    runner, made = on_card(lambda rows: full if rows > 1 else None)
    assert read(runner) == IDS
    assert (runner.device, len(made), told(caplog)) == ("mps", 1, [])
    assert max(made[0].rows[-len(IDS) :]) == 1


def test_a_card_without_room_for_one_text_is_given_up(on_card, monkeypatch, caplog):
    monkeypatch.setattr(device_batches, "_FEWEST", 3)
    runner, made = on_card(lambda rows: RuntimeError("MPS backend out of memory"))
    assert read(runner) == IDS
    assert (runner.device, len(made)) == ("cpu", 2)
    assert len(told(caplog)) == 1
    assert "too little memory" in told(caplog)[0]


def test_what_fails_on_the_processor_is_an_error():
    runner = DeviceBatches(lambda device: Model("cpu", lambda rows: RuntimeError("a bug")), "cpu")
    with pytest.raises(RuntimeError, match="a bug"):
        read(runner)


def test_the_encoder_goes_on_without_the_card_that_the_settings_name(encoder, caplog):
    from briefing.models.encoder import TransformerEncoder

    texts = ["The harbour of Ostrel froze.", "Two ferries wait outside."]
    other = TransformerEncoder(device="cuda:99")
    assert (other.encode(texts) == encoder.encode(texts)).all()
    assert len(told(caplog)) == 1


def test_states_after_some_layers_are_asked_of_a_model_of_transformers():
    runner = DeviceBatches(lambda device: Model(device), "cpu")
    found = {
        index: states
        for indices, group in runner.states(IDS, depth=1)
        for index, states in zip(indices, group, strict=True)
    }
    assert [found[index][:, 0].tolist() for index in range(len(IDS))] == [[token + 100 for token in own] for own in IDS]


def test_a_failing_card_gives_way_while_some_layers_are_asked_for(on_card):
    runner, made = on_card(lambda rows: RuntimeError("driver failed"))
    found = {index for indices, _ in runner.states(IDS, depth=1) for index in indices}
    assert (found, len(made)) == (set(range(len(IDS))), 2)
