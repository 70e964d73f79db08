"""Files and folders that the user has, as `minutebook add` takes them."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from indexer.errors import BadCall
from indexer.media import HEAD, KINDS, media_type

LARGEST = 1 << 30
"""Bytes of the largest file that is taken (1 GiB)."""

_LITTER = frozenset(
    {"thumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "system volume information"}
)


@dataclass(frozen=True, slots=True)
class Found:
    """A paper to take. `shown` is the path as given, with forward slashes and printable letters."""

    shown: str
    path: Path
    media_type: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file or folder that is not taken, and the reason in words that follow its name."""

    shown: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Place:
    """A file or folder met, with the address it has if its PATH was given one."""

    shown: str
    path: Path
    url: str | None


def papers(
    paths: Sequence[str], *, url: str | None = None, skip: Iterable[Path] = ()
) -> Iterator[Found | LeftOut]:
    """The papers at these paths and in the folders there, in the order of their names.

    `url` is the address of the one file given, or of the folder given, whose files then lie under
    it. Hidden files, what systems strew about, and the folders `skip` (the corpus, the index) are
    passed over; a folder reached again by a link is entered once. A path that does not exist, or a
    `url` that cannot be meant so, is a `BadCall`, raised before anything is read.
    """
    if url is not None:
        _check_address(url, paths)
    for path in paths:
        _check_exists(path)
    return _walk(paths, url, {os.path.realpath(folder) for folder in skip})


def _check_address(url: str, paths: Sequence[str]) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable:
        raise BadCall(f"--url {url} is no web address; write it whole, beginning with https://")
    if len(paths) > 1:
        raise BadCall("--url is the address of one file or one folder; give one PATH with it")


def _check_exists(path: str) -> None:
    try:
        os.lstat(path)
    except PermissionError:
        return  # it is reported as left out when its turn comes
    except (OSError, ValueError) as error:
        raise BadCall(f"{_shown(path)} does not exist; name a file or folder to add") from error


def _walk(paths: Sequence[str], url: str | None, entered: set[str]) -> Iterator[Found | LeftOut]:
    """Depth first, with a list of our own: a folder may be nested deeper than Python recurses."""
    waiting = [_Place(_shown(path), Path(path), url) for path in reversed(paths)]
    while waiting:
        place = waiting.pop()
        try:
            found = place.path.stat()
            if not stat.S_ISDIR(found.st_mode):
                yield _file(place, found)
            elif (real := os.path.realpath(place.path)) not in entered:
                entered.add(real)
                waiting.extend(reversed(list(_inside(place))))
        except OSError as error:
            yield LeftOut(place.shown, _why_not(error))


def _inside(folder: _Place) -> Iterator[_Place]:
    """What lies in a folder and is not litter, by name."""
    for name in sorted(os.listdir(folder.path)):  # noqa: PTH208 (names, without a Path for each)
        if name.startswith((".", "~$")) or name.lower() in _LITTER:
            continue
        url = None if folder.url is None else _joined(folder.url, name)
        yield _Place(f"{folder.shown.rstrip('/')}/{_shown(name)}", folder.path / name, url)


def _joined(base: str, name: str) -> str:
    """The address of `name` in the folder at `base`, the path of `base` kept whole."""
    parts = urlsplit(base)
    path = f"{parts.path.rstrip('/')}/{quote(os.fsencode(name))}"
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _file(place: _Place, found: os.stat_result) -> Found | LeftOut:
    if not stat.S_ISREG(found.st_mode):  # a pipe would keep us waiting for ever
        return LeftOut(place.shown, "not a file (a device, a pipe or a socket)")
    if found.st_size > LARGEST:
        return LeftOut(place.shown, f"larger than {LARGEST >> 30} GiB")
    with place.path.open("rb") as file:
        kind = media_type(place.path.name, file.read(HEAD))
    if kind is not None:
        return Found(place.shown, place.path, kind, place.url)
    if found.st_size == 0:
        return LeftOut(place.shown, "empty (0 bytes)")
    return LeftOut(place.shown, f"not a kind of paper that Minutebook takes ({KINDS})")


def _why_not(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "may not be read: permission denied"
    if isinstance(error, FileNotFoundError):
        return "a link that leads nowhere, or a file gone meanwhile"
    if error.errno == errno.ELOOP:
        return "a link that leads round in a circle"
    return f"may not be read: {(error.strerror or str(error)).lower()}"


def _shown(path: str) -> str:
    """A path for people: forward slashes, and bytes that are no UTF-8 replaced."""
    text = os.fsencode(path).decode("utf-8", "replace").replace(os.sep, "/")
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )
