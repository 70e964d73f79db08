"""Who decides: the body that a resolution names, and its whole name."""

import re

from indexer.reading.deeds import DEED, has_own_deed
from indexer.reading.openings import BODY_WORD
from indexer.reading.titles import folded

_MEMBER_FOR = r"Cabinet Member(?: for (?:(?!\bbe\s)[\w\s,&'’-])+?)?"
_BODY = re.compile(
    rf"^(?:having\s[^,;]{{3,120}},\s*)?(?P<body>(?:(?:the|this)\s+)?(?:[A-Z](?:(?!\s(?:be|that|{DEED})\s)[\w&'’(),\s-])*?\s)?"
    rf"(?:{BODY_WORD}|{_MEMBER_FOR})(?:\s*\(\d+\))?)\s*[,:;–-]*\s*"
    rf"(?P<rest>(?:(?:also|hereby|unanimously|to|had|has|have)\s+)*(?:{DEED})\b.*)?$",
    re.DOTALL,
)


def split_body(words: str) -> tuple[str | None, str]:
    """The body that decides, and the rest: ("the Scrutiny Board", "note the briefing note …")."""
    found = None if has_own_deed(words.strip()) else _match_body(words.strip())
    if not found:
        return None, words.strip(" ,:;–-")
    body = re.sub(r"^(?:the|this)\s+", "", found["body"].strip(), flags=re.IGNORECASE)
    return body, (found["rest"] or "").strip()


def _match_body(words: str) -> re.Match[str] | None:
    """The name of a body stands in the first few words; a long text is not searched for one."""
    return _BODY.match(words) if len(words) < 4_000 else None


def full_name(body: str | None, board: str | None) -> str | None:
    """The board's whole name where the minutes use a short form of it: "the Board"."""
    if body is None:
        return board
    body = re.sub(r"^(?:the|this)\s+", "", body.strip(), flags=re.IGNORECASE)
    if board and set(folded(body).split()) <= {*folded(board).split(), "members"}:
        return board
    return body
