"""How a page is set: where its lines end, and how far one stands below the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.extract.characters import ends_sentence
from indexer.extract.furniture import PageLines
from indexer.extract.lines import Line

_USUAL_STEP = 1.15
"""From line to line, in font heights, where a page has too few lines to tell."""
_GAP = 1.25
"""A step this much longer than the usual one is a space between paragraphs."""
_LIST = 8
"""So many lines of which none runs on are a list, and no title."""
_SPACE = 0.25
"""The width of a space, in font heights."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a page is set: where its lines end, and the usual step between them in font heights."""

    edge: float
    step: float


def shape_of(page: PageLines) -> Shape:
    """Edge and usual step of a page, told from its lines."""
    edge = _right_edge(page)
    steps = sorted(
        step
        for before, after in pairwise(page.lines)
        if not had_room(before, after, edge) and 0.7 < (step := _step(before, after)) < 3.5
    )
    return Shape(edge, steps[len(steps) // 4] if len(steps) > 2 else _USUAL_STEP)


def _right_edge(page: PageLines) -> float:
    """Where the full lines of a page end.

    It is the rightmost place near which several lines end. Where that leaves the page half empty, or
    no sentence runs over there (a list of names), the right margin is taken to be as wide as the left
    one.
    """
    lines = [line for line in page.lines if not line.is_row]
    rights = sorted((line.right for line in lines), reverse=True)
    left = min((line.left for line in lines), default=0.0)
    least = max(3, len(rights) // 20)
    reach = 3 * max((line.size for line in lines), default=0.0)
    edge = next((r for r, s in zip(rights, rights[least - 1 :], strict=False) if r - s <= reach), 0)
    margin = page.width - left
    far = left + 0.8 * (edge - left)
    if edge - left < 0.55 * (margin - left) or (len(lines) > _LIST and not _runs_on(lines, far)):
        return margin
    return min([edge, *_wrapped_before(lines, far)])


def _runs_on(lines: Sequence[Line], near: float) -> bool:
    """Whether any line that ends beyond a place stops in the middle of a sentence.

    The next one begins under its text: lines of a heading set in the middle of a page do not.
    """
    return any(
        before.right >= near
        and min(abs(before.text_left - after.left), abs(before.left - after.left)) <= after.size
        and after.text[0].islower()
        and not ends_sentence(before.text)
        for before, after in pairwise(lines)
    )


def _wrapped_before(lines: Sequence[Line], far: float) -> list[float]:
    """The place at which long lines were wrapped, by the words that did not fit on them any more.

    Only pairs of lines count in the middle of a sentence; a tenth of them may be otherwise.
    """
    places = sorted(
        before.right + after.first_word + _SPACE * after.size
        for before, after in pairwise(lines)
        if before.right >= far and after.text[0].islower() and not ends_sentence(before.text)
    )
    return places[len(places) // 10 : len(places) // 10 + 1] if len(places) > 2 else []


def _step(before: Line, after: Line) -> float:
    return (before.base - after.base) / max(before.size, after.size)


def is_gap(before: Line, after: Line, shape: Shape) -> bool:
    """Whether there is space between two lines of a page, or the second stands above the first."""
    return not 0 <= _step(before, after) <= _GAP * shape.step


def had_room(before: Line, after: Line, edge: float) -> bool:
    """Whether the first word of a line would have stood on the line before: it was not wrapped.

    Where the sentence plainly goes on, only a line that is much too short counts.
    """
    room = edge - before.right - after.first_word - _SPACE * after.size
    if after.text[0].islower() and not ends_sentence(before.text):
        room -= 0.12 * max(0.0, edge - before.left)
    return room > 1.0
