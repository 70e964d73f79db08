"""Numbered minutes: which line is the heading of one, and what stands under it.

A numbered part of a resolution or an entry of a list may carry the very number that comes next: headings
are told by how they are written, and by how the first of them is.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from indexer.dates import read_date
from indexer.model import Paragraph
from indexer.reading.decisions import opens_resolution
from indexer.reading.items import SECTION, RawItem, is_report_of
from indexer.reading.words import joined, unfinished

ENDED = r"(?:closed|ended|finished|concluded|rose|terminated)"
"""What a meeting does when it is over."""
CLOSING = re.compile(
    r"^\(?\s*(?:there being no (?:further|other) business.{0,60}?,\s*)?(?:the\s+)?(?:"
    rf"(?:meeting|proceedings)\s+{ENDED}\b|(?:committee|cabinet|board|council)\s+{ENDED}\s+at\s+\d"
    r"|(?:meeting|proceedings)(?:\s+was|,?\s+(?:which\s+)?(?:had\s+)?(?:started|commenced|began|opened)\b"
    rf".{{1,40}}?[\s,](?:and)?)\s*{ENDED}\b"
    r"|(?:mayor|chair\w*)\s+(?:then\s+)?(?:closed\s+the\s+meeting|declared\s+the\s+meeting\s+closed)\b)",
    re.IGNORECASE,
)
"""The line that says that the meeting is over."""
_APPLICATION = (
    r"(?!\d{1,2}/(?:0?\d|1[0-2])/\d{2,4}\b(?!/[A-Z]))(?:\d{2,4}/[A-Z\d]{1,6}|\d/\d{2,4}/[A-Z\d]{2,6})"
    r"(?:/[A-Z\d]{1,6}){0,3}\b(?!/)"
)
"""The number of a planning application, with which a title may begin: 23/0187/FUL, 3/24/0012/HH."""
_ITEM = re.compile(
    r"^(?P<number>\d{1,4}(?:/\d{2,4})?)(?P<letter>[a-z])?(?:(?P<mark>[.)])\s*|\t+|\s{1,3})"
    rf"(?P<title>(?:[A-Z“‘'\"(]|[a-z][A-Z]|{_APPLICATION}|(?P<figures>\d{{1,4}}[a-z]?[ –-](?=[A-Z\d])))"
    r".{1,220})$",
    re.DOTALL,
)
_PREFIXES = (
    re.compile(
        r"^(?P<prefix>Minute\s+(?:No\.?\s*)?|Min\.?\s?(?:No\.?\s?)?|[A-Z][A-Z&]{0,5}(?:[./-]\s?|\s)?)"
        r"(?P<number>\d{1,4})(?:/\d{2,4})?[.:]?(?:\t|\s{1,3})(?:[A-Z“‘'\"(]|\d{2}/\d{3,5}\b)"
    ),
    re.compile(
        r"^(?P<prefix>(?:[A-Z][A-Z&]{0,5}[./ -]?\d{2,4}(?:[/-]\d{2})?|\d{2,4}[./-][A-Z]{1,6})[./-])"
        r"(?P<number>\d{1,4})[.:]?(?:\t|\s{1,3})[A-Z\d“‘'\"(]"
    ),
)
"""A board's letters before the number: "CAB.45", "PL/12/24"; and its letters and the year: "PL/23/12"."""
_YEAR_FIRST = re.compile(
    r"^(?P<prefix>(?:20)?\d{2}/)(?P<number>\d{1,3})[.:]?(?:\t|\s{1,3})[A-Z“‘'\"(]"
)
"""The year before the number, which alone runs on: "24/31", "24/32", "24/33"."""
_MARKED = re.compile(r"^[*#†]\s?(?=[A-Z]{0,6}[./]?\s?\d)")
"""A star before the number, which some councils put to what the executive may decide."""
MINUTES_TABLE = re.compile(
    r"^(?:minute|min|item|agenda(?: item)?|no|ref)\b\.?(?: ?(?:no\.?|number))?\t", re.I
)
"""The first row of a table of minutes."""
_AGENDA_ITEM = re.compile(r"\(?(?:agenda )?item (?:no\.? )?\d{1,3}[a-z]?\)?", re.IGNORECASE)
_CONTINUED = re.compile(r"\b(?:continued|cont['’]?d)\b", re.IGNORECASE)
_SHORT_TITLE = 12
"""Words of a heading that leaves no doubt that it is one."""
_NUMBER_ALONE = re.compile(
    r"^(?:[A-Z][A-Z&]{0,5}(?:[./]|\d{2,4}/)(?:\d{2,4}/)?)?\d{1,4}(?:/\d{2,4})?[a-z]?\.?$"
)


def numbered_items(
    paragraphs: Sequence[Paragraph], *, gaps: bool = False
) -> tuple[int, list[RawItem]]:
    """The place of the first numbered minute, and all of them; numbers run on from the first.

    Numbers may have a board's letters before them ("CAB.45", "PL/12") or the word "Minute", where no
    plain ones head minutes. `gaps`: numbers may be left out, as in a record of decisions.
    """
    lines = _with_numbers(_with_cells([_unmarked(paragraph) for paragraph in paragraphs]))
    first, items = _numbered(lines, gaps=gaps, prefix=None)
    texts = [line.text for _, line in lines]
    prefix = (_prefix(texts) or _year(texts)) if len(items) < 2 else None
    if prefix:
        first, items = _numbered(lines, gaps=gaps, prefix=prefix)
    return min(first, len(paragraphs)), items


def _numbered(
    lines: Sequence[tuple[int, Paragraph]], *, gaps: bool, prefix: str | None
) -> tuple[int, list[RawItem]]:
    items: list[RawItem] = []
    section: str | None = None
    first = lines[-1][0] + 1 if lines else 0
    bracketed, apart = False, True
    bare = [(place, _without_prefix(line, prefix)) for place, line in lines]
    lettered = prefix is not None
    for index, (place, head) in enumerate(bare):
        paragraph = lines[index][1]
        if CLOSING.match(paragraph.text) and items:
            break
        if SECTION.match(paragraph.text):
            section = paragraph.text
        elif (
            _is_next(items, head, bracketed, index + 1 == len(lines), lettered)
            or (gaps and _is_later(items, [p for _, p in bare[index : index + 2]], bracketed))
            or (apart and _skips_one(items, head, bracketed))
        ):
            bracketed = bracketed if items else _bracketed(head.text)
            apart = apart and head.strong
            first = min(first, place)
            items.append(_raw_item(head.text, section))
        elif items and not _is_continued(items[-1], head.text):
            _add(items[-1], paragraph)
    for item in items:
        item.number = _with_prefix(item.number, prefix)
    return first, items


def _prefix(texts: Sequence[str]) -> str | None:
    """What stands before the numbers of minutes, where at least two such numbers run on."""
    last: dict[str, int] = {}
    for text in texts:
        whole = unfinished(text.rstrip(")”\"'"))
        for found in filter(None, (shape.match(text) for shape in _PREFIXES if whole)):
            prefix, number = found["prefix"], int(found["number"])
            if last.get(prefix) == number - 1:
                return prefix
            last[prefix] = number
    return None


def _year(texts: Sequence[str]) -> str | None:
    """The year that stands before the numbers of minutes, where at least three such numbers run on."""
    run: dict[str, tuple[int, int]] = {}
    for found in filter(None, map(_YEAR_FIRST.match, texts)):
        prefix, number = found["prefix"], int(found["number"])
        last, length = run.get(prefix, (0, 0))
        run[prefix] = (number, length + 1 if number == last + 1 else 1)
        if run[prefix][1] == 3:
            return prefix
    return None


def _unmarked(paragraph: Paragraph) -> Paragraph:
    """The line without a star before its number."""
    mark = _MARKED.match(paragraph.text)
    if not mark:
        return paragraph
    cut = mark.end()
    starts = tuple((max(0, offset - cut), page) for offset, page in paragraph.starts)
    return replace(paragraph, text=paragraph.text[cut:], starts=starts)


def _without_prefix(paragraph: Paragraph, prefix: str | None) -> Paragraph:
    """The line as a heading: without the letters before its number, and empty if it has none."""
    if prefix is None:
        return paragraph
    matches = (shape.match(paragraph.text) for shape in (*_PREFIXES, _YEAR_FIRST))
    own = any(found is not None and found["prefix"] == prefix for found in matches)
    return replace(paragraph, text=paragraph.text[len(prefix) :] if own else "")


def _with_prefix(number: str | None, prefix: str | None) -> str | None:
    if number is None or prefix is None or prefix.lower().startswith("min"):
        return number
    return f"{prefix.strip()}{number}"


def _with_cells(paragraphs: Sequence[Paragraph]) -> list[tuple[int, Paragraph]]:
    """Paragraphs with their places; under a head such as "Minute No., Subject, Decision" rows are cut.

    Number and title of such a row are a heading, and its other cells text.
    """
    lines: list[tuple[int, Paragraph]] = []
    table = False
    for place, paragraph in enumerate(paragraphs):
        cells = paragraph.text.split("\t")
        table = table or (len(cells) > 2 and bool(MINUTES_TABLE.match(paragraph.text)))
        if (
            table
            and len(cells) > 2
            and re.fullmatch(r"[A-Z&./-]{0,7}(?:\d{2,4}/)?\d{1,4}(?:/\d{2,4})?\.?", cells[0])
        ):
            rest = [cell for cell in cells[2:] if cell.strip()]
            texts = [f"{cells[0]}\t{cells[1]}", *rest]
            starts = paragraph.starts[:1]
            lines += [(place, replace(paragraph, text=text, starts=starts)) for text in texts]
        else:
            lines.append((place, paragraph))
    return lines


def _with_numbers(
    paragraphs: Sequence[tuple[int, Paragraph]],
) -> list[tuple[int, Paragraph]]:
    """Paragraphs with their places; a number alone on its line goes before the title under it."""
    lines: list[tuple[int, Paragraph]] = []
    waiting: tuple[int, Paragraph] | None = None
    for place, paragraph in paragraphs:
        if waiting and len(paragraph.text) <= 200 and paragraph.text[:1].isupper():
            lines.append((waiting[0], joined((waiting[1], paragraph))))
            waiting = None
            continue
        if waiting:
            lines.append(waiting)
            waiting = None
        if _NUMBER_ALONE.match(paragraph.text):
            waiting = (place, paragraph)
        else:
            lines.append((place, paragraph))
    return [*lines, *([waiting] if waiting else [])]


def _bracketed(text: str) -> bool:
    found = _ITEM.match(text)
    return bool(found and found["mark"] == ")")


def _is_next(
    items: Sequence[RawItem], paragraph: Paragraph, bracketed: bool, is_last: bool, lettered: bool
) -> bool:
    """True for the heading of a minute: its number is one more than the last one's.

    A numbered part of a resolution may carry that number too. A heading is short, without a final
    stop, marked as the first one is, and unless it is set apart no part of a list that reaches it.
    """
    found = _ITEM.match(paragraph.text)
    if (
        not found
        or not unfinished(found["title"].rstrip(")”\"'"))
        or len(found["title"].split()) > 32
        or (found["figures"] and not (items and (paragraph.strong or lettered)))
    ):
        return False
    if not items:
        return not is_last and not read_date(found["title"])
    if (found["mark"] == ")") != bracketed:
        return False
    before = re.match(r"(\d+)(?:/\d+)?([a-z]?)$", items[-1].number or "")
    if not before:
        return False
    number, letter = int(found["number"].partition("/")[0]), found["letter"]
    if not paragraph.strong and _list_reaches(items[-1], number - 1):
        return False
    if letter:
        return number in {int(before[1]), int(before[1]) + 1}
    return number == int(before[1]) + 1 and _has_slash(items[-1]) == ("/" in found["number"])


def _skips_one(items: Sequence[RawItem], paragraph: Paragraph, bracketed: bool) -> bool:
    """True for a heading set apart like all before it, where the paper has left one number out."""
    found = _ITEM.match(paragraph.text) if items and paragraph.strong else None
    before = re.match(r"(\d+)$", items[-1].number or "") if items else None
    return bool(
        found
        and before
        and (found["mark"] == ")") == bracketed
        and found["number"] == str(int(before[1]) + 2)
        and unfinished(found["title"])
        and len(found["title"].split()) <= _SHORT_TITLE
    )


def _is_continued(item: RawItem, text: str) -> bool:
    """True for the item's own heading printed again on top of a page: "12 BUDGET (continued)"."""
    found = _ITEM.match(text)
    return bool(
        found
        and found["number"] == item.number
        and _CONTINUED.search(text)
        and found["title"].lower().startswith(item.title.lower()[:20])
    )


def _is_later(items: Sequence[RawItem], lines: Sequence[Paragraph], bracketed: bool) -> bool:
    """True for a heading, set apart or straight over what was resolved, with a greater number."""
    heads = lines[0].strong or any(opens_resolution(line.text) for line in lines[1:])
    found = _ITEM.match(lines[0].text) if items and heads else None
    before = re.match(r"\d+", items[-1].number or "") if items else None
    return bool(
        found
        and before
        and (found["mark"] == ")") == bracketed
        and found["number"].isdigit()
        and int(found["number"]) > int(before[0])
    )


def _list_reaches(item: RawItem, number: int) -> bool:
    """True where the last paragraph of the item is entry `number` of a list in the same style."""
    last = _ITEM.match(item.minutes[-1].text) if item.minutes else None
    return bool(last and last["mark"] != ")" and last["number"] == str(number))


def _has_slash(item: RawItem) -> bool:
    return "/" in (item.number or "")


def _raw_item(text: str, section: str | None) -> RawItem:
    found = _ITEM.match(text)
    assert found is not None
    number = found["number"] + (found["letter"] or "")
    title = " ".join(found["title"].split())
    return RawItem(title=title, number=number, numbered_as="minute", section=section)


def _add(item: RawItem, paragraph: Paragraph) -> None:
    """A report-of line straight under the heading describes the item; all else is its minutes."""
    under_title = not item.minutes and not item.agenda
    if under_title and _AGENDA_ITEM.fullmatch(paragraph.text) and not item.title.endswith(")"):
        item.title = f"{item.title} ({paragraph.text.strip('()')})"
        return
    (item.agenda if under_title and is_report_of(paragraph.text) else item.minutes).append(
        paragraph
    )
