from __future__ import annotations

import errno
import tempfile

import numpy as np
import pytest
from conftest import make_document

from briefing.errors import OutputError
from briefing.records import EncodedArticle, Summary, VectorsInMemory
from briefing.summarize.spill_vectors_to_disk import VectorSpill


def _encoded(name, sentences, title):
    chance = np.random.default_rng(len(name) + sentences)
    vectors = chance.normal(size=(sentences, 6)).astype(np.float16).astype(np.float32)
    own = chance.normal(size=6).astype(np.float16).astype(np.float32) if title else None
    document = make_document(*["A b c."] * sentences, name=name)
    return EncodedArticle(document, Summary(name, (), "m"), VectorsInMemory(vectors, own))


def test_what_is_put_on_disk_comes_back_to_the_bit_in_any_order_and_leaves_no_file(tmp_path):
    given = [
        _encoded("a", 3, True),
        _encoded("bb", 0, True),
        _encoded("ccc", 2, False),
        _encoded("d", 0, False),
    ]
    with VectorSpill(tmp_path) as spill:
        kept = [*spill.put(given[:2]), *spill.put(given[2:])]
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
        VectorSpill(tmp_path)
