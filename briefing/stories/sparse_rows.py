"""Rows of a large table in which nearly all values are zero, and the dot products of pairs of rows.

What scipy's csr_matrix would do, for the little that is needed of it: scipy has 145 MB. Values are added in the order
of the columns and in single precision, so that the sums are the same to the last bit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["SparseRows", "pair_products", "sums_by_row"]

Values = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]

# Pairs whose values are multiplied at a time: they fit a processor's cache.
_BLOCK = 4_000


@dataclass(frozen=True, slots=True)
class SparseRows:
    """Row i has `values[starts[i]:starts[i + 1]]` in the `columns` of the same places, which ascend within a row."""

    starts: Numbers
    columns: npt.NDArray[np.int32]
    values: Values
    width: int

    def __len__(self) -> int:
        return len(self.starts) - 1

    @classmethod
    def of(cls, starts: Numbers, columns: npt.NDArray[np.int32], values: Values, width: int) -> SparseRows:
        """Rows whose columns stand in any order."""
        row = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        order = np.lexsort((columns, row))
        return cls(starts, columns[order], values[order], width)

    def row(self, number: int) -> tuple[npt.NDArray[np.int32], Values]:
        """The columns and values of one row."""
        place = slice(self.starts[number], self.starts[number + 1])
        return self.columns[place], self.values[place]

    def unit(self) -> SparseRows:
        """The same rows with a length of 1."""
        squares = self.values * self.values
        lengths = np.sqrt(sums_by_row(squares, self.starts))
        scale = 1 / np.where(lengths > 0, lengths, np.float32(1))
        values = self.values * np.repeat(scale, np.diff(self.starts))
        return SparseRows(self.starts, self.columns, values, self.width)

    def signs(self) -> SparseRows:
        """The same rows with 1 for every value above zero."""
        return SparseRows(self.starts, self.columns, np.sign(self.values), self.width)

    def sums(self) -> Values:
        """The sum of each row."""
        return sums_by_row(self.values, self.starts)

    def counts(self, rows: Numbers) -> Numbers:
        """In how many of `rows` each column is above zero."""
        places, _ = _places(self.starts, rows)
        return np.bincount(self.columns[places][self.values[places] > 0], minlength=self.width)

    def postings(self, rows: Numbers, columns: npt.NDArray[np.bool_]) -> SparseRows:
        """For each column that is True in `columns`, the places in `rows` where it is, with their values."""
        places, ends = _places(self.starts, rows)
        row = np.repeat(np.arange(len(rows)), np.diff(ends))
        kept = columns[self.columns[places]]
        places, row = places[kept], row[kept]
        order = np.argsort(self.columns[places], kind="stable")
        counts = np.bincount(self.columns[places], minlength=self.width)
        starts = np.concatenate([[0], np.cumsum(counts)])
        return SparseRows(starts, row[order].astype(np.int32), self.values[places][order], len(rows))


def sums_by_row(values: Values, starts: Numbers) -> Values:
    """The sum of `values[starts[i]:starts[i + 1]]` for each i, leaving zeros out: they change nothing but rounding."""
    kept = np.flatnonzero(values)
    if len(kept) < len(values):
        values, starts = values[kept], np.searchsorted(kept, starts)
    sums = np.zeros(len(starts) - 1, dtype=np.float32)
    filled = np.flatnonzero(np.diff(starts))
    if len(filled):
        sums[filled] = np.add.reduceat(values, starts[filled])
    return sums


def pair_products(one: SparseRows, two: SparseRows, left: Numbers, right: Numbers) -> Values:
    """The dot product of row `left[i]` of `one` and row `right[i]` of `two`, for each i."""
    # Pairs with the same left row stand together, so that it is laid out once for all of them.
    order = np.argsort(left, kind="stable")
    laid_out = np.zeros(max(one.width, two.width), dtype=np.float32)
    result = np.empty(len(left), dtype=np.float32)
    for start in range(0, len(order), _BLOCK):
        part = order[start : start + _BLOCK]
        result[part] = _products(one, two, left[part], right[part], laid_out)
    return result


def _products(one: SparseRows, two: SparseRows, left: Numbers, right: Numbers, laid_out: Values) -> Values:
    """`pair_products` of pairs in the order of their left rows; `laid_out` is a row of zeros, and is left as one."""
    places, ends = _places(two.starts, right)
    columns, products = two.columns[places], two.values[places]
    changes = np.flatnonzero(np.diff(left, prepend=-1, append=-1))
    bounds = ends[changes].tolist()
    for row, begin, end in zip(left[changes[:-1]].tolist(), bounds[:-1], bounds[1:], strict=True):
        own, weights = one.row(row)
        laid_out[own] = weights
        products[begin:end] *= laid_out[columns[begin:end]]
        laid_out[own] = 0
    return sums_by_row(products, ends)


def _places(starts: Numbers, rows: Numbers) -> tuple[Numbers, Numbers]:
    """Where the values of each of `rows` stand, one row after the other, and where those of each begin and end."""
    lengths = starts[rows + 1] - starts[rows]
    ends = np.concatenate([[0], np.cumsum(lengths)])
    return np.arange(ends[-1]) + np.repeat(starts[rows] - ends[:-1], lengths), ends
