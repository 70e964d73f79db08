"""What a site says is new: its page What's new, and its feed. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date

from indexer.dates import find_dates, read_date
from indexer.errors import PageChanged
from indexer.sources.moderngov.addresses import Address, Kind, Site
from indexer.sources.moderngov.blocks import Bit, Page, blocks, some
from indexer.sources.moderngov.links import behind, site_links, without_size
from indexer.sources.moderngov.service import Element, name_of, root_of, text_of

_NEWS: frozenset[Kind] = frozenset({"meeting", "decision", "plan", "plans", "issue", "document"})


@dataclass(frozen=True, slots=True)
class News:
    """Something published: "Agenda published", "Publication of plan: …"."""

    date: Date | None
    what: str
    address: Address | None


def read_news(page: Page, site: Site, base_url: str) -> tuple[News, ...]:
    """The entries of `mgWhatsNew.aspx`, in the order printed; `PageChanged` if there
    are none and nothing shows that the page is ModernGov's.

    An entry begins with its day ("26/02/2025 - Agenda published"); every link up to the next such
    entry is one piece of news of it.
    """
    return some(dict.fromkeys(_news(page.bits, site, base_url)), page, "news")


def read_feed(xml: bytes, site: Site) -> tuple[News, ...]:
    """The entries of the site's feed (RSS or Atom); `PageChanged` if it is none.

    `what` is an entry's title whole.
    """
    root = root_of(xml)
    if name_of(root) not in {"rss", "feed", "rdf"}:
        raise PageChanged(f"no feed: its root is <{name_of(root)}>")
    entries = (node for node in root.iter("{*}item", "{*}entry"))
    return tuple(_feed_entry(entry, site) for entry in entries)


def _news(bits: Sequence[Bit], site: Site, base_url: str) -> Iterator[News]:
    led = any(block[0].href is None and _opening(block[0].words)[0] for block in blocks(bits))
    day: Date | None = None
    what, waiting = "", False
    for block in blocks(bits):
        opened, words = _opening(block[0].words) if block[0].href is None else (None, "")
        if opened:
            if waiting:
                yield News(day, what, None)
            day, what, waiting = opened, words, True
        for at, address in site_links(block, site, base_url):
            if address.kind in _NEWS:
                waiting = False
                own = None if led else _own_news(block, at)
                yield News(*own, address) if own else News(day, what or block[at].words, address)
    if waiting:
        yield News(day, what, None)


def _opening(text: str) -> tuple[Date | None, str]:
    """The day that a text begins with, and what follows; none for a stretch of days."""
    found = next(iter(find_dates(text[:400])), None)
    if not found or text[: found[1]].strip(" -–([•·"):
        return None, ""
    rest = text[found[2] :].strip(" -–—:)]")
    again = next(iter(find_dates(rest[:400])), None)
    return (None, "") if again and again[1] == 0 else (found[0], rest)


def _own_news(block: Sequence[Bit], at: int) -> tuple[Date | None, str]:
    """Day and words of an entry that is one link: "26/02/2025 - Agenda published", or day behind."""
    title, _ = without_size(block[at].words)
    day, what = _opening(title)
    return (day, what) if day else (read_date(behind(block, at, whole_row=True)), title)


def _feed_entry(entry: Element, site: Site) -> News:
    told = {name_of(node): node for node in reversed(entry)}
    title = text_of(told.get("title"))
    when = (text_of(told.get(name)) for name in ("pubdate", "published", "date", "updated"))
    link = told.get("link")
    hrefs = (
        link.get("href") if link is not None else None,
        text_of(link),
        text_of(told.get("guid")),
    )
    known = (site.address(href) for href in hrefs if href)
    address = next((found for found in known if found and found.kind in _NEWS), None)
    return News(next(filter(None, map(read_date, when)), None), title, address)
