from __future__ import annotations

import errno
import tempfile

import numpy as np
import pytest
from conftest import make_document

from briefing.errors import OutputError
from briefing.records import Summary
from briefing.summarize.articles import Condensed
from briefing.summarize.spill import Shelf


def _condensed(name, sentences, title):
    chance = np.random.default_rng(len(name) + sentences)
    vectors = chance.normal(size=(sentences, 6)).astype(np.float16).astype(np.float32)
    own = chance.normal(size=6).astype(np.float16).astype(np.float32) if title else None
    return Condensed(make_document(*["A b c."] * sentences, name=name), Summary(name, (), "m"), vectors, own)


def test_what_is_shelved_comes_back_to_the_bit_in_any_order_and_is_on_disk(tmp_path):
    given = [
        _condensed("a", 3, True),
        _condensed("bb", 0, True),
        _condensed("ccc", 2, False),
        _condensed("d", 0, False),
    ]
    with Shelf(tmp_path) as shelf:
        kept = [*shelf.put(given[:2]), *shelf.put(given[2:])]
        for item, own in [*zip(kept, given, strict=True)][::-1]:
            assert item.document is own.document
            assert np.array_equal(item.vectors, own.vectors)
            assert item.vectors.dtype == np.float32
            if own.title_vector is None:
                assert item.title_vector is None
            else:
                assert np.array_equal(item.title_vector, own.title_vector)
        # A file without a name leaves nothing behind, however the process ends.
        assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("number", "words"), [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "cannot be written")])
def test_a_disk_that_takes_no_more_is_one_clear_error(tmp_path, monkeypatch, number, words):
    def refuse(**_):
        raise OSError(number, "no")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    with pytest.raises(OutputError, match=words):
        Shelf(tmp_path)
