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
    "defer": r"defer(?:s|red)?|postpone[sd]?|adjourn(?:s|ed)?|wait(?:s|ed)? (?:until|for)|await(?:s|ed)?"
    r"|(?:leave|left) (?:a|the|any|this) (?:final )?decision",
    "refuse": r"refuse[sd]?|reject(?:s|ed)?",
}
_PASSIVE: dict[Action, str] = {
    "recommend": "recommended",
    "note": "noted|acknowledged",
    "approve": "approved|agreed|accepted|supported|endorsed|adopted|granted|authorised|confirmed",
    "request": "requested|asked|invited|instructed",
    "refer": "referred",
    "delegate": "delegated",
    "defer": "deferred|postponed|adjourned",
    "refuse": "refused|rejected",
}
_IS_DONE: dict[Action, re.Pattern[str]] = {
    "recommend": re.compile(
        r"\brecommendations?\b[^.;]{0,60}\bbe\s(?:submitted|made|forwarded|put)\sto\b",
        re.IGNORECASE,
    ),
    "delegate": re.compile(
        r"\b(?:delegated (?:authority|power|powers)|authority)\b.{0,60}?\bbe\s(?:given|granted|delegated)\b"
        r"|\bbe\s(?:hereby\s)?(?:given|granted)\s(?:full\s)?(?:delegated\s)?(?:authority|powers?)\b"
        r"|^(?:to\s|that\s)?(?:give|grant)s? delegated\b",
        re.IGNORECASE,
    ),
    "defer": re.compile(
        r"\bbe\s(?:held over|put back|left until"
        r"|(?:carried|brought) (?:over|forward|back) to (?:the|a|its) (?:next|later|future) meeting)\b",
        re.IGNORECASE,
    ),
    "refuse": re.compile(r"\bbe\s(?:required and|hereby)\s(?:refused|rejected)\b", re.IGNORECASE),
    "approve": re.compile(
        r"\b(?:approval|permission|consent|licen[cs]e)\b[^.;]{0,60}\bbe\s(?:given|issued)\b"
        r"|\bminutes\b.{0,200}(?<!not )\bbe\s[^.;]{0,60}?\b(?:signed|confirmed|approved|agreed|accepted"
        r"|taken as read)\b[^.;]{0,60}\b(?:correct|true|accurate)(?:\s\w+){0,3}?\srecord\b",
        re.IGNORECASE,
    ),
}
"""Ways of saying it that no single verb tells."""
_DENIED = re.compile(
    r"^(?:to\s|that\s)?(?:not\s(?:to\s)?(?P<approve>approve|agree|accept|support|endorse|adopt|grant|authorise)\b"
    r"|no\s(?:further\s)?(?P<approval>approval|permission|consent|licen[cs]e)\b[^.;,]{0,60}?"
    r"\bbe\s(?:given|issued|granted|approved|agreed)\b"
    r"|(?:(?!\b(?:that|and|be|is|are|was|were|if|unless|whether|who|which|where)\b)[^.;,]){1,120}?"
    rf"\b(?:not\sbe|be\snot)\s(?:(?P<approved>{_PASSIVE['approve']})"
    rf"|{'|'.join(_PASSIVE.values())})\b)",
    re.IGNORECASE,
)
"""What is first said is not to be done: "not to approve …", "the grant not be approved"."""
_BY_VERB: dict[str, Action] = {
    "RECOMMENDED": "recommend",
    "NOTED": "note",
    "DEFERRED": "defer",
    "APPROVED": "approve",
    "ENDORSED": "approve",
    "GRANTED": "approve",
    "REFUSED": "refuse",
}
_BE = r"\b(?:be|was|were|is|are)\s+(?:\w+ly\s+|hereby\s+|duly\s+|received and\s+)?"
_PAST = (
    r"(?:noted|requested|recommended|agreed|approved|asked|referred|delegated|deferred|resolved|supported|"
    r"endorsed|welcomed|thanked|accepted|adopted|authorised|instructed)"
)
_BARE = (
    r"(?:note|request|recommend|refer|delegate|ask|agree|approve|support|endorse|welcome|thank|receive|accept"
    r"|adopt|authorise|instruct)"
)
_OBJECT = r"\s+(?:that|to|the|its|their|officers)\b"
_THEN_BE = re.compile(
    r"(?P<done>\bbe\s(?:noted|received|approved|agreed|accepted|endorsed|supported|adopted|welcomed))"
    r"[,;]?\sand\s(?:that\s)?(?=[^.;]{1,160}?\bbe\s(?:requested|asked|recommended|thanked|invited|delegated"
    r"|authorised|instructed|referred|submitted|deferred)\b)"
)
_POST_OF = r"(?: of [A-Z][\w’']*(?:(?:,| and|,? &| the)? [A-Z][\w’']*)*)?"
_MEMBER_FOR = r"(?: for [A-Z][\w’']*(?:(?:,| and|,? &| the)? [A-Z][\w’']*)*)?"
_CUT_HERE = "\x1e"
"""Put where a text is to be parted: a character that no paper has."""
_WHO = (
    rf"(?:Cabinet Members?{_MEMBER_FOR}|Cabinet|CABINET|(?:Full |FULL )?(?:Council|COUNCIL)|"
    r"Executive|EXECUTIVE|"
    r"(?:(?:Deputy|Assistant|Strategic|Interim|Executive|Managing|Corporate|Acting|Joint)\s+)*"
    rf"(?:Directors?|Heads?){_POST_OF}|"
    r"(?:[A-Z0-9][\w’'-]{0,20} ){0,4}Officer|Chief Executive|Vice-Chair|Chair(?:man|person)?|Leader|"
    r"[Oo]fficers|"
    r"Secretary of State(?: for [A-Z]\w+(?: [A-Z]\w+)*)?|"
    r"(?:[A-Z][\w’']*\s+)+(?:Board|Committee|Panel)(?: \(\d+\))?)"
)
_ADDRESSEE = re.compile(
    r"^(?i:request(?:s|ed)?|recommend(?:s|ed)?|refer(?:s|red)?|ask(?:s|ed)?|invite[sd]?|delegate[sd]?)\s+"
    rf"(?:.{{0,60}}?\bto\s+)??(?:that\s+)?(?:the\s+)?(?P<who>{_WHO})\b"
)
_POST = (
    r"(?:(?:[A-Z][\w’'-]*,?\s+|(?:and|of|for|the)\s+){0,8}(?:Members?|Directors?|Heads?|Chief Executive"
    r"|Chair\w*|Vice-Chair\w*|Leader|Cabinet|Council|Committee|Board|Panel|Executive|Officers?|Managers?"
    r"|Solicitor|Clerk|Treasurer|Mayor|Secretary of State)|officers|clerk)"
)
_ADDRESSEE_FIRST = re.compile(
    rf"^(?:[Tt]he\s+)?(?P<who>{_POST}\b[^.;:]{{0,120}}?)\s+(?:be|is|are)\s+(?:hereby\s+|also\s+|further\s+)?"
    r"(?:(?i:recommended|requested|asked|invited|instructed)|authorised(?=\sto\b|,)|(?:given|granted)\s(?:full\s)?"
    r"(?:delegated\s)?(?:authority|powers?))(?!\w)"
)
_AUTHORISED = re.compile(
    rf"^(?:[Tt]hat\s)?(?:[Tt]he\s+)?(?P<who>{_POST}\b[^.;:]{{0,120}}?)\s+be\s+(?:hereby\s+)?authorised(?:,[^.;]{{0,120}},)?\sto\b"
)
_AUTHORISE = re.compile(
    rf"^(?:to\s|that\s)?[Aa]uthoris(?:es?|ed)\s(?:the\s+)?(?P<who>{_POST}\b[^.;:]{{0,120}}?)\s+to\b"
)
"""To let somebody do something is to delegate it, in whichever words."""
_WITH = re.compile(r",?\s(?:in|following|after|subject to)\s(?:\w+\s)?consultation\b.*$", re.DOTALL)
_STILL_OPEN = re.compile(
    r"\b(?:however|but|although)\b.{0,300}\bbefore\s(?:coming\sto|making|reaching|taking|any)\b"
    r".{0,20}\bdecision\b",
    re.IGNORECASE | re.DOTALL,
)
"""What is said to be wanted before anything is decided."""
_GIVEN_TO = re.compile(
    r"\b(?:authority|powers?)\b[^.;]{0,80}?\bbe\s(?:hereby\s)?(?:delegated|given|granted)\sto\s(?:the\s)?"
    rf"(?P<who>{_WHO})\b",
)
_SUBMITTED_TO = re.compile(
    r"\brecommendations?\b[^.;]{0,60}\bbe\s(?:submitted|made|forwarded|put)\sto\s(?:the\s)?"
    rf"(?P<who>{_WHO})\b"
)
_TO_WHOM = re.compile(
    rf"^\(?(?:(?i:to)\s+)?(?:(?i:the)\s+)?(?P<who>{_WHO})\b\)?[,:;\s–—-]*(?:(?i:that)\b)?[,:;\s–—-]*(?P<rest>.*)$",
    re.DOTALL,
)


_GRANTS = re.compile(
    r"\b(?:permission|consent|approval|applications?|licen[cs]es?|certificates?|variation|order|plan)\b.{0,400}"
    r"\b(?:granted|refused|approved|given|rejected|grant|refuse|approve|permitted|required)\b"
    r"|\b(?:grant|refuse|approve|APPROVED|REFUSED|GRANTED)(?:ed|d)?\b",
    re.IGNORECASE | re.DOTALL,
)


def grants_or_refuses(words: str) -> bool:
    """True for "planning permission be granted …": what follows are its conditions or reasons."""
    return bool(_GRANTS.search(words))


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
        return _passive_deeds(text)
    joined = rf",?\s+and\s+(?:also\s+|further\s+)?(?={further}{_OBJECT})"
    last = [found.start() for found in re.finditer(joined, text)]
    in_row = [found.start() for found in re.finditer(rf",\s+(?={further}{_OBJECT})", text)]
    cuts = sorted({*last, *(place for place in in_row if last and place < last[-1])})
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    opening = re.compile(r"^,?\s*(?:and\s+)?(?:also\s+|further\s+)?")
    return [opening.sub("", piece).strip() for piece in pieces if piece.strip()]


def _passive_deeds(text: str) -> list[str]:
    """The deeds of "the report be noted and the Director be asked to …"."""
    text = _THEN_BE.sub(lambda found: found["done"] + _CUT_HERE, text)
    pieces = re.split(
        rf"{_CUT_HERE}|[,;]?\s+and\s+(?:that\s+(?=[^.]{{0,400}}?\bbe\b)"
        rf"|(?:therefore\s+|further\s+)?resolve[sd]?\s+to\s+(?={_BARE}))",
        text,
    )
    return [piece.strip() for piece in pieces if piece.strip()]


def action_of(text: str, verb: str) -> Action:
    """The action of a part: by its first verb, else by "be noted", else by the verb in capitals."""
    if _STILL_OPEN.search(text):
        return "other"
    denied = _DENIED.match(text)
    if denied:
        return "refuse" if any(denied.groups()) else "other"
    if _AUTHORISED.match(text) or _AUTHORISE.match(text):
        return "delegate"
    for action, words in _ACTIVE.items():
        if re.match(rf"^(?:to\s+|that\s+)?(?:{words})\b", text, re.IGNORECASE):
            return action
    for action, pattern in _IS_DONE.items():
        if pattern.search(text):
            return action
    support = re.match(r"(?:the\s)?[^,;.]{1,60}?\s(?:support|endorse|approve)\b", text)
    if support and not re.search(_BE, support[0]):
        return "approve"
    text = re.split(r"\b(?:whether|if|who)\b", text, maxsplit=1)[0]
    found = re.search(rf"{_BE}(?P<deed>{'|'.join(_PASSIVE.values())})\b", text, re.IGNORECASE)
    if found:
        return next(
            action
            for action, words in _PASSIVE.items()
            if found["deed"].lower() in words.split("|")
        )
    return _BY_VERB.get(verb, "other")


def addressee_of(text: str) -> str | None:
    """Whom a part asks, recommends or refers something to: a body, a post, "officers"."""
    text = re.sub(r"^that\s+", "", text, count=1, flags=re.IGNORECASE)
    found = (
        _ADDRESSEE.match(text)
        or _ADDRESSEE_FIRST.match(text)
        or _AUTHORISE.match(text)
        or _SUBMITTED_TO.search(text[:400])
        or _GIVEN_TO.search(text[:400])
    )
    return _WITH.sub("", found["who"]) if found else None


_COUNCIL = re.compile(
    r"(?:(?:the|full|annual|extraordinary|special|ordinary|budget|meeting|of) ){0,6}"
    r"(?:(?:[\w'’.-]+ ){0,6}(?:city|borough|county|district|town|parish|community) "
    r"|(?:city|london borough) of [\w' -]{2,40} )?council"
    r"(?: \((?:annual|extraordinary|special|budget)\))?(?: meeting)?",
)


def capacity_of(board: str) -> Capacity | None:
    """In what capacity a board decides, by its name; None where the name does not tell."""
    name = board.lower()
    if re.search(r"scrutiny|select committee|overview", name):
        return "scrutiny"
    if re.search(
        r"\b(?:planning|licensing|regulatory|appeals?|development (?:control|management))\b", name
    ):
        return "regulatory"
    if re.search(r"\b(?:cabinet committee|advisory|consultative|working)\b", name):
        return None
    if re.search(r"\b(?:cabinet|executive)\b", name):
        return "executive"
    return "council" if _COUNCIL.fullmatch(name.strip()) else None


def to_whom(words: str) -> tuple[str | None, str]:
    """Whom "RECOMMENDED to Council that …" addresses, and what is recommended."""
    found = _TO_WHOM.match(words.strip())
    return (found["who"], found["rest"].strip()) if found else (None, words.strip())
