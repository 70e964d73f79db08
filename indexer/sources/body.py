"""The body of a reply, from the pieces that come to a file: unpacked, and within a limit."""

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

from indexer.bodies import in_words
from indexer.errors import Failed

_IN_MEMORY = 1 << 20  # bytes of a body that need no file
_PIECE = 1 << 16  # bytes that are unpacked at a time


class Damaged(Exception):
    """It did not come whole. The message says how, to follow "it"."""


class TooLarge(Exception):
    """It is larger than the limit. The message says so, to follow "it"."""

    def __init__(self, limit: int) -> None:
        """`limit` in bytes."""
        super().__init__(f"is larger than {limit / 1e6:,.3g} MB")


def unpacked(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The body as it was before it was packed, in small pieces; `Damaged` if it is not whole.

    `encoding` is what the reply's Content-Encoding says. We ask for gzip or nothing.
    """
    if encoding.strip().lower() in ("", "identity"):
        yield from chunks
    elif encoding.strip().lower() in ("gzip", "x-gzip"):
        yield from _unzipped(chunks)
    else:
        raise Damaged(f"came packed as {encoding[:40]!r}, which was not asked for")


def _unzipped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Of gzip, one member after the other; the library would take a cut one for whole."""
    unzip = None
    try:
        for chunk in chunks:
            while chunk:
                unzip = zlib.decompressobj(wbits=31) if unzip is None or unzip.eof else unzip
                yield unzip.decompress(chunk, _PIECE)
                chunk = unzip.unused_data if unzip.eof else unzip.unconsumed_tail
        if unzip is not None:
            yield unzip.flush()
    except zlib.error as error:
        raise Damaged("came damaged: its gzip cannot be unpacked") from error
    if unzip is not None and not unzip.eof:
        raise Damaged("came cut off in the middle of its gzip")


def kept(chunks: Iterable[bytes], limit: int, *, cut: bool, folder: Path | None) -> IO[bytes]:
    """The body in a nameless file in `folder`, or in memory if it is short; for others to close.

    Beyond `limit` bytes it is `TooLarge` or, with `cut`, ends there. `Failed` if it cannot be
    written.
    """
    where = None if folder is None else str(folder)
    body = SpooledTemporaryFile(max_size=_IN_MEMORY, dir=where)  # noqa: SIM115 (it is the answer)
    size = 0
    try:
        for chunk in chunks:
            size += len(chunk)
            if size > limit and not cut:
                raise TooLarge(limit)
            _write(body, chunk[: len(chunk) - max(0, size - limit)], folder)
            if size >= limit and cut:
                break
        body.seek(0)
    except BaseException:
        body.close()
        raise
    return body


def _write(body: IO[bytes], chunk: bytes, folder: Path | None) -> None:
    try:
        body.write(chunk)
    except OSError as error:
        where = folder or "the folder for temporary files"
        raise Failed(f"{where} cannot be written: {in_words(error)}; make room there") from error
