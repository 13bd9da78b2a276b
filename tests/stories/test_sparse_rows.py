import numpy as np
import pytest

from briefing.stories.sparse_rows import SparseRows, pair_products, sums_by_row


def table(rows, width=40, share=0.2, seed=3):
    """The same rows dense and sparse, with columns in no order."""
    random = np.random.default_rng(seed)
    dense = np.where(random.random((rows, width)) < share, random.random((rows, width)), 0).astype(np.float32)
    dense[rows // 2] = 0
    starts, columns, values = [0], [], []
    for row in dense:
        own = random.permutation(np.flatnonzero(row))
        columns += own.tolist()
        values += row[own].tolist()
        starts.append(len(columns))
    made = SparseRows.of(np.array(starts), np.array(columns, dtype=np.int32), np.array(values, dtype=np.float32), width)
    return dense, made


@pytest.mark.parametrize("pairs", [0, 1, 7, 9_000])
def test_products_of_pairs_are_those_of_dense_rows_in_any_order(pairs):
    (one, sparse), (two, other) = table(60), table(50, seed=4)
    random = np.random.default_rng(5)
    left, right = random.integers(0, 60, pairs), random.integers(0, 50, pairs)
    found = pair_products(sparse, other, left, right)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, (one[left] * two[right]).sum(axis=1), rtol=1e-5)


def test_a_pair_has_the_same_product_whatever_stands_beside_it_and_either_way_round():
    _, sparse = table(60)
    left, right = np.repeat(np.arange(60), 60), np.tile(np.arange(60), 60)
    all_ = pair_products(sparse, sparse, left, right).reshape(60, 60)
    assert np.array_equal(all_, all_.T)
    assert np.array_equal(pair_products(sparse, sparse, left[77:90], right[77:90]), all_.ravel()[77:90])


def test_rows_of_length_one_signs_sums_and_counts():
    dense, sparse = table(60)
    lengths = np.sqrt((dense * dense).sum(axis=1, keepdims=True))
    unit = sparse.unit()
    for number in range(60):
        columns, values = unit.row(number)
        assert list(columns) == sorted(columns)
        np.testing.assert_allclose(values, (dense[number] / max(lengths[number][0], 1e-9))[columns], rtol=1e-5)
    np.testing.assert_allclose(sparse.sums(), dense.sum(axis=1), rtol=1e-5)
    assert np.array_equal(sparse.signs().sums(), (dense > 0).sum(axis=1))
    rows = np.array([3, 5, 30, 59])
    assert np.array_equal(sparse.counts(rows), (dense[rows] > 0).sum(axis=0))


def test_postings_are_the_columns_of_the_chosen_rows():
    dense, sparse = table(60)
    rows, wanted = np.array([3, 5, 30, 59]), np.arange(40) % 3 == 0
    found = sparse.postings(rows, wanted)
    for column in range(40):
        places, values = found.row(column)
        own = dense[rows, column]
        assert list(places) == (list(np.flatnonzero(own)) if wanted[column] else [])
        assert list(values) == (list(own[own > 0]) if wanted[column] else [])


def test_a_table_without_rows_or_values():
    empty = SparseRows.of(np.array([0, 0, 0]), np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32), 1)
    assert list(empty.unit().sums()) == [0, 0]
    assert list(pair_products(empty, empty, np.array([0, 1]), np.array([1, 0]))) == [0, 0]
    assert list(sums_by_row(np.zeros(0, dtype=np.float32), np.array([0]))) == []
