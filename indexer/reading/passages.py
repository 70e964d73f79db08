"""Passages: whole paragraphs of one item, document and zone, up to about 400 words."""

import re
from collections.abc import Iterable, Iterator, Sequence

from indexer.model import Excerpt, Paragraph
from indexer.reading.words import joined

WORDS = 400
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
