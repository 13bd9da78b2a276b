"""Undo the Content-Encoding of a response without letting it grow beyond a limit (zip bombs).

The library's own decoders unpack whatever arrives in one go; a few kilobytes of zstd can be gigabytes.
"""

from __future__ import annotations

import io
import zlib

__all__ = ["TooLargeError", "expand"]

_MOST_LAYERS = 2
# Bytes of memory a zstd frame may ask for; RFC 8878 recommends 8 MB, RFC 9659 allows 8 MB on the web. Generous.
_ZSTD_WINDOW = 2**27


class TooLargeError(ValueError):
    """The expanded data would be larger than allowed."""


def expand(data: bytes, encoding: str, limit: int) -> bytes:
    """`data` with the encodings of a Content-Encoding header undone, at most `limit` bytes at every layer.

    Raises TooLargeError, or ValueError where the data is damaged or an encoding is unknown.
    """
    layers = [name.strip().lower() for name in encoding.split(",") if name.strip().lower() not in ("", "identity")]
    if len(layers) > _MOST_LAYERS:
        raise ValueError(f"{len(layers)} layers of compression")
    for name in reversed(layers):
        data = _expand_one(data, name, limit)
        if len(data) > limit:
            raise TooLargeError(f"more than {limit} bytes when decompressed")
    return data


def _expand_one(data: bytes, name: str, limit: int) -> bytes:
    match name:
        case "gzip" | "x-gzip" | "deflate":
            return _zlib(data, limit)
        case "br":
            return _brotli(data, limit)
        case "zstd":
            return _zstd(data, limit)
        case _:
            raise ValueError(f"unknown compression {name!r}")


def _zlib(data: bytes, limit: int) -> bytes:
    """gzip, zlib, or the raw deflate that some servers send; what is cut off is read as far as it goes."""
    for window in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        decoder = zlib.decompressobj(window)
        try:
            return decoder.decompress(data, limit + 1)
        except zlib.error as error:
            failure = error
    raise ValueError(str(failure)) from failure


def _brotli(data: bytes, limit: int) -> bytes:
    import brotli

    decoder = brotli.Decompressor()
    try:
        parts = [decoder.process(data, output_buffer_limit=limit + 1)]
        while sum(map(len, parts)) <= limit and not decoder.can_accept_more_data():
            parts.append(decoder.process(b"", output_buffer_limit=limit + 1))
    except brotli.error as error:
        raise ValueError("damaged brotli data") from error
    return b"".join(parts)


def _zstd(data: bytes, limit: int) -> bytes:
    import zstandard

    decoder = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    try:
        with decoder.stream_reader(io.BytesIO(data), read_across_frames=True) as stream:
            return stream.read(limit + 1)
    except zstandard.ZstdError as error:
        raise ValueError("damaged zstd data") from error
