"""What people are told where an engine cannot be read or written: the same for every engine."""

from collections.abc import Iterator
from contextlib import contextmanager

from indexer.errors import IndexUnusable, Locked, MinutebookError, NoIndex


def no_index() -> NoIndex:
    """There is nothing in the folder."""
    return NoIndex("There is no index yet: run `minutebook index` first.")


def locked() -> Locked:
    """Somebody else is writing."""
    return Locked(
        "Another Minutebook process is writing this index: wait until it has done, then try again."
    )


def unusable() -> IndexUnusable:
    """The files are not what the library wrote."""
    return IndexUnusable(
        "The index cannot be read: run `minutebook index --rebuild` to make it again."
    )


@contextmanager
def mended_by_rebuild(*passing: type[Exception]) -> Iterator[None]:
    """Whatever a library raises over its files is `IndexUnusable`; but for our own errors and `passing`.

    Libraries raise anything where a file is cut off or overwritten; tantivy even what is no Exception.
    """
    through: tuple[type[Exception], ...] = (MinutebookError, RecursionError, *passing)
    try:
        yield
    except through:
        raise
    except Exception as error:
        raise unusable() from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise unusable() from error
