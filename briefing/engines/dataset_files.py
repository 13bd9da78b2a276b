"""Reads articles from, and writes results to, JSON lines or Parquet: a file or a folder of them, here or in an object
store.

A place is a path or a URL of any file system that fsspec knows (`s3://`, `gs://`, `abfs://`, `memory://`…; each needs
its own package). Files of a folder are read in the order of their names; `.gz`, `.bz2`, `.xz` and `.zst` are
decompressed. Reading and writing hold some rows at a time. An output file appears whole or not at all; an output folder
gets its parts one after the other.
"""

from __future__ import annotations

import json
import lzma
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import IO, Any, Literal

import fsspec
import zstandard
from fsspec.implementations.local import LocalFileSystem

from briefing.errors import EngineError, OutputError, SourceError
from briefing.ingest import jsonl_articles_and_claims
from briefing.records import Article, Failure
from briefing.runtime.extras_and_install_hints import install_hint

__all__ = ["PART_ROWS", "Format", "read", "write"]

Fields = dict[str, Any]
Format = Literal["jsonl", "parquet"]

# Rows in one part of a folder: some 10 MB of JSON lines.
PART_ROWS = 10_000
# Rows of Parquet read or written at a time.
_GROUP_ROWS = 64
_COLUMNS = ("id", "title", "text", "html", "url", "outlet", "author", "published", "language", "failure")
_JSON_SUFFIXES = (".jsonl", ".ndjson", ".json")
_PACKED = {".gz": "gzip", ".bz2": "bz2", ".xz": "xz", ".zst": "zstd"}
# What decompressors and object stores raise for what cannot be read; pyarrow's errors are among them.
_UNREADABLE = (OSError, EOFError, ValueError, NotImplementedError, zlib.error, lzma.LZMAError, zstandard.ZstdError)


def read(place: str) -> Iterator[Article | Failure]:
    """Articles of the files at `place`, in order; a file or row that cannot be used is a failure in its place.

    Raises:
        SourceError: there is nothing at `place`, or it cannot be listed.
        EngineError: a package that `place` needs is not installed.
    """
    system, path = _system(place)
    try:
        names = _files(system, path)
    except OSError as error:
        raise SourceError("cannot be read", subject=place) from error
    if not names:
        raise SourceError(
            "there is no .jsonl or .parquet file",
            subject=place,
            hint="Name a file, or a folder or URL with such files in it.",
        )
    # Without pyarrow the run stops here, rather than half-way.
    if any(_format(name) == "parquet" for name in names):
        _pyarrow()
    return chain.from_iterable(_read_file(system, name) for name in names)


def _files(system: Any, path: str) -> list[str]:
    """The files at `path`, in the order of their names; hidden files and those that jobs leave behind (`_SUCCESS`) are
    left out.
    """
    if "*" in path:
        found = system.glob(path)
    elif system.isdir(path):
        found = system.find(path)
    else:
        return [path] if system.exists(path) else []
    kept = [name for name in found if not PurePosixPath(name).name.startswith((".", "_"))]
    return sorted(name for name in kept if _format(name))


def _read_file(system: Any, name: str) -> Iterator[Article | Failure]:
    label = PurePosixPath(name).name
    try:
        if _format(name) == "parquet":
            yield from _read_parquet(system, name, label)
        else:
            with system.open(name, "rb", compression=_compression(name)) as stream:
                yield from jsonl_articles_and_claims.parse(stream, name=f"{label} line")
    except _UNREADABLE as error:
        reason = " ".join(str(error).split())[:200]
        yield Failure(label, "format", f"cannot be read ({reason})", "The rest of this file was left out.")


def _read_parquet(system: Any, name: str, label: str) -> Iterator[Article | Failure]:
    parquet = _pyarrow().parquet
    with system.open(name, "rb") as stream, parquet.ParquetFile(stream) as file:
        known = [column for column in file.schema_arrow.names if column in _COLUMNS]
        if not {"text", "html"} & set(known):
            columns = ", ".join(file.schema_arrow.names) or "none"
            yield Failure(label, "format", "has neither a column text nor html", f"Its columns: {columns}.")
            return
        number = 0
        for batch in file.iter_batches(batch_size=_GROUP_ROWS, columns=known):
            for row in batch.to_pylist():
                number += 1
                yield jsonl_articles_and_claims.article(_plain(row), name=f"{label} row {number}", source="-")


def _plain(row: Fields) -> Fields:
    """A row as JSON would hold it: no empty columns, and times as text."""
    return {
        key: value.isoformat() if hasattr(value, "isoformat") else value
        for key, value in row.items()
        if value is not None
    }


def write(place: str, results: Iterable[Fields], kind: Format | None = None) -> Iterator[Fields]:
    """Write `results` at `place` and pass each on. A place without a file's suffix is a folder, and gets parts.

    Raises:
        OutputError: `place` cannot be written, or is a folder that holds something already.
        EngineError: a package that `place` needs is not installed.
    """
    system, path = _system(place)
    named = _format(path)
    if _compression(path):
        raise OutputError(
            "cannot be written compressed",
            subject=place,
            hint="Write .jsonl or .parquet (which is compressed already).",
        )
    if named == "parquet" or kind == "parquet":
        _pyarrow()
    if named:
        return _write_file(system, path, iter(results), named, place)
    try:
        if system.exists(path) and system.ls(path, detail=False):
            raise OutputError("the folder is not empty", subject=place, hint="Name a new one, or remove what is in it.")
        system.makedirs(path, exist_ok=True)
    except OSError as error:
        raise OutputError("cannot be written", subject=place) from error
    return _write_parts(system, path, iter(results), kind or "jsonl", place)


def _write_parts(system: Any, path: str, results: Iterator[Fields], kind: Format, place: str) -> Iterator[Fields]:
    for number, first in enumerate(results):
        part = chain([first], _take(results, PART_ROWS - 1))
        yield from _write_file(system, f"{path.rstrip('/')}/part-{number:05}.{kind}", part, kind, place)


def _take(results: Iterator[Fields], most: int) -> Iterator[Fields]:
    for _, result in zip(range(most), results, strict=False):
        yield result


def _write_file(system: Any, path: str, results: Iterator[Fields], kind: Format, place: str) -> Iterator[Fields]:
    try:
        with _whole(system, path) as stream:
            yield from (_write_parquet if kind == "parquet" else _write_lines)(stream, results)
    except OSError as error:
        raise OutputError("cannot be written", subject=place) from error


def _write_lines(stream: IO[bytes], results: Iterator[Fields]) -> Iterator[Fields]:
    for result in results:
        stream.write((json.dumps(result, ensure_ascii=False) + "\n").encode("utf-8"))
        yield result


def _write_parquet(stream: IO[bytes], results: Iterator[Fields]) -> Iterator[Fields]:
    pyarrow = _pyarrow()
    schema = _schema(pyarrow)
    with pyarrow.parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while rows := list(_take(results, _GROUP_ROWS * 16)):
            if unknown := {key for row in rows for key in row} - set(schema.names):
                raise KeyError(f"no column for {unknown}")
            writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))
            yield from rows


def _schema(pyarrow: Any) -> Any:
    """Columns of the results; the same as the fields of the JSON lines (docs/interfaces.md)."""
    text, whole = pyarrow.string(), pyarrow.int64()
    evidence = pyarrow.struct([("start", whole), ("end", whole), ("quote", text)])
    point = pyarrow.struct(
        [
            ("text", text),
            ("kind", text),
            ("verdict", text),
            ("score", pyarrow.float64()),
            ("evidence", pyarrow.list_(evidence)),
        ]
    )
    failure = pyarrow.struct([("code", text), ("message", text), ("hint", text)])
    return pyarrow.schema(
        [
            ("id", text),
            ("title", text),
            ("source", text),
            ("key_points", pyarrow.list_(point)),
            ("model", text),
            ("note", text),
            ("rejected", whole),
            ("text", text),
            ("failure", failure),
        ]
    )


@contextmanager
def _whole(system: Any, path: str) -> Iterator[IO[bytes]]:
    """A file that appears at `path` when all of it is written, and not at all if that fails."""
    if not isinstance(system, LocalFileSystem):
        # An object appears when it is closed; the transaction keeps a half-written one from appearing.
        with system.transaction, system.open(path, "wb") as stream:
            yield stream
        return
    part = Path(f"{path}.part")
    part.parent.mkdir(parents=True, exist_ok=True)
    try:
        with part.open("wb") as stream:
            yield stream
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _format(path: str) -> Format | None:
    """What the file at `path` holds, by its name; None if that says nothing, as for a folder."""
    name = PurePosixPath(path)
    suffix = PurePosixPath(name.stem).suffix if name.suffix in _PACKED else name.suffix
    if suffix == ".parquet":
        return "parquet"
    return "jsonl" if suffix in _JSON_SUFFIXES else None


def _compression(path: str) -> str | None:
    suffix = PurePosixPath(path).suffix
    return _PACKED.get(suffix)


def _system(place: str) -> tuple[Any, str]:
    """The file system of `place`, and the path in it."""
    try:
        system, path = fsspec.core.url_to_fs(place)
    except ImportError as error:
        raise EngineError("needs a package that is not installed", subject=place, hint=str(error)) from None
    except ValueError as error:
        raise SourceError("cannot be opened", subject=place) from error
    return system, path


def _pyarrow() -> Any:
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise EngineError("Parquet needs pyarrow", subject="parquet", hint=f"{install_hint('parquet')}.") from error
    return pyarrow
