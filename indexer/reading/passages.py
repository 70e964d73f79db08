"""Passages: whole paragraphs of one item, document and zone, up to about 400 words."""

import re
from collections.abc import Iterable, Iterator, Sequence

from indexer.model import Excerpt, Paragraph, Passage
from indexer.reading.merging import REPORT_ZONES, ItemDraft, ItemTold, best_minutes, ranked
from indexer.reading.titles import folded
from indexer.reading.words import joined

WORDS = 400
_MINUTES_ZONES = frozenset({"minutes", "decision"})
_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+|\t")


def runs(excerpt: Excerpt) -> Iterator[tuple[str, tuple[tuple[int, int], ...]]]:
    """The text of each passage of an excerpt (paragraphs parted by newlines), with its page starts."""
    run: list[Paragraph] = []
    for paragraph in _pieces(excerpt.paragraphs):
        if run and _words(run) + _words([paragraph]) > WORDS:
            yield _passage(run)
            run = []
        run.append(paragraph)
    if run:
        yield _passage(run)


def _words(paragraphs: Iterable[Paragraph]) -> int:
    return sum(len(paragraph.text.split()) for paragraph in paragraphs)


def _passage(run: Sequence[Paragraph]) -> tuple[str, tuple[tuple[int, int], ...]]:
    # A newline is as long as the space that `joined` puts between, so that the offsets hold.
    whole = joined(run)
    return "\n".join(paragraph.text for paragraph in run), whole.starts


def _pieces(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Paragraphs, with those longer than a passage split at sentences, else at words."""
    for paragraph in paragraphs:
        if len(paragraph.text.split()) <= WORDS:
            yield paragraph
            continue
        start = 0
        for end in _cuts(paragraph.text):
            yield _slice(paragraph, start, end)
            start = end


def _cuts(text: str) -> Iterator[int]:
    """Offsets at which a long paragraph is cut: after the last sentence that still fits."""
    start, last = 0, 0
    for end in [*(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]:
        if len(text[start:end].split()) > WORDS and last > start:
            yield last
            start = last
        yield from _hard_cuts(text, start, end)
        start = max(start, _last_hard_cut(text, start, end))
        last = end
    yield len(text)


def _hard_cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Cuts within a sentence that is longer than a passage by itself."""
    words = [found.end() for found in re.finditer(r"\S+\s*", text[start:end])]
    for place in range(WORDS, len(words), WORDS):
        yield start + words[place - 1]


def _last_hard_cut(text: str, start: int, end: int) -> int:
    return max(_hard_cuts(text, start, end), default=start)


def _slice(paragraph: Paragraph, start: int, end: int) -> Paragraph:
    text = paragraph.text[start:end]
    stripped = text.strip()
    begin = start + len(text) - len(text.lstrip())
    page = max((part for part in paragraph.starts if part[0] <= begin), default=None)
    later = tuple(
        (offset - begin, number) for offset, number in paragraph.starts if begin < offset < end
    )
    return Paragraph(
        stripped, ((0, page[1]), *later) if page else (), paragraph.gap, paragraph.strong
    )


def item_passages(identifier: str, draft: ItemDraft) -> list[Passage]:
    """The passages of an item: each zone from the document that has it best, none twice."""
    chosen: list[tuple[ItemTold, Excerpt]] = []
    minuted = best_minutes(draft)
    described = _described(draft)
    for one in draft.told:
        zones = {"agenda"} if one is described else set()
        zones |= _MINUTES_ZONES if one is minuted else set()
        chosen += [(one, excerpt) for excerpt in one.item.excerpts if excerpt.zone in zones]
    for one in _distinct_reports(draft.told):
        chosen += [(one, excerpt) for excerpt in one.item.excerpts if excerpt.zone in REPORT_ZONES]
    texts = [(one, excerpt, *run) for one, excerpt in chosen for run in runs(excerpt)]
    return [
        Passage(
            item=identifier,
            number=number,
            zone=excerpt.zone,
            kind=one.document.kind,
            text=text,
            heading=excerpt.heading,
            document=one.document.id,
            source=one.document.source,
            url=one.document.url,
            starts=starts,
            printed=tuple(
                (p, n) for p, n in one.document.printed if any(p == page for _, page in starts)
            ),
        )
        for number, (one, excerpt, text, starts) in enumerate(texts)
    ]


def _described(draft: ItemDraft) -> ItemTold | None:
    """Whose text under the title is shown: whole before cut, else as for the title."""
    told = ranked((one.kind, one) for one in draft.told if _has(one, {"agenda"}))
    return min(told, key=lambda one: one.item.agenda_truncated, default=None)


def _has(one: ItemTold, zones: Iterable[str]) -> bool:
    return any(excerpt.zone in zones for excerpt in one.item.excerpts)


def _distinct_reports(told: Sequence[ItemTold]) -> list[ItemTold]:
    """Reports without copies: of two with mostly the same paragraphs the paged one, then the pack's."""
    kept: list[tuple[ItemTold, frozenset[str]]] = []
    for one in sorted((o for o in told if _has(o, REPORT_ZONES)), key=_report_rank):
        words = _long_paragraphs(one)
        if not any(
            len(words & other) * 10 >= 7 * max(1, min(len(words), len(other))) for _, other in kept
        ):
            kept.append((one, words))
    return [one for one, _ in kept]


def _report_rank(one: ItemTold) -> tuple[bool, bool]:
    paged = any(p.starts for e in one.item.excerpts if e.zone in REPORT_ZONES for p in e.paragraphs)
    return (not paged, one.kind != "pack")


def _long_paragraphs(one: ItemTold) -> frozenset[str]:
    texts = (p.text for e in one.item.excerpts if e.zone in REPORT_ZONES for p in e.paragraphs)
    return frozenset(folded(text) for text in texts if len(text) > 40)
