"""Names of bodies within a sentence: "the Cabinet", "Adult Social Care Scrutiny Board (5)"."""

import re

_NO_NAME = (
    r"(?:The|As|In|At|On|When|That|This|Following|After|Since|If|Further|By|To|For|Both|His|Her|Its"
    r"|Their|Our|Each|Any|Every|An?|Of|And|But|Although|While|Where|With|From|Before|Report|Minutes?"
    r"|Members?|Councillors?|Officers?|Chair|Leader|RESOLVED|AGREED|NOTED|Draft|Agenda|Appendix|See|Call-in|Key|Decision)"
)
_WORD = r"[A-Z](?:[\w&-]|['’](?=\w)){0,30}"
BODY = (
    rf"(?-i:\b(?!{_NO_NAME}\b)(?:{_WORD},? (?:(?:and|of|for|on|&) )?){{0,10}}?"
    r"(?:(?:Cabinet|Executive) Members?(?: for "
    rf"{_WORD}(?:,? (?:(?:and|&) )?{_WORD}){{0,8}})?"
    r"|(?:Scrutiny |Sub-?|Full )?(?:Council|Cabinet|Board|Committee|Sub-?Committee|Panel|Executive"
    r"|Commission|Forum|Assembly|Authority)(?! (?:Tax|Member|Officer|Director|House|Plan|Chair)))"
    r"(?!\w)(?: \(\d{1,2}\))?)"
)
"""A body under its name, its capitals telling where it begins; for use in a wider pattern."""
SAT = (
    r"(?:considered|approved|agreed|decided|resolved|noted|received|asked|adopted|endorsed"
    r"|recommended|requested|referred|deferred|discussed|supported|rejected|scrutinised|reviewed"
    r"|accepted|authorised|granted|refused|heard|welcomed|delegated|voted|concluded|confirmed|met)"
)
"""What a body does at a meeting, as a past form; for use in a wider pattern."""
_ACTED = re.compile(
    rf"\bby (?:the )?(?P<by>{BODY})|(?P<did>{BODY}),? (?:had |has |have |previously |also |then |first )"
    rf"{{0,2}}{SAT}\b|(?P<at>{BODY}),? at (?:its|their)\b",
    re.IGNORECASE,
)
_SAT_THERE = re.compile(
    rf"(?P<body>{BODY}),? at (?:its|their) (?:\w+ )?meeting|\bby (?:the )?(?P<by>{BODY}),? on (?:the )?\x01"
)
"""A body whose meeting is named, or its day: `\x01` stands for a letter of a date."""
_NAMED = re.compile(BODY)


def bodies_in(text: str) -> list[str]:
    """All bodies that are named, in order, each once."""
    return list(dict.fromkeys(tidy(found[0]) for found in _NAMED.finditer(text)))


def body_that_acted(text: str) -> str | None:
    """The body whose meeting is named last, else the one that did something; None where two did."""
    sat = list(_SAT_THERE.finditer(text))
    if sat:
        return tidy(sat[-1]["body"] or sat[-1]["by"])
    acted = {
        tidy(found["by"] or found["did"] or found["at"]): None for found in _ACTED.finditer(text)
    }
    return next(iter(acted)) if len(acted) == 1 else None


def tidy(name: str) -> str:
    """A name as printed, without what a comma parts from its front: "In Kelderby, Cabinet"."""
    _, comma, rest = name.rpartition(", ")
    listed = comma and re.search(r"\b(?:and|&)\b", rest)
    return name if listed or not comma else rest
