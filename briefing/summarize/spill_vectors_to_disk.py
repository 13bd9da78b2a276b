"""Sentence vectors that wait on disk until their story is told.

A day may have more vectors than fit into memory: an article of 600 words has 20 kB of them, even as float16, which is
what encoders round to. They are needed twice, to group the articles and to tell each story, so they are kept in a file
without a name, which is gone when the process is, however that ends.
"""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from briefing.errors import OutputError
from briefing.models.encoder import Vectors
from briefing.records import EncodedArticle

__all__ = ["VectorSpill"]

_NUMBER = np.dtype("<f2")


class VectorSpill:
    """Takes the vectors of encoded articles to a file in `folder`.

    Raises:
        OutputError: the file cannot be made or written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed by `close`
        except OSError as error:
            raise _failed(error, folder) from error
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the space back; vectors that were put there cannot be read any more."""
        self._file.close()

    def put(self, items: Iterable[EncodedArticle]) -> list[EncodedArticle]:
        """`items` with their vectors on disk."""
        try:
            return [self._put(item) for item in items]
        except OSError as error:
            raise _failed(error, self._folder) from error

    def _put(self, item: EncodedArticle) -> EncodedArticle:
        sentences, title = item.vectors, item.title_vector
        rows = sentences if title is None else np.concatenate([sentences, title[None]])
        content = np.asarray(rows, dtype=_NUMBER)
        self._file.seek(self._end)
        self._file.write(content.tobytes())
        place, self._end = self._end, self._end + content.nbytes
        vectors = _VectorsOnDisk(self, place, content.shape, title is not None)
        return EncodedArticle(item.document, item.summary, vectors)

    def read(self, place: int, rows: int, width: int) -> Vectors:
        """`rows` vectors of `width` numbers from `place` on."""
        self._file.seek(place)
        content = self._file.read(rows * width * _NUMBER.itemsize)
        return np.frombuffer(content, dtype=_NUMBER).reshape(rows, width).astype(np.float32)


@dataclass(frozen=True, slots=True)
class _VectorsOnDisk:
    """Where the vectors of one article are in a spill: each time they are asked for they are read."""

    spill: VectorSpill
    place: int
    shape: tuple[int, ...]
    titled: bool

    @property
    def sentences(self) -> Vectors:
        """Unit vectors of its sentences, (sentences, dimensions)."""
        return self.spill.read(self.place, self.shape[0] - self.titled, self.shape[1])

    @property
    def title(self) -> Vectors | None:
        """Unit vector of its title, (dimensions,); None where it has none."""
        rows, width = self.shape
        if not self.titled:
            return None
        (row,) = self.spill.read(self.place + (rows - 1) * width * _NUMBER.itemsize, 1, width)
        return np.asarray(row, dtype=np.float32)


def _failed(error: OSError, folder: Path) -> OutputError:
    if error.errno == errno.ENOSPC:
        return OutputError("the disk is full", subject=str(folder), hint="Free some space and run again.")
    return OutputError("cannot be written", subject=str(folder), hint="Choose another folder with -o.")
