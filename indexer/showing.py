"""Hands papers and pictures of their pages to the web pages: what the index shows and the corpus holds.

Pages are drawn in children with limits, and kept in a cache. Whether a paper is still held is asked
before anything of it is handed out, and again after it was kept: what is withdrawn is gone at once.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import msgspec

from indexer.desk import Desk, Teller
from indexer.errors import MinutebookError, Unreadable
from indexer.extract.page_pictures import DRAWING_VERSION, Drawn, PageTexts, draw_page, page_texts
from indexer.extract.workers import Limits
from indexer.identifiers import slug
from indexer.media import PDF, SUFFIX
from indexer.model import Passage
from indexer.picture_cache import PictureCache
from indexer.query import EVERYTHING
from indexer.reading.reader import READER_VERSION
from indexer.search.archive import Archive
from indexer.search.papers import Box, PagePicture, PaperBody, PlacedWord
from indexer.store import Corpus, StoredDocument

_T = TypeVar("_T")
_DRAWING = Limits(seconds=10, output=20_000_000)
"""What drawing a page may take."""
_TELLING = Limits(output=20_000_000)
"""What telling the words of all pages may take: as long as `index` gives a paper."""
_TEXTS = "texts"
"""What the words of all pages are kept as, beside the numbers of pages that were drawn."""
_MOST_PAGES = 100_000
_ALL_PASSAGES = 100_000
_TAKEN_DOWN = (
    "The council has replaced this paper or taken it down since it was fetched, so it is not shown."
)
_ONLY_PICTURE = "This page is a picture without text: its words are not searchable."
_NONE = "No text of its own stands on this page."
_NO_WORDS = "No words are held of this page: it is a picture, or empty."
_NOT_TOLD = "The text of this page cannot be shown beside its picture at the moment."


class HeldPapers:
    """The papers of a corpus and of the index made of it (see `indexer.search.papers.Papers`).

    Use it in a `with` statement: however that ends, the children that draw end too.
    """

    def __init__(
        self, corpus: Path, index: Path, archive: Archive, *, workers: int = 2, wait: float = 3.0
    ) -> None:
        """The folders of both; `wait` is how many seconds somebody waits for a free worker, or for
        the words of a whole paper.
        """
        self._corpus, self._archive = corpus.absolute(), archive
        self._cache = PictureCache(index)
        self._wait = wait
        self._desk = Desk(workers, wait, _DRAWING)
        self._teller: Teller[PageTexts] = Teller(_TELLING)

    def __enter__(self) -> Self:
        """The papers themselves."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End all children."""
        self._desk.close()
        self._teller.close()

    def body(self, id: str) -> PaperBody | None:
        """See `Papers.body`."""
        held = self._held(id)
        if held is None:
            return None
        try:
            whole = held.path.stat().st_size == held.document.size
        except OSError:
            whole = False
        if not whole:
            raise Unreadable("The paper’s file is missing or damaged here. Add the paper again.")
        media_type = held.document.media_type
        return PaperBody(held.path, media_type, held.name, held.document.size)

    def page(self, id: str, number: int) -> PagePicture | None:
        """See `Papers.page`."""
        held = self._held(id)
        if held is None or held.document.media_type != PDF or not held.may_have(number):
            return None
        try:
            picture = self._picture(held, number)
        finally:
            gone = self._gone(id)  # withdrawn meanwhile
            if gone:
                self._cache.drop(held.document.hash)
        return None if gone else picture

    def _gone(self, id: str) -> bool:
        try:
            return self._held(id) is None
        except Unreadable:
            return True

    def _picture(self, held: "_Held", number: int) -> PagePicture | None:
        name = f"{number}"
        try:
            drawn = self._kept(held, name, Drawn) or self._made(
                self._desk, held, name, partial(draw_page, number)
            )
        except Unreadable as error:
            raise Unreadable(f"This page cannot be shown as a picture ({error}).") from error
        if drawn is None:
            return None
        text, lacks = self._text(held, number, bool(drawn.words))
        return PagePicture(
            png=drawn.png,
            width=drawn.width,
            height=drawn.height,
            words=tuple(PlacedWord(word, Box(*place)) for word, place in drawn.words),
            text=text,
            lacks=lacks,
            recognised=number in held.record["recognised"],
            pages=drawn.pages,
        )

    def _text(self, held: "_Held", number: int, words: bool) -> tuple[tuple[str, ...], str | None]:
        """The paragraphs of a page, or why there are none; `words` is whether the file has any there."""
        if number in held.record["recognised"]:
            text = tuple(self._indexed(held, number))
            return text, None if text else _ONLY_PICTURE
        texts = self._texts(held)
        if texts is None:
            text = tuple(self._indexed(held, number))
            only_picture = number in held.record["without_text"]
            lacking = _NOT_TOLD if words else _NO_WORDS
        else:
            text = texts.pages[number - 1] if number <= len(texts.pages) else ()
            only_picture, lacking = number in texts.pictures, _NONE
        if only_picture:
            return text, _ONLY_PICTURE
        return text, None if text else lacking

    def _texts(self, held: "_Held") -> PageTexts | None:
        """The words of all pages, as soon as they were told once; None where that fails or takes long.

        It goes on then, so that another time they are there.
        """
        kept = self._kept(held, _TEXTS, PageTexts)
        if kept is not None:
            return kept
        try:
            return self._teller.ask(held.document.hash, partial(self._tell, held), self._wait)
        except (MinutebookError, CancelledError, TimeoutError):
            return None

    def _tell(self, held: "_Held", desk: Desk) -> PageTexts:
        """Runs in the teller's thread: nobody may be waiting for it any more."""
        try:
            kept = self._kept(held, _TEXTS, PageTexts)  # told while this one was asked for
            return kept or self._made(desk, held, _TEXTS, page_texts)
        finally:
            if self._gone(held.record["id"]):
                self._cache.drop(held.document.hash)

    def _indexed(self, held: "_Held", number: int) -> Iterator[str]:
        """The paragraphs of a page as the index has them, item by item."""
        items = [one["id"] for one in held.record["items"] if _covers(one["pages"], number)]
        with self._archive.one_state() as state:
            found = state.engine.passages(EVERYTHING, items, each=_ALL_PASSAGES)
        for item in items:
            for hit in found[item]:
                passage = msgspec.json.decode(hit.stored, type=Passage)
                if passage.document == held.record["id"]:
                    yield from _on_page(passage, number)

    def _kept(self, held: "_Held", name: str, kind: type[_T]) -> _T | None:
        """What a worker made of a paper before, if it is still there."""
        kept = self._cache.get(held.document.hash, _key(name))
        if kept is not None:
            with suppress(msgspec.MsgspecError):
                return msgspec.msgpack.decode(kept, type=kind)
        return None

    def _made(self, desk: Desk, held: "_Held", name: str, work: Callable[[Path, str], _T]) -> _T:
        """What a worker makes of a paper: it is kept. `Unreadable` with the reason."""
        made = desk.do(work, held.path, name)
        if made is not None:
            self._cache.put(held.document.hash, _key(name), msgspec.msgpack.encode(made))
        return made

    def _held(self, id: str) -> "_Held | None":
        """The document that the index shows under this identifier, if the corpus has its bytes still.

        `Unreadable` where the council no longer publishes them.
        """
        shown = self._archive.show(id)
        if shown is None or shown[0] != "document":
            return None
        record = shown[1]
        with Corpus.open(self._corpus, create=False) as corpus:
            document = corpus.document(record["id"])
            if document is None or document.hash != record["hash"]:  # other bytes came since
                document = corpus.document(f"{record['council']}/documents/{record['hash'][:16]}")
            if document is None or document.hash != record["hash"]:
                return None
            if record["superseded"] or record["gone"] or document.superseded or document.gone:
                raise Unreadable(_TAKEN_DOWN)
            return _Held(record, document, corpus.body_path(document))


@dataclass(frozen=True, slots=True)
class _Held:
    """A document that may be shown: what the index says of it, and where its bytes lie."""

    record: dict[str, Any]
    document: StoredDocument
    path: Path

    @property
    def name(self) -> str:
        """What to call a copy: its title, and its key so that no two are called alike."""
        key = slug(self.document.id.rpartition("/")[2])
        return f"{slug(self.record['title'])}-{key}{SUFFIX.get(self.document.media_type, '')}"

    def may_have(self, number: int) -> bool:
        """False for a page that it certainly has not."""
        return 1 <= number <= (self.record["pages"] or _MOST_PAGES)


def _key(name: str) -> str:
    """What something is kept under: what another version made is not the same."""
    return f"{READER_VERSION}.{DRAWING_VERSION}-{name}"


def _covers(pages: list[int] | None, number: int) -> bool:
    return pages is None or pages[0] <= number <= pages[1]


def _on_page(passage: Passage, number: int) -> Iterator[str]:
    """The paragraphs of a passage that stand on a page, or their parts."""
    ends = [*(offset for offset, _ in passage.starts[1:]), len(passage.text)]
    for (start, page), end in zip(passage.starts, ends, strict=False):
        if page == number:
            yield from filter(None, map(str.strip, passage.text[start:end].split("\n")))
