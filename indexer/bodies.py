"""The files of a corpus that hold papers' bytes, named by their hash; the hand of `indexer.store`.

`incoming/` holds what is being written, `bodies/ab/abcd…` what is whole. A file there is never
changed, only replaced by the same bytes where it is found damaged.
"""

import contextlib
import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from indexer.errors import Unreadable

_CHUNK = 1 << 20
_STALE = 24 * 3600  # seconds after which a file being written has lost its writer


def path_of(corpus: Path, body_hash: str) -> Path:
    """Where the bytes of this SHA-256 (hexadecimal) lie."""
    return corpus / "bodies" / body_hash[:2] / body_hash


def keep(corpus: Path, content: Path | BinaryIO) -> tuple[str, int]:
    """Put bytes under their hash, flushed to the disk; their hash and size.

    `Unreadable` if they cannot be read; `OSError` if they cannot be written. Nothing half-written
    stays under a hash, whatever happens.
    """
    incoming = corpus / "incoming"
    incoming.mkdir(exist_ok=True)
    temporary = incoming / f"{secrets.token_hex(8)}.part"
    digest, size = hashlib.sha256(), 0
    try:
        with temporary.open("xb") as out:
            for chunk in _chunks(content):
                digest.update(chunk)
                size += out.write(chunk)
            target = path_of(corpus, digest.hexdigest())
            held = _holds(target, size)
            if not held:
                out.flush()
                os.fsync(out.fileno())
        _sweep(incoming, temporary)
        if not held:
            _put(temporary, target, size)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    return target.name, size


def read(corpus: Path, body_hash: str) -> bytes:
    """The bytes; `Unreadable` if they are gone or no longer have this hash."""
    try:
        data = path_of(corpus, body_hash).read_bytes()
    except OSError as error:
        reason = f"its bytes cannot be read in the corpus: {in_words(error)}; add it again"
        raise Unreadable(reason) from error
    if hashlib.sha256(data).hexdigest() != body_hash:
        raise Unreadable("its bytes in the corpus are damaged; add it again")
    return data


def in_words(error: OSError) -> str:
    """What the system complains of, to stand after a colon."""
    if isinstance(error, PermissionError):
        return "permission denied"
    return (error.strerror or str(error)).lower()


def _chunks(content: Path | BinaryIO) -> Iterator[bytes]:
    try:
        with contextlib.ExitStack() as stack:
            file = stack.enter_context(content.open("rb")) if isinstance(content, Path) else content
            while chunk := file.read(_CHUNK):
                yield chunk
    except OSError as error:
        raise Unreadable(f"may not be read: {in_words(error)}") from error


def _holds(body: Path, size: int) -> bool:
    """True if the bytes that this name promises are there already, and whole."""
    try:
        if body.stat().st_size != size:
            return False
        with body.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == body.name
    except OSError:
        return False


def _put(temporary: Path, target: Path, size: int) -> None:
    """Rename a flushed file to its final name, and flush the names."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        temporary.replace(target)
    except PermissionError:  # on Windows, where another process has just put the same bytes there
        if not _holds(target, size):
            raise
    for folder in target.parents[:3]:
        _flush_names(folder)


def _flush_names(folder: Path) -> None:
    if os.name != "posix":  # elsewhere a folder cannot be opened; the file system sees to it
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(incoming: Path, newest: Path) -> None:
    """Remove what killed processes left behind, by the file system's own clock."""
    now = newest.stat().st_mtime
    for left in incoming.glob("*.part"):
        with contextlib.suppress(OSError):
            if now - left.stat().st_mtime > _STALE:
                left.unlink()
