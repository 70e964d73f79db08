"""What a site did not give: whether that is a gap, and whether going on would be rude or vain."""

from indexer.crawl_report import Outcome
from indexer.errors import BadCall, Failed
from indexer.frontier import Known
from indexer.sources.answer import Answer

_FAILED_IN_A_ROW = 3  # after which a crawl stops


class Stop(Exception):
    """The crawl ends here, with what became of it."""

    def __init__(self, outcome: Outcome, sentence: str) -> None:
        """What became of it, in a word and in a sentence."""
        super().__init__(sentence)
        self.outcome: Outcome = outcome


def may_lack(known: Known, outcome: str, reason: str, *, first: bool) -> bool:
    """True for what a site need not have. What it has and fails to give is a gap all the same,
    but for the web service and the news, in whose place its pages tell.
    """
    if known.kind.startswith("service"):
        return outcome != "refused" or "robots.txt" in reason or not first
    if known.kind == "news":
        return outcome != "refused" or "robots.txt" in reason
    if known.kind in {"register", "plans"} or known.key == "home":
        return outcome in {"missing", "changed", "elsewhere"} and known.digest is None
    return False


def stop_if_vain(
    known: Known, outcome: str, reason: str, answer: Answer, *, first: bool, in_a_row: int
) -> None:
    """`Stop` where the site refuses, fails again and again or asks for peace; `first` while it gave
    nothing yet, when `Failed` and `BadCall` say that there is nothing to be had there.
    """
    if outcome == "refused":
        if "--allow-private" in reason:
            raise BadCall(f"{reason}.")
        tried = answer.status is not None or "login" in reason
        lone = known.kind == "document" or known.kind.startswith("service")
        if tried and (first or not lone or in_a_row > 1):
            raise Stop("refused", f"The site refuses us: {reason}.")
    if outcome == "elsewhere" and first:
        raise Failed(f"{reason}. If the council's site has moved, crawl its new address.")
    if outcome == "failed":
        if answer.come_back:
            when = f"{answer.come_back:%H:%M on %d %B} (UTC)"
            raise Stop("incomplete", f"{reason}; it asks us to come back after {when}.")
        if first and answer.status is None and known.key == "boards":
            raise Failed(
                f"{reason[0].upper()}{reason[1:].rstrip('.?')}. Check the address and your connection,"
                " then run it again; what is held is safe."
            )
        if in_a_row >= _FAILED_IN_A_ROW:
            raise Stop("incomplete", f"The site fails again and again: {reason}.")
