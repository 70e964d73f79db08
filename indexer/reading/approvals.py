"""What minutes say of earlier ones: that they were right, or right once something is amended."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date

from indexer.dates import find_dates, read_date
from indexer.identifiers import slug
from indexer.model import Approval, ItemReading
from indexer.reading.words import bullet_of, mended, part_number, sentences

_MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DAY = r"\d{1,2}(?:\s?(?:st|nd|rd|th))?"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?"
_DAYS = re.compile(
    rf"(?<![\d/.])(?P<days>{_DAY}(?:(?:,\s?|\s?&\s?|,?\sand\s){_WEEKDAY}(?:the\s)?{_DAY}){{0,8}})\s(?:of\s)?"
    rf"(?P<month>{_MONTHS})\b\.?(?:,?\s(?P<year>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
_MONTH_ALONE = re.compile(rf"\b(?:in|of|on)\s(?P<month>{_MONTHS})\b", re.IGNORECASE)
_MINUTES = re.compile(
    r"(?<!\d\s)(?<!\d)(?<!\btwo\s)(?<!\bfive\s)(?<!\bten\s)(?<!\bfew\s)(?<!\bthree\s)\bminutes\b(?!\s(?:silence|each))",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    r"\b(?:agreed|approved?|confirmed?|signed?|accepted|adopted|ratified|endorsed|taken\sas\sread)\b"
    r"|\b(?:proposed|moved|passed)\sas\sa\b|\b(?:as|were|are|was)\s(?:an?\s|the\s)?(?:true|correct|accurate)\b",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"\b(?:true|correct|accurate)\b(?:\sand\s\w+)?\s(?:record|reflection|account)\b", re.I
)
_NOT_YET = re.compile(
    r"\bnot\s(?:yet\s)?(?:been\s|be\s|able\sto\s(?:be\s)?)?(?:agreed?|approved?|confirmed?|signed?|accepted|adopted|"
    r"taken\sas|available|ready|a\s(?:true|correct)|an\saccurate)\b|\b(?:defer|reject|disput)|\bpostponed?\b|\bheld\sover\b|\bwould\sbe\s|"
    r"\b(?:to|at|for|until)\s(?:the|its|their|a)\s(?:next|following|future)\s(?:\w+\s)?meeting\b"
    r"|\bto\sbe\s(?:agreed|approved|confirmed|signed|submitted|considered)\b|\bagreed\sto\s(?!(?:approve|sign|confirm)\b)",
    re.IGNORECASE,
)
_AMENDED = re.compile(
    r"\bsubject\s+to\b|\bamend\w*|\bwith\s+the\s+(?:following|addition|exception|omission|correction|deletion|inclusion)\b"
    r"|\bcorrect(?:ions?|ed)\b|\bexcept\b",
    re.IGNORECASE,
)
_DAY_LOST = re.compile(r"\bheld\b.{0,30}\d|\bmeetings?\s(?:of|on)\b.{0,15}\d", re.IGNORECASE)
"""A day is named that is none, or that cannot be read: then nothing tells which meeting is meant."""
_LONGEST = 600
"""Characters within which the dates of the meetings stand."""
_LEANS_BACK = re.compile(
    r"^(?:with|subject to)\s(?:that|this|these|those|the above)\b", re.IGNORECASE
)
_THEY = re.compile(
    r"^(?:RESOLVED\W{1,4}|It was \w+ that\s|(?:with|subject to)\s(?:that|this|these|those)\s\w+,?\s)?"
    r"(?:that\s)?(?:they|these|the same)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b[Mm]inutes\s(?:of|for|from)\s(?:the\s|a\s)?(?:(?:last|previous|annual|special|extraordinary|ordinary|joint|"
    r"inquorate|public|private)\s){0,3}(?:meetings?\sof\s)?(?:the\s)?(?P<body>(?:[A-Z][\w’'&,-]*\s|and\s|of\s|for\s|the\s)"
    r"{0,14}?(?:Board|(?:Sub-?\s?)?Committee|Cabinet|Council|Panel|Executive|Forum|Authority|Group|Commission)\b"
    r"(?:\s\(?\d{1,2}\b\)?)?)"
)
_PLAIN_BODY = frozenset(
    {"board", "committee", "cabinet", "council", "panel", "executive", "forum", "authority"}
)
_STOP = frozenset({"the", "of", "and", "for", "meeting", "a", "s", "council"})
_AGREED = r"(?:agreed|approved|confirmed|signed|accepted|adopted|ratified|endorsed|taken\sas\sread)"
_PLAINLY = re.compile(
    rf"^(?:(?:it\swas\s)?(?:\w+ly\s)?(?:resolved|{_AGREED})\W{{1,4}})?(?:that\s)?(?:the\s)?(?:\w+\s)?minutes\s"
    r"(?:(?!\b(?:were|was|are|be|had|have|it|that|records?|(?<!having\s)been)\b).){0,200}\b(?:were|was|are|be)\s"
    r"(?:(?:\w+ly|then|also|all|both|read|circulated|noted|considered|received|and)\s){0,3}"
    rf"(?:{_AGREED}(?!\sthat\b)|an?\s(?:true|correct|accurate)\b)"
    rf"|^(?:(?P<who>the\s(?:[\w-]+\s){{1,6}}?)|members\s|councillors\s)(?:\w+ly\s)?{_AGREED}\sthe\s(?:\w+\s)?minutes\b",
    re.IGNORECASE,
)
"""A sentence whose whole matter is that minutes are right, and who says so where it begins with that."""
_OWN_MEETING = re.compile(
    r"\bminutes(?:\sand\s.{0,60}?\baction\spoints)?\s(?:of|from|for)\s(?:the\s|our\s|its\s)?"
    r"(?:(?P<last>last|previous)\s|(?:annual|special|extraordinary|ordinary|public|private|monthly|general)\s){0,3}"
    rf"(?:meetings?\b(?!\s(?:with|between|of\s(?!(?:the\s)?{_WEEKDAY}(?:{_DAY}|{_MONTHS})\b)))"
    rf"|{_WEEKDAY}(?:{_DAY}|{_MONTHS})\s)",
    re.IGNORECASE,
)
"""The minutes of a meeting that is told by its day or order: not "of the Twinning Association"."""
_AND_MINUTES = re.compile(
    r"[,;]?\s(?:and|while|whilst)\s(?:that\s)?(?=the\s(?:\w+\s){0,2}minutes\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Agreed:
    """That a later meeting agreed the minutes of one: its words, and its day."""

    words: str
    day: Date


def read_approvals(
    items: Sequence[ItemReading], board: str | None = None, day: Date | None = None
) -> tuple[Approval, ...]:
    """What the items on minutes say of the board's own earlier ones: "… held on 28 January were agreed".

    `board` and `day` are those of the meeting that says so: minutes of another body are none of its own,
    and a date without a year is the last such day before. `of` is None where no date is given.
    """
    found: dict[Date | None, Approval] = {}
    for item in items:
        if not _MINUTES.search(item.title) or _of_another(item.title, board):
            continue
        for one in _of_item(item, board, day):
            found.setdefault(one.of, one)
    for item in () if found else items:
        if not _of_another(f"Minutes of {item.title}", board):
            for one in _in_passing(item, board, day, opening=item is items[0]):
                found.setdefault(one.of, one)
    return tuple(found.values())


def same_board(one: str, other: str) -> bool:
    """True for slugs of one board, perhaps renamed since: one name has all the words of the other, as
    "Environment Scrutiny Board (3)" and "Environment and Neighbourhoods Scrutiny Board (3)" do.
    """
    words, others = set(one.split("-")), set(other.split("-"))
    return one == other or (
        min(len(words), len(others)) > 2
        and not {"sub", "joint"} & (words ^ others)
        and (words <= others or others <= words)
    )


def fits(words: str, day: Date) -> bool:
    """False where an approval names another month than the day's: "the previous meeting in July"."""
    named = [found["month"] for found in _MONTH_ALONE.finditer(words[:300])]
    return not named or any(f"{day:%B}".lower().startswith(month[:3].lower()) for month in named)


def _of_item(item: ItemReading, board: str | None, day: Date | None) -> Iterator[Approval]:
    texts = item.minutes or tuple(decision.text for decision in item.decisions)
    dated = False
    for place, text in enumerate(texts):
        for said in _approving(text, bool(item.minutes)):
            if _of_another(said, board):
                continue
            days = (
                _days(_before_amendment(said), day)
                or _days_above(text[: max(0, text.find(said))], board, day)
                or _days_of_title(item, day)
            )
            words = _whole(texts, place)
            yield from (Approval(one, words) for one in days)
            dated = dated or bool(days)
            if not dated and not _DAY_LOST.search(_before_amendment(said)):
                yield Approval(None, words)
                return


def _in_passing(
    item: ItemReading, board: str | None, day: Date | None, *, opening: bool
) -> Iterator[Approval]:
    """What an item on something else says of the board's minutes, or what stands above the first.

    Such a sentence has to say by itself which minutes it means: of a day or, where the meeting opens, of
    the last meeting.
    """
    above = (p.text for e in item.excerpts if e.zone == "minutes" for p in mended(e.paragraphs))
    texts = tuple(dict.fromkeys((*above, *item.minutes)))
    for place, text in enumerate(texts):
        for said in (part for sentence in sentences(text) for part in _clauses(sentence)):
            own = _OWN_MEETING.search(said)
            if not _says_plainly(said, board) or not (own or _BODY.search(said)):
                continue
            days = _days(_before_amendment(said), day)
            yield from (Approval(one, _whole(texts, place)) for one in days)
            if opening and own and own["last"] and not days and not _DAY_LOST.search(said):
                yield Approval(None, _whole(texts, place))


def _says_plainly(said: str, board: str | None) -> bool:
    """True for a sentence that says no more than that minutes, not surely another body's, are right."""
    found = _PLAINLY.search(said)
    if not found or _NOT_YET.search(_before_amendment(said)) or _of_another(said, board):
        return False
    return not (found["who"] and _of_another(f"minutes of {found['who']}", board))


def _approving(text: str, whole: bool) -> Iterator[str]:
    """The sentences of a paragraph that say that minutes are right, each with all that names them."""
    before = ""
    for sentence in sentences(text):
        for part in _clauses(sentence):
            says = bool(_RIGHT.search(part)) and not _NOT_YET.search(_before_amendment(part))
            if says and _MINUTES.search(part):
                yield part
            elif says and before and _THEY.match(part):
                yield f"{before} {part}"
            elif says and _RECORD.search(part):
                yield part
            elif not whole and says and _MINUTES.search(text):
                yield text
        before = sentence if _MINUTES.search(sentence) else ""


def _clauses(sentence: str) -> list[str]:
    """A sentence in parts, where each says of other minutes what became of them."""
    parts = _AND_MINUTES.split(sentence)
    verb = re.compile(r"\b(?:be|were|was)\b")
    return parts if len(parts) > 1 and all(verb.search(part) for part in parts) else [sentence]


def _before_amendment(sentence: str) -> str:
    """A sentence without what is to be amended, which may name other dates."""
    found = _AMENDED.search(sentence)
    minutes = _MINUTES.search(sentence)
    return (
        sentence[: found.start()]
        if found and minutes and found.start() > minutes.start()
        else sentence
    )


def _whole(texts: Sequence[str], place: int) -> str:
    """A paragraph that approves, with the amendment where that stands above or below it."""
    said = [texts[place]]
    if place and _LEANS_BACK.match(texts[place]):
        said.insert(0, texts[place - 1])
    if _AMENDED.search(texts[place]):
        below = texts[place + 1 :]
        if said[-1].rstrip(" -–").endswith(":") and below and not _listed(below[0]):
            said.append(below[0])
            below = below[1:]
        for text in below:
            if not _listed(text):
                break
            said.append(text)
    return "\n".join(said)


def _listed(text: str) -> bool:
    return bullet_of(text) or part_number(text) is not None


def _of_another(words: str, board: str | None) -> bool:
    """True where words name minutes of a body that is not the board."""
    found = _BODY.search(words)
    if not found or board is None:
        return False
    body, own = _name_words(found["body"]), _name_words(board)
    if len(body) <= 1 and (not body or body <= _PLAIN_BODY):
        return not (body <= own or body == {"board"} or body == {"committee"})
    joint = re.search(r"\bjoint\b", words[: found.end()], re.IGNORECASE)
    alike = body <= own or own <= body or same_board(slug(found["body"]), slug(board))
    return not (alike and ("sub" in body) == ("sub" in own)) and not joint


def _name_words(name: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", name.lower().replace("’", "'"))) - _STOP


def _days_above(words: str, board: str | None, day: Date | None) -> list[Date]:
    """The days of the minutes that the sentences before name last: "… of 4 March. They were agreed"."""
    for sentence in reversed(sentences(words)):
        own = _MINUTES.search(sentence) and not _of_another(sentence, board)
        if own and (days := _days(_before_amendment(sentence), day)):
            return days
    return []


def _days_of_title(item: ItemReading, day: Date | None) -> list[Date]:
    """The days that the item's title or agenda text names: "To agree the minutes of 3 May"."""
    agenda = (p.text for e in item.excerpts if e.zone == "agenda" for p in e.paragraphs)
    for text in (item.title, *agenda):
        if _MINUTES.search(text) and (days := _days(text, day)):
            return days
    return []


def _days(words: str, day: Date | None) -> list[Date]:
    """The days named after "minutes" up to the verb: "1, 8 and 15 May 2021", "28 January", "11/03/2021"."""
    start = _MINUTES.search(words)
    told = (words[start.end() :] if start else words)[:_LONGEST]
    verb = _RIGHT.search(told)
    told = told[: verb.start()] if verb and verb.start() > 12 else told
    found: dict[int, list[Date]] = {}
    covered: list[tuple[int, int]] = []
    matches = list(_DAYS.finditer(told))
    for place, match in enumerate(matches):
        years = [later["year"] for later in matches[place:] if later["year"]]
        found[match.start()] = list(_listed_days(match, years, day))
        covered.append(match.span())
    for one, begin, end in find_dates(told):
        if not any(begin < b and a < end for a, b in covered):
            found[begin] = [one]
    return [one for place in sorted(found) for one in found[place]]


def _listed_days(match: re.Match[str], years: Sequence[str], day: Date | None) -> Iterator[Date]:
    for number in re.findall(r"\d{1,2}", match["days"]):
        if years:
            one = read_date(f"{number} {match['month']} {years[0]}")
        elif day:
            near = (read_date(f"{number} {match['month']} {day.year - back}") for back in (0, 1))
            one = next((early for early in near if early and early < day), None)
        else:
            one = None
        if one:
            yield one
