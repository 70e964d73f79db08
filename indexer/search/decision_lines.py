"""Decisions under who took them and in what capacity; for terminal and pages."""

from collections.abc import Sequence
from itertools import groupby

from indexer.model import Decision


def decided(decisions: Sequence[Decision]) -> list[tuple[str, list[Decision]]]:
    """Decisions under who decided, or who recommended to whom: never the one as the other."""
    return [(said, list(group)) for said, group in groupby(decisions, decider_line)]


def decider_line(decision: Decision) -> str:
    """Such as "Decided by Cabinet (executive)" and "Recommended by Cabinet (executive) to Council".

    A body that recommends decides nothing for the other.
    """
    capacity = f" ({decision.capacity})" if decision.capacity else ""
    by = f" by {decision.decided_by}{capacity}" if decision.decided_by else ""
    if decision.action != "recommend":
        return f"Decided{by}" if by else "Decided (by whom is not said)"
    to = f" to {decision.addressed_to}" if decision.addressed_to else ""
    return f"Recommended{by or ' by a body that is not named'}{to}"
