"""What was said of a pair of sentences is kept: in the run, and in the cache."""

from __future__ import annotations

import numpy as np
import pytest

from briefing.store import result_cache
from briefing.store.sqlite_connection import Store
from briefing.verify.cached_entailment import StatementRelations

PAIR = ("Divers freed the trawler at dawn.", "The trawler was freed.")
OTHER = ("Divers freed the trawler at dawn.", "The trawler sank.")


class FakeModel:
    """Gives each pair it is asked another row, and keeps what it was asked."""

    def __init__(self, name="fake@1"):
        self.fingerprint, self.asked = name, []

    def relate(self, pairs):
        self.asked += pairs
        return np.array([[0.125 * len(pair[1]) % 1, 0.5, 0.25] for pair in pairs], dtype=np.float32)


@pytest.fixture
def cache():
    with Store(None, {"cache": result_cache.MIGRATIONS}) as store:
        yield result_cache.Cache(store)


def test_each_pair_is_asked_once_and_answered_in_its_place():
    model = FakeModel()
    relate = StatementRelations(model)
    found = relate([PAIR, OTHER, PAIR])
    assert found.shape == (3, 3)
    assert np.array_equal(found[0], found[2])
    assert not np.array_equal(found[0], found[1])
    assert np.array_equal(relate([OTHER])[0], found[1])
    assert model.asked == [PAIR, OTHER]


def test_a_later_run_finds_the_same_in_the_cache(cache):
    first = StatementRelations(FakeModel(), cache)([PAIR, OTHER])
    again = FakeModel()
    assert np.array_equal(StatementRelations(again, cache)([OTHER, PAIR]), first[::-1])
    assert again.asked == []


def test_other_weights_are_asked_again(cache):
    StatementRelations(FakeModel(), cache)([PAIR])
    other = FakeModel("fake@2")
    StatementRelations(other, cache)([PAIR])
    assert other.asked == [PAIR]


def test_nothing_is_asked_about_no_pairs(cache):
    model = FakeModel()
    assert StatementRelations(model, cache)([]).shape == (0, 3)
    assert model.asked == []
