"""What was drawn of papers, kept on the disk: `index/pictures/HASH/`, by the hash of a paper's bytes.

A cache: every file in it can go at any time, and one that is spoilt is made anew. Several processes
may use it at once. A paper that is withdrawn takes its folder with it.
"""

import hashlib
import os
import secrets
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

_MOST = 500_000_000
"""Bytes that are kept: about four thousand pages."""
_MARK = 16
"""Bytes at the beginning of a file that tell whether the rest is whole."""


class PictureCache:
    """The folder of pictures in an index's folder."""

    def __init__(self, index: Path, most: int = _MOST) -> None:
        """It need not exist. `most` is how many bytes are kept, give or take a twentieth."""
        self._folder, self._most = index / "pictures", most
        self._unlooked = most
        """Bytes put in since somebody looked how much there is."""

    def get(self, body_hash: str, name: str) -> bytes | None:
        """What was kept of a paper under this name, if it is there and whole."""
        try:
            held = (self._folder / body_hash / name).read_bytes()
        except OSError:
            return None
        data = held[_MARK:]
        return data if held[:_MARK] == _mark(data) else None

    def put(self, body_hash: str, name: str, data: bytes) -> None:
        """Keep it. Where that cannot be (a full disk, a folder not to be written), nothing is kept."""
        folder = self._folder / body_hash
        temporary = folder / f"{secrets.token_hex(8)}.part"
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            try:
                temporary.write_bytes(_mark(data) + data)
                temporary.replace(folder / name)
            finally:
                temporary.unlink(missing_ok=True)
        self._unlooked += len(data)
        if self._unlooked > self._most / 20:
            self._unlooked = 0
            self._shrink()

    def drop(self, body_hash: str) -> Path | None:
        """Take away all that was kept of a paper. The folder that could not be taken away, if so."""
        folder = self._folder / body_hash
        shutil.rmtree(folder, ignore_errors=True)
        return folder if os.path.lexists(folder) else None

    def keep_only(self, body_hashes: Collection[str]) -> None:
        """Take away what was kept of all papers but these."""
        with suppress(OSError):
            for folder in list(self._folder.iterdir()):
                if folder.name not in body_hashes:
                    shutil.rmtree(folder, ignore_errors=True)

    def _shrink(self) -> None:
        """Take away the oldest files until there is room again."""
        files = sorted(self._files())
        room = self._most - sum(size for _, size, _ in files)
        for _, size, path in files:
            if room >= 0:
                return
            with suppress(OSError):
                path.unlink()
                room += size
            with suppress(OSError):
                path.parent.rmdir()

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        """When each was made, its size, and where it is."""
        for path in self._folder.glob("*/*"):
            with suppress(OSError):  # another process may be shrinking it too
                told = path.stat()
                yield told.st_mtime, told.st_size, path


def _mark(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_MARK).digest()
