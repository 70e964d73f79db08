"""Which matter is routine, decided by its words and not by its title.

"There were no disclosable interests" is routine; an interest that somebody declared, a matter
arising, anything resolved, is not.
"""

import re
from collections.abc import Iterable

from indexer.reading.titles import is_standing
from indexer.reading.words import sentences, without_mark

_MATTERS = (
    r"(?:[\w’'-]+ ){0,5}?(?:declarations?|disclosures?|interests?|items?|matters|apologies|business|"
    r"petitions|"
    r"deputations|questions|announcements|substitut\w+|representations|speakers|requests to speak"
    r"|call-ins?)\b"
)
_SAID = (
    r"(?:(?:the )?(?:chair\w*|leader|mayor|clerk) "
    r"(?:reported|advised|announced|confirmed|stated|informed members) "
    r"(?:that )?|it was (?:noted|reported|confirmed) that )?"
)
_AGREED = r"\b(?:agreed|approved|confirmed|signed|accepted)\b.{0,80}"
_NOTHING = re.compile(
    rf"^(?:{_SAID}there (?:were|was|are|is|had been|have been) no {_MATTERS}.{{0,80}}"
    rf"|no {_MATTERS}.{{0,40}}"
    r"\b(?:made|declared|received|raised|notified|reported|disclosed|submitted).{0,40}"
    rf"|no {_MATTERS}(?: (?:on this occasion|at this meeting|this time))?"
    r"|no (?:members?|councillors?|one|officers?)(?: present)? (?:made|declared|disclosed|had|wished to)\b"
    r".{0,80}"
    r"|(?:there were |there was )?none(?: (?:were|was))?"
    r"(?: (?:declared|made|received|reported|raised|notified))?"
    r"|nil|n/?a|not applicable|nothing to (?:report|declare)"
    r"|apologies(?: for (?:absence|lateness|non-attendance))? (?:were|was|had been|have been)"
    r" (?:received|submitted|given|noted|recorded|sent|made|reported)\b.{0,400}"
    r"|(?:it was )?(?:resolved|agreed|recommended)?(?: unanimously)?[\s:,–—-]*(?:that )?"
    r"the (?:public )?minutes\b"
    rf".{{0,200}}{_AGREED})[.;]?$",
    re.IGNORECASE | re.DOTALL,
)
_BOILERPLATE = re.compile(
    r"^(?:any other items? of .*business which the chair.*"
    r"|any other .*business.*urgen.*"
    r"|to (?:agree|approve|confirm|receive|note|consider|sign|deal with)\b.{0,120}"
    r"\b(?:minutes|apologies|declarations|interests|substitut\w+|urgent)\b.*"
    r"|matters arising"
    r"|members are (?:asked|invited|reminded) to (?:declare|disclose)\b.*)[.;]?$",
    re.IGNORECASE | re.DOTALL,
)


_BUT = re.compile(
    r"\b(?:other than|except|save (?:for|by|from)|but|subject to|however|apart from|although"
    r"|with the exception|amend\w*|correct(?:ion|ions|ed)\b|deletion|deleted|following)\b",
    re.IGNORECASE,
)
"""After these words something did happen: "no matters arising other than the flooding"."""
_NAMED = re.compile(r"\b(?:Councillor|Cllr)\.? [A-Z]")
_OF_MEMBERS = re.compile(r"^(?:apologies|.{0,40}\bminutes)\b", re.IGNORECASE)
_APOLOGIES = re.compile(
    r"apologies(?: for (?:absence|non-attendance))?(?: and substitut\w+)?$", re.I
)
_TITLED = re.compile(r"(?:Councillors?|Cllrs?|M(?:r|rs|s|iss|x)|Dr)\b")


def is_routine(title: str, minutes: Iterable[str], agenda: Iterable[str]) -> bool:
    """True where every sentence says that nothing happened.

    Without minutes it is what the agenda says: a standing title over nothing but its usual words.
    """
    texts = [without_mark(text) for text in minutes]
    absent = [text for text in texts if _APOLOGIES.match(title) and _only_names(text)]
    said = [sentence for text in texts if text not in absent for sentence in sentences(text)]
    if said or absent:
        return all(says_nothing(sentence.strip()) for sentence in said)
    return is_standing(title) and all(_BOILERPLATE.match(without_mark(text)) for text in agenda)


def _only_names(text: str) -> bool:
    """True for members' names and no more: "Councillors A. Able, Baker and Mrs Cole."."""
    words = re.split(r"[\s,;]+", text.strip(" .")) if _TITLED.match(text) else []
    return bool(words) and all(word[:1].isupper() or word in {"and", "&"} for word in words)


def says_nothing(sentence: str) -> bool:
    """True for words of form; a member's name among them says that something was declared or raised."""
    named = _NAMED.search(sentence) and not _OF_MEMBERS.match(sentence)
    return bool(_NOTHING.match(sentence)) and not _BUT.search(sentence) and not named
