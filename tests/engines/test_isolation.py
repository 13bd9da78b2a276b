import pytest
from engine_stages import Upper

from briefing.engines.isolation import Isolated
from briefing.engines.local import LocalEngine
from briefing.errors import EngineError, ModelError


def test_results_come_in_the_order_of_the_items_and_the_window_bounds_what_is_read():
    taken = []

    def words():
        for number in range(150):
            taken.append(number)
            yield f"w{number}"

    for isolate in (False, True):
        taken.clear()
        results = LocalEngine(isolate=isolate).map(Upper(), words())
        assert next(results) == "W0"
        assert len(taken) == 64
        assert list(results) == [f"W{number}" for number in range(1, 150)]


def test_an_item_that_kills_its_worker_is_named_and_the_others_are_done():
    words = ["a", "poison", "b", "exit", "c", "bug", "d", "greedy"]
    with Isolated(Upper()) as run:
        assert run(words) == [
            "A",
            "lost poison: the worker died (SIGSEGV)",
            "B",
            "lost exit: the worker died (exit code 7)",
            "C",
            "lost bug: the worker failed: ValueError: not a word",
            "D",
            "lost greedy: the worker failed: MemoryError: ",
        ]
        assert run(["e"]) == ["E"]


def test_an_item_that_never_ends_is_given_up():
    with Isolated(Upper(), window_seconds=1.0) as run:
        assert run(["a", "hang"]) == ["A", "lost hang: the worker had no result after 1 s"]


def test_a_model_that_is_missing_ends_the_run_with_its_own_words():
    with Isolated(Upper(starts=False)) as run, pytest.raises(ModelError, match=r"upper: the model.*Install it\."):
        run(["a"])


def test_a_stage_that_the_child_cannot_even_load_is_one_clear_error(monkeypatch):
    monkeypatch.setattr("sys.executable", "/bin/false")
    with Isolated(Upper()) as run, pytest.raises(EngineError, match=r"worker cannot be started.*briefing doctor"):
        run(["a"])
