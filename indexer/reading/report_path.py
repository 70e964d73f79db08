"""Where a report goes: the bodies and days of its header, and its answers to "will it go to …?"."""

import re
from collections.abc import Iterator, Sequence
from datetime import date as Date
from itertools import takewhile

from indexer.model import Paragraph
from indexer.reading.named_bodies import BODY, tidy
from indexer.reading.reference_line import DAY, line_of
from indexer.reading.titles import folded
from indexer.reading.words import sentences

Step = tuple[str, Date]
_ASKED = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})?\.? )?(?P<question>(?:will|is|has|was|does)\b[^?]{0,160}\b"
    r"(?:considered?|go to|going to|referred to|submitted to)\b[^?]{0,120}\?)\s*(?P<answer>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_TO_COUNCIL = re.compile(
    r"\b(?:go|going|referred|submitted) to (?:the )?(?:full )?council\b", re.IGNORECASE
)
_STEP = re.compile(
    rf"(?:(?P<body>{BODY})[\s,:–—-]{{0,4}}(?:(?:at|on|of|for) )?(?:(?:its|their|the) )?(?:meeting )?"
    rf"(?:(?:on|of) )?(?:the )?|^yes[\s,:–—-]{{1,4}}(?:on )?)"
    rf"(?P<days>{DAY}{{6,}}(?:(?:,| and|, and| &) {DAY}{{6,}}){{0,8}})",
    re.IGNORECASE,
)
_RECOMMENDS = re.compile(
    r"(?:that|it|to|is|are|recommend\w*|the following|considered|approved|agreed)\b", re.IGNORECASE
)
_ANSWERS = 4
"""Paragraphs under a question that may answer it."""


def read_path(
    lines: Sequence[Paragraph], header: Sequence[tuple[str, Date | None]]
) -> tuple[Step, ...]:
    """The bodies and days to which a report goes, in the order printed; by date where answers add some.

    What the answers say of meetings before the first of the header is no way that it has still to go.
    """
    steps = [(body, day) for body, day in header if day is not None and is_body(body)]
    first = min((day for _, day in steps), default=Date.min)
    known = {(folded(body), day) for body, day in steps}
    further = {
        (folded(body), day): (body, day)
        for body, day in _answers(lines)
        if day >= first and (folded(body), day) not in known
    }
    if not further:
        return tuple(steps)
    return tuple(sorted((*steps, *further.values()), key=lambda step: step[1]))


def is_body(words: str) -> bool:
    """False for the words of a recommendation in the place of a header: "That the Committee"."""
    return not _RECOMMENDS.match(words)


def _answers(lines: Sequence[Paragraph]) -> Iterator[Step]:
    for place, paragraph in enumerate(lines):
        asked = _ASKED.match(paragraph.text) if len(paragraph.text) < 600 else None
        if not asked:
            continue
        below = takewhile(_is_answer, lines[place + 1 : place + 1 + _ANSWERS])
        for answer in (asked["answer"], *(line.text for line in below)):
            yield from _steps(answer, "Council" if _TO_COUNCIL.search(asked["question"]) else None)


def _is_answer(paragraph: Paragraph) -> bool:
    """True until the next question, label or heading of the form."""
    text = paragraph.text.rstrip()
    return not text.endswith(("?", ":")) and (bool(re.search(r"\d", text)) or len(text) < 40)


def _steps(answer: str, otherwise: str | None) -> Iterator[Step]:
    """As in "Yes – Audit Committee – 3 May 2021"; `otherwise` is whom the question names."""
    for sentence in sentences(answer):
        line = line_of(sentence.strip("- "))
        for found in _STEP.finditer(line.plain):
            body = tidy(found["body"]) if found["body"] else otherwise
            if body is not None:
                yield from ((body, day) for day in line.days_between(*found.span("days")))
