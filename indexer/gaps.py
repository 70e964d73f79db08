"""Which meetings are lacking, and whose gap one is."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date as Date

from indexer.collection import BoardHeld, Gap
from indexer.dates import in_words
from indexer.reading.approvals import same_board


def held_board(identifier: str | None, held: Collection[str]) -> str | None:
    """The board of this identifier, or the one that alone may be it under another name; else None."""
    if identifier is None or identifier in held:
        return identifier
    council, _, name = identifier.partition("/")
    like = [
        id
        for id in held
        if id.startswith(f"{council}/") and same_board(id[len(council) + 1 :], name)
    ]
    return like[0] if len(like) == 1 else None


def missing_meetings(
    approved: Iterable[tuple[str, str, Date, str]],
    held: set[tuple[str, str, Date]],
    boards: Sequence[BoardHeld],
) -> Iterator[Gap]:
    """Meetings whose minutes were agreed later, and of which nothing is held.

    `approved` are council, board (slug), day and the words of the approval.
    """
    names = {board.id: board.name for board in boards}
    for council, board, day, words in sorted(approved):
        if not any((council, day) == (of, on) and same_board(board, name) for of, name, on in held):
            id = f"{council}/{board}"
            what = f"the meeting of {in_words(day)} is not held"
            yield Gap(names.get(id), what, words, held_board(id, names), day)
