"""Everything that Minutebook says when it cannot do what it was asked, with its exit code.

MinutebookError
├── BadCall          2: the call or the query is wrong; says what to write
│   └── BadQuery
├── Failed           3: it could not be done; says what to do
│   ├── NoIndex
│   ├── IndexUnusable
│   ├── Locked
│   └── Busy
├── Unreadable       one paper cannot be read: listed, never the end of a run
│   ├── NotReadYet
│   └── Withdrawn
└── PageChanged      a page no longer looks as its parser expects: listed like Unreadable
"""


class MinutebookError(Exception):
    """The root of all errors of ours; the message is a sentence for the person at the keyboard."""

    exit_code = 3
    http_status = 500


class BadCall(MinutebookError):
    """The call is wrong: an option, a path, an identifier. The message says what to write instead."""

    exit_code = 2
    http_status = 400


class BadQuery(BadCall):
    """The query is wrong: an unknown field, a bad date, a limit passed. The message names the word."""


class Failed(MinutebookError):
    """It could not be done, though the call was right. The message says what to do."""

    http_status = 503


class NoIndex(Failed):
    """There is nothing to search yet."""


class IndexUnusable(Failed):
    """The index is damaged, or of another version; `minutebook index --rebuild` mends it."""


class Locked(Failed):
    """Another Minutebook process is writing; the message says who."""


class Busy(Failed):
    """Too much is asked at once. Asked again in `retry_after` seconds, it may well be answered."""

    retry_after = 5


class Unreadable(MinutebookError):
    """One paper cannot be read. The message is the reason that `status` lists."""


class NotReadYet(Unreadable):
    """A kind of file that this version holds but does not read."""


class Withdrawn(Unreadable):
    """A paper that was taken out for good, and stays out."""


class PageChanged(Unreadable):
    """A page does not look as its parser expects; the message names what was looked for."""
