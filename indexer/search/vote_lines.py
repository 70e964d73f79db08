"""How a vote is told on the terminal and on the pages: what was moved, by whom, and who was for it."""

from indexer.model import Vote


def vote_outcome(vote: Vote) -> str:
    """Such as "Carried", "Lost", or that the papers held do not say."""
    if vote.carried is None:
        return "Outcome not printed"
    return "Carried" if vote.carried else "Lost"


def vote_lines(vote: Vote) -> list[str]:
    """Who moved and seconded; each side with its printed total and its names, even where they differ."""
    moved = [
        f"moved by {vote.moved_by}" if vote.moved_by else "",
        f"seconded by {vote.seconded_by}" if vote.seconded_by else "",
    ]
    by = ", ".join(part for part in moved if part)
    sides = (
        _side("For", vote.in_favour, vote.printed.in_favour),
        _side("Against", vote.against, vote.printed.against),
        _side("Abstained", vote.abstain, vote.printed.abstain),
    )
    return [line for line in (by[:1].upper() + by[1:], *sides) if line]


def _side(name: str, names: tuple[str, ...], printed: int | None) -> str:
    if not names:
        return "" if printed is None else f"{name}: {printed}"
    total = "" if printed is None else f" ({printed} as printed)"
    if printed is not None and printed != len(names):
        total = f" ({printed} as printed, {len(names)} named)"
    return f"{name}{total}: {', '.join(names)}"
