"""What the page of a meeting tells beside its record. Pure: the archive has been asked already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from indexer.model import Attendee, Decision, DocumentUse, Item, ItemLine, Role, Vote
from searchui.wording import shortened

_GROUPS: tuple[tuple[str, frozenset[Role]], ...] = (
    ("Members", frozenset({"chair", "vice-chair", "member", "substitute", "co-opted"})),
    ("Cabinet members", frozenset({"cabinet member", "deputy cabinet member"})),
    ("Officers", frozenset({"officer"})),
    ("Apologies", frozenset({"apologies"})),
)
_KINDS = ("agenda", "pack", "supplement", "minutes", "draft-minutes", "decisions", "page")
"""The order of a meeting's own papers; those of its items come after them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an item came to, in a few words."""

    label: str
    """"Decided" or "Recommended", with whom where it is not the meeting's own board."""
    text: str
    cut: bool
    """Whether the papers held cut the words."""
    more: int
    """Further decisions under the same label."""


def outcomes(decisions: Sequence[Decision], board: str) -> list[Outcome]:
    """The first decision of each kind, shortened, with how many more there are."""
    groups: dict[str, list[Decision]] = {}
    for decision in decisions:
        groups.setdefault(_label(decision, board), []).append(decision)
    return [
        Outcome(label, shortened(group[0].text), not group[0].complete, len(group) - 1)
        for label, group in groups.items()
    ]


def _label(decision: Decision, board: str) -> str:
    by = decision.decided_by
    whose = f" by {by}" if by and by != board else ""
    if decision.action != "recommend":
        return f"Decided{whose}"
    return f"Recommended{whose}" + (f" to {decision.addressed_to}" if decision.addressed_to else "")


def by_section(
    agenda: Sequence[ItemLine], items: Mapping[str, Item | None]
) -> list[tuple[str | None, list[ItemLine]]]:
    """An agenda in its order under its own headings; None over what stands under none."""

    def section(line: ItemLine) -> str | None:
        item = items.get(line.id)
        return item.section if item else None

    return [(name, list(lines)) for name, lines in groupby(agenda, section)]


def attendance(present: Sequence[Attendee]) -> list[tuple[str, list[Attendee]]]:
    """Those named in the attendance list, by what they were there; apologies last."""
    named = frozenset[Role]().union(*(roles for _, roles in _GROUPS))
    others = ("Others", frozenset(one.role for one in present) - named)
    groups = [(name, [one for one in present if one.role in roles]) for name, roles in
              (*_GROUPS[:-1], others, _GROUPS[-1])]  # fmt: skip
    return [(name, group) for name, group in groups if group]


def documents(items: Sequence[Item]) -> list[tuple[DocumentUse, int]]:
    """The papers of a meeting, each once, with the number of its items that stand in it."""
    found: dict[str, tuple[DocumentUse, int]] = {}
    for item in items:
        for use in item.documents:
            key = use.id or f"{use.source} {use.title}"
            found[key] = (found.get(key, (use, 0))[0], found.get(key, (use, 0))[1] + 1)
    return sorted(found.values(), key=lambda pair: _rank(pair[0].kind))


def _rank(kind: str) -> int:
    return _KINDS.index(kind) if kind in _KINDS else len(_KINDS)


def votes(items: Sequence[Item]) -> list[tuple[Item, Vote]]:
    """All votes of a meeting with the items on which they were taken."""
    return [(item, vote) for item in items for vote in item.votes]


def minutes_of(items: Sequence[Item]) -> tuple[str | None, str | None]:
    """Whether the meeting's minutes are approved or draft, with the words of the approval."""
    for status in ("approved", "draft"):
        for item in items:
            if item.minutes_status == status:
                return status, item.minutes_note
    return None, None
