"""Gone is not withdrawn: when a document that the site no longer has leaves the index."""

from collections.abc import Callable
from datetime import datetime

from indexer.frontier import Frontier, Known
from indexer.sources.moderngov.revisits import A_DAY
from indexer.store import Corpus

_MANY = 20
_FEW = 3


class TooMany(Exception):
    """More documents are gone than can be true. The message says so."""


def let_go(
    corpus: Corpus,
    frontier: Frontier,
    council: str,
    *,
    started: datetime,
    now: Callable[[], datetime],
) -> list[str]:
    """Let documents go that were not there twice, a day apart; their addresses.

    Only where the page of its meeting answers in this crawl and no page lists it. `TooMany` where the
    site is rather to blame: hosts change, old links die. Bytes stay in any case.
    """
    fading = frontier.fading()
    many = len(fading)
    if many > _MANY or (many > _FEW and many > frontier.documents_held() / 100):
        raise TooMany(
            f"{many} papers that no page lists any more do not answer. That is too many to be true, so"
            " all stay in the index. See whether the council has moved its papers."
        )
    gone = [known for known in fading if _is_gone(frontier, known, started)]
    for known in gone:
        with frontier.transaction():
            corpus.mark_gone(council, known.url, now=now())
            frontier.answered(known.key, now(), "gone", reason=known.reason)
    return [known.url for known in gone]


def _is_gone(frontier: Frontier, known: Known, started: datetime) -> bool:
    page = frontier.known(known.family)
    return (
        known.gone_since is not None
        and started - known.gone_since >= A_DAY
        and page is not None
        and (page.state, page.crawl) == ("held", frontier.crawl)
    )
