"""Names as votes have them: one in a sentence, lists of them. All pure."""

import re
from collections.abc import Iterable, Iterator

_TITLE = (
    r"(?:(?:Councillor|Cllr|Mrs?|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Revd|Reverend|Sir|Dame|Alderman|Canon|"
    r"Baroness|Lord(?! Mayor)|Lady(?! Mayor))\b\.?\s)"
)
_NO_NAME = (
    r"(?!(?:Seconded|Moved|Proposed|Carried|Lost|Resolved|Agreed|That|The|And|There|Those|They|This|It|In|On"
    r"|For|Against|All|Both|No|None|Nobody|Members?|Totals?|Votes?|Voting|[A-Z]{4,})\b)"
)
_PART = (
    rf"{_NO_NAME}(?:(?:de|du|del|der|den|van|von|la|le|di|da|bin|al|el|ap)\s){{0,2}}[A-Z][\w'’.-]*"
)
PLAIN = rf"{_PART}(?:\s{_PART}){{0,4}}"
"""A name without a title; for use in a wider pattern, as the next three are."""
POST = (
    r"(?:[Tt]he\s)(?:(?:Deputy|Vice|Lord|Lady)[ -]){0,2}(?:Leader|Chair(?:man|person|woman)?|Mayor(?:ess)?|"
    r"Cabinet Member|Portfolio Holder|Convener|Speaker)"
    r"(?: (?:of|for)(?: the)?(?: [A-Z][\w'’&-]*(?:,? (?:and|&)(?=\s[A-Z])|,(?=\s[A-Z]))?){1,10})?"
)
TITLED = rf"{_TITLE}{PLAIN}"
ANYBODY = rf"(?:{POST},?\s{TITLED}|{TITLED}|{POST}|{PLAIN})"

_INITIALS = r"[A-Z]\.?(?:\s?[A-Z]\.?){0,2}"
_ONLY_INITIALS = re.compile(r"[A-Z]\.?(?:[ .]{1,2}[A-Z]\.?){0,2}")
_BETWEEN = re.compile(r"\s*(?:[;\t]|,\s(?:and|&)\s|,\s|\s(?:and|&)\s)\s*")
_NAME = re.compile(rf"^(?:{POST}|(?:{_TITLE})?{PLAIN}(?:,\s{_INITIALS})?)$")
_SURE = re.compile(rf"^(?:{_TITLE}|{POST}$|[A-Z]{{2,3}}$)")
_OFFICE = re.compile(rf"^{POST}$")
_OFFICE_OF = re.compile(rf"^{POST},?\s(?={_TITLE})")
_OFFICE_HELD = re.compile(rf"{POST}\s?\((?P<holder>{_TITLE}{PLAIN})\)")
_MANY = re.compile(r"^(?:the\s)?(?:Councillors|Cllrs|Members)\b\.?:?\s+", re.IGNORECASE)
_END_TOTAL = re.compile(
    r"\s*[(\[–-]?\s*(?:total\s*)?[:=]?\s*(?P<total>\d{1,3})\s*(?:votes?)?[)\]]?\s*$", re.IGNORECASE
)
_HEAD_TOTAL = re.compile(r"(?P<total>\d{1,3})\s*(?:votes?\b)?\s*[(:–-]?\s*(?=[A-Z][a-z]+ [A-Z])")
_LONGEST_TOTAL = 40
"""Characters at the end of a list that are looked at for its total, so that no long line costs time."""
_NONE = re.compile(r"^(?:none|nil|no(?:ne| votes?| ?one))$", re.IGNORECASE)
_SENTENCE = re.compile(
    r"(?<!\s[A-Z]\.)(?<!^[A-Z]\.)(?<!Cllr\.)(?<!Cllrs\.)(?<!Mr\.)(?<!Mrs\.)(?<!Ms\.)(?<!Dr\.)(?<!No\.)"
    r"(?<!con\.)(?<=[.!?;])\s+(?=[A-Z“\"(])"
)


def vote_sentences(text: str) -> list[str]:
    """The sentences of a paragraph; an initial or a shortened title ends none."""
    return [part.strip() for part in _SENTENCE.split(text) if part.strip()]


def without_office(name: str) -> str:
    """A name without the office before it: "The Leader, Councillor A Akers" is "Councillor A Akers"."""
    return _OFFICE_OF.sub("", name).strip(" .,")


def is_sure(name: str) -> bool:
    """True for a name that can be nothing else: with a title, an office alone, or initials."""
    return bool(_SURE.match(name))


def names_of(words: str) -> tuple[tuple[str, ...], int | None] | None:
    """The names in "Councillors A Akers, B Brown and C de Vries (3)", and the total printed.

    None where the words are no such list. "Councillors" gives each its title. An office before a name
    ("The Lord Mayor, Councillor D Dunn") is left off, as lists of who attended have it.
    """
    words = _OFFICE_HELD.sub(r"\g<holder>", words).strip(" .,:;–-\t")
    if head := _HEAD_TOTAL.match(words):
        words = f"{words[head.end() :].rstrip(')')} ({head['total']})"
    total = _END_TOTAL.search(words, max(0, len(words) - _LONGEST_TOTAL))
    plain = (words[: total.start()] if total else words).strip(" .,:;–-\t")
    printed = int(total["total"]) if total else None
    if not plain or _NONE.match(plain):
        return ((), 0 if printed is None and plain else printed) if plain or total else None
    pieces = list(_titled(_people(plain)))
    if not all(_NAME.match(piece) for piece in pieces):
        return None
    return tuple(dict.fromkeys(pieces)), printed


def _titled(pieces: Iterable[str]) -> Iterator[str]:
    """The names with the title that "Councillors" gives to those behind it."""
    title = ""
    for piece in pieces:
        several = _MANY.match(piece)
        if several:
            members = several[0].lower().removeprefix("the ").startswith("members")
            title, piece = "" if members else "Councillor ", piece[several.end() :]
        yield piece if re.match(rf"{_TITLE}|[Tt]he\s", piece) else f"{title}{piece}"


def _people(words: str) -> Iterator[str]:
    """The names of a list; an office that a comma parts from its holder is none of its own."""
    pieces = _with_initials(_pieces(words))
    for (_, piece), (between, holder) in zip(pieces, [*pieces[1:], ("", "")], strict=True):
        if not (_OFFICE.match(piece) and between == "," and re.match(_TITLE, holder)):
            yield piece


def _pieces(words: str) -> Iterator[tuple[str, str]]:
    """What stands between commas, "and" and tabs, each with what is before it."""
    between, at = "", 0
    for cut in [*_BETWEEN.finditer(words), None]:
        piece = words[at : cut.start() if cut else len(words)].strip(" .")
        if piece:
            yield between, piece
        if cut:
            between, at = cut[0].strip(), cut.end()


def _with_initials(pieces: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pieces of a list; "Akers, A" is one person, with the surname first."""
    result: list[tuple[str, str]] = []
    for between, piece in pieces:
        if result and _ONLY_INITIALS.fullmatch(piece):
            result[-1] = result[-1][0], f"{result[-1][1]}, {piece}"
        else:
            result.append((between, piece))
    return result
