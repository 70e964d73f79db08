"""What a resolution does: its action, whom it addresses, in what capacity its board acts."""

import re

from indexer.model import Action, Capacity

DEED = (
    r"notes?|noted|approves?|approved|agrees?|agreed|accepts?|accepted|supports?|supported|endorses?|"
    r"endorsed|adopts?|adopted|confirms?|confirmed|requests?|requested|asks?|asked|recommends?|"
    r"recommended|refers?|referred|delegates?|delegated|defers?|deferred|refuses?|refused|rejects?|"
    r"rejected|receives?|received|thanks?|thanked|welcomes?|welcomed|considers?|considered|"
    r"authorises?|authorised|instructs?|instructed|invites?|invited|grants?|granted|appoints?|"
    r"appointed|acknowledges?|acknowledged|commends?|commended|writes?|identif(?:y|ies|ied)"
)
"""The verbs of resolutions, as a pattern."""
_ACTIVE: dict[Action, str] = {
    "note": r"note[sd]?|acknowledge[sd]?",
    "approve": r"approve[sd]?|agree[sd]?|accept(?:s|ed)?|support(?:s|ed)?|endorse[sd]?"
    r"|adopt(?:s|ed)?|confirm(?:s|ed)?|authorise[sd]?|grant(?:s|ed)?",
    "recommend": r"recommend(?:s|ed)?",
    "request": r"request(?:s|ed)?|ask(?:s|ed)?|invite[sd]?|instruct(?:s|ed)?",
    "refer": r"refer(?:s|red)?",
    "delegate": r"delegate[sd]?",
    "defer": r"defer(?:s|red)?",
    "refuse": r"refuse[sd]?|reject(?:s|ed)?",
}
_PASSIVE: dict[Action, str] = {
    "recommend": "recommended",
    "note": "noted",
    "approve": "approved|agreed|accepted|supported|endorsed|adopted|granted|authorised",
    "request": "requested|asked|invited",
    "refer": "referred",
    "delegate": "delegated",
    "defer": "deferred",
    "refuse": "refused|rejected",
}
_BY_VERB: dict[str, Action] = {"RECOMMENDED": "recommend", "NOTED": "note", "DEFERRED": "defer"}
_PAST = (
    r"(?:noted|requested|recommended|agreed|approved|asked|referred|delegated|deferred|resolved|supported|"
    r"endorsed|welcomed|thanked)"
)
_BARE = r"(?:note|request|recommend|refer|delegate|ask|agree|approve|support|endorse|welcome|thank|receive)"
_OBJECT = r"\s+(?:that|to|the|its|their|officers)\b"
_POST_OF = r"(?: of [A-Z][\w’']*(?:(?:,| and|,? &| the)? [A-Z][\w’']*)*)?"
_MEMBER_FOR = r"(?: for [A-Z][\w’']*(?:(?:,| and|,? &| the)? [A-Z][\w’']*)*)?"
_WHO = (
    rf"(?:Cabinet Members?{_MEMBER_FOR}|Cabinet|Full Council|Council|Executive|"
    rf"(?:(?:Deputy|Assistant|Strategic|Interim|Executive)\s+)*(?:Directors?|Heads?){_POST_OF}|"
    r"Chief Executive|Vice-Chair|Chair(?:man|person)?|Leader|[Oo]fficers|"
    r"Secretary of State(?: for [A-Z]\w+(?: [A-Z]\w+)*)?|"
    r"(?:[A-Z][\w’']*\s+)+(?:Board|Committee|Panel)(?: \(\d+\))?)"
)
_ADDRESSEE = re.compile(
    r"^(?i:request(?:s|ed)?|recommend(?:s|ed)?|refer(?:s|red)?|ask(?:s|ed)?|invite[sd]?|delegate[sd]?)\s+"
    rf"(?:.{{0,60}}?\bto\s+)??(?:that\s+)?(?:the\s+)?(?P<who>{_WHO})\b"
)
_ADDRESSEE_FIRST = re.compile(
    r"^(?:the\s+)?(?P<who>(?:Cabinet Members?|Directors?|Heads?|Chief Executive|Chair|Leader|Cabinet|"
    r"Council|[Oo]fficers)\b[^.;:]{0,80}?)\s+be\s+(?:recommended|requested|asked|invited)\b"
)
_TO_WHOM = re.compile(
    rf"^(?:to\s+)?(?:the\s+)?(?P<who>{_WHO})\b[,:;\s]*(?:that\b)?(?P<rest>.*)$", re.DOTALL
)


def has_own_deed(text: str) -> bool:
    """True where a part begins with what is done: "Note the report", "to approve …"."""
    return bool(re.match(rf"(?:to\s+|that\s+)?(?:{DEED})\b", text, re.IGNORECASE))


def has_deed(words: str) -> bool:
    """True where anything is done in these words."""
    return bool(re.search(rf"\b(?:{DEED}|be)\b", words))


def split_deeds(text: str) -> list[str]:
    """The deeds of a resolution in one sentence: "noted …, supported … and requested …" is three.

    All are in the form of the first: what residents "had welcomed and supported" is no deed.
    """
    further = next(
        (form for form in (_PAST, _BARE) if re.match(rf"(?:to\s+)?{form}\b", text)), None
    )
    if further is None:
        pieces = re.split(r",?\s+and\s+that\s+(?=[^.]*\bbe\b)", text)
        return [piece.strip() for piece in pieces if piece.strip()]
    joined = rf",?\s+and\s+(?:also\s+|further\s+)?(?={further}{_OBJECT})"
    last = [found.start() for found in re.finditer(joined, text)]
    in_row = [found.start() for found in re.finditer(rf",\s+(?={further}{_OBJECT})", text)]
    cuts = sorted({*last, *(place for place in in_row if last and place < last[-1])})
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    opening = re.compile(r"^,?\s*(?:and\s+)?(?:also\s+|further\s+)?")
    return [opening.sub("", piece).strip() for piece in pieces if piece.strip()]


def action_of(text: str, verb: str) -> Action:
    """The action of a part: by its first verb, else by "be noted", else by the verb in capitals."""
    for action, words in _ACTIVE.items():
        if re.match(rf"^(?:to\s+|that\s+)?(?:{words})\b", text, re.IGNORECASE):
            return action
    for action, words in _PASSIVE.items():
        if re.search(rf"\bbe\s+(?:\w+ly\s+)?(?:{words})\b", text, re.IGNORECASE):
            return action
    return _BY_VERB.get(verb, "other")


def addressee_of(text: str) -> str | None:
    """Whom a part asks, recommends or refers something to: a body, a post, "officers"."""
    found = _ADDRESSEE.match(text) or _ADDRESSEE_FIRST.match(text)
    return found["who"] if found else None


def capacity_of(board: str) -> Capacity | None:
    """In what capacity a board decides, by its name; None where the name does not tell."""
    name = board.lower()
    if re.search(r"scrutiny|select committee|overview", name):
        return "scrutiny"
    if re.search(r"\b(?:cabinet|executive)\b", name):
        return "executive"
    if re.search(r"planning|licensing|regulatory|appeals", name):
        return "regulatory"
    if re.fullmatch(
        r"(?:full |annual )?(?:[\w' -]*\b(?:city|borough|county|district|town|parish) )?council",
        name,
    ):
        return "council"
    return None


def to_whom(words: str) -> tuple[str | None, str]:
    """Whom "RECOMMENDED to Council that …" addresses, and what is recommended."""
    found = _TO_WHOM.match(words.strip())
    return (found["who"], found["rest"].strip()) if found else (None, words.strip())
