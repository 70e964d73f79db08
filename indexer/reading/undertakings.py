"""Undertakings: what somebody said they would do, by the minutes."""

import re
from collections.abc import Sequence

from indexer.model import Paragraph
from indexer.reading.decisions import opens_resolution, without_cut
from indexer.reading.words import bullet_of, part_number, sentences, without_mark

_PROMISE = re.compile(
    r"\b(?:(?:also\s+)?(?:agreed|undertook|offered|promised|committed)\s+(?:that\s+(?:she|he|they)\s+would|to)\s+"
    r"(?:circulate|provide|look|share|send|report|bring|arrange|investigate|follow|check|write|"
    r"supply|include|explore|confirm|find|ask|raise|contact|produce|review|update|liaise|forward)"
    r"|would\s+(?:be\s+circulated|follow\s+up|circulate|report\s+back|look\s+into|provide\s+(?:the\s+)?"
    r"(?:board|members|committee)|be\s+(?:provided|sent|shared)\s+(?:to|with)\s+(?:the\s+)?(?:board|members|committee)))",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(
    r"(?:information\s+was\s+requested|officers\s+(?:were\s+(?:asked|requested)\s+to|to)\s+provide|"
    r"following\s+(?:further\s+)?information\s+(?:was|be)\s+(?:requested|provided)|"
    r"officers\s+(?:agreed|undertook)\s+to\s+(?:provide|circulate)).*:-?\s*$",
    re.IGNORECASE | re.DOTALL,
)


def read_undertakings(paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """What somebody said they would do, in the words of the minutes.

    A list that follows "Further information was requested including:" gives one for each entry.
    """
    found: list[str] = []
    listing = False
    for paragraph in paragraphs:
        text, _ = without_cut(paragraph.text)
        if listing and (bullet_of(text) or part_number(text)):
            found.append(without_mark(text))
            continue
        listing = bool(_ASKED_FOR.search(text))
        if not listing and not opens_resolution(text):
            found += [
                sentence for sentence in sentences(without_mark(text)) if _PROMISE.search(sentence)
            ]
    return tuple(found)
