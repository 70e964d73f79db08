"""Passages: whole paragraphs of one item, document and zone, up to about 400 words."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from indexer.model import Excerpt, Paragraph, Passage
from indexer.reading.merging import REPORT_ZONES, ItemDraft, ItemTold, best_minutes, ranked
from indexer.reading.told import Known

WORDS = 400
_MINUTES_ZONES = frozenset({"minutes", "decision"})
_AGENDA_ZONES = frozenset({"agenda"})
_WORD = re.compile(r"(?P<word>\S+)(?P<gap>\s*)")
_SENTENCE_ENDS = (".", "!", "?", ";", ":")


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
    starts: list[tuple[int, int]] = []
    begin = 0
    for paragraph in run:
        for offset, page in paragraph.starts:
            if not starts or starts[-1][1] != page:
                starts.append((begin + offset, page))
        begin += len(paragraph.text) + 1
    return "\n".join(paragraph.text for paragraph in run), tuple(starts)


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
    """Offsets at which a long paragraph is cut: after the last sentence or cell that still fits.

    A sentence that is longer than a passage by itself is cut between two words.
    """
    count = since = 0
    last: int | None = None
    for found in _WORD.finditer(text):
        if count == WORDS:
            yield found.start() if last is None else last
            count, last = 0 if last is None else since, None
        count, since = count + 1, since + 1
        if found["word"].endswith(_SENTENCE_ENDS) or "\t" in found["gap"]:
            last, since = found.end(), 0
    yield len(text)


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
    """The passages of an item: all that is told of it, each zone first from who has it best.

    Of the other documents come only the paragraphs that nobody before them told, so that no text
    is lost and none told twice.
    """
    chosen = [
        *_untold(_by_worth(draft, _AGENDA_ZONES), _AGENDA_ZONES),
        *_untold(_by_worth(draft, _MINUTES_ZONES), _MINUTES_ZONES),
        *_untold(sorted(draft.told, key=_report_rank), REPORT_ZONES),
    ]
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
            recognised=any(page in one.document.recognised for _, page in starts),
        )
        for number, (one, excerpt, text, starts) in enumerate(texts)
    ]


def _by_worth(draft: ItemDraft, zones: Collection[str]) -> list[ItemTold]:
    """Who tells of these zones, the one in front whose words are shown as the item's.

    Of the minutes that is whose they are; of the text under the title, whole before cut.
    """
    told = ranked((one.kind, one) for one in draft.told)
    if zones is _MINUTES_ZONES:
        minuted = best_minutes(draft)
        return sorted(told, key=lambda one: one is not minuted)
    return sorted(told, key=lambda one: one.item.agenda_truncated)


def _report_rank(one: ItemTold) -> tuple[bool, bool]:
    """Paged before not paged, then the pack's."""
    paged = any(p.starts for e in one.item.excerpts if e.zone in REPORT_ZONES for p in e.paragraphs)
    return (not paged, one.kind != "pack")


def _untold(told: Iterable[ItemTold], zones: Collection[str]) -> Iterator[tuple[ItemTold, Excerpt]]:
    """The excerpts of these zones, in turn, without the paragraphs that an earlier document told."""
    known = Known()
    for one in told:
        excerpts = [excerpt for excerpt in one.item.excerpts if excerpt.zone in zones]
        texts = [p.text for excerpt in excerpts for p in excerpt.paragraphs]
        cut = texts[-1] if texts and (one.item.truncated or one.item.agenda_truncated) else None
        for excerpt in excerpts:
            new = tuple(
                p
                for p in excerpt.paragraphs
                if not known.tells(p.text) and not (p.text == cut and known.opens(cut))
            )
            if new:
                yield one, replace(excerpt, paragraphs=new)
        known.learn(texts)
