"""Which matter is routine, decided by its words and not by its title.

"There were no disclosable interests" is routine; an interest that somebody declared, a matter
arising, anything resolved, is not.
"""

import re
from collections.abc import Iterable

from indexer.reading.titles import is_standing
from indexer.reading.words import sentences, without_mark

_MATTERS = (
    r"(?:\w+[ -]){0,4}?(?:declarations?|disclosures?|interests?|items?|matters|apologies|business|petitions|"
    r"deputations|questions|announcements|substitut\w+)\b"
)
_AGREED = r"\b(?:agreed|approved|confirmed|signed)\b.{0,80}"
_NOTHING = re.compile(
    rf"^(?:there (?:were|was|are|is) no {_MATTERS}.{{0,80}}"
    rf"|no {_MATTERS}.{{0,40}}\b(?:made|declared|received|raised|notified|reported|disclosed).{{0,40}}"
    r"|(?:there were )?none(?: were)?(?: (?:declared|made|received|reported|raised|notified))?|nil|n/?a"
    rf"|(?:that )?the (?:public )?minutes\b.{{0,200}}{_AGREED})[.;]?$",
    re.IGNORECASE | re.DOTALL,
)
_BOILERPLATE = re.compile(
    r"^(?:any other items? of .*business which the chair.*"
    r"|any other .*business.*urgen.*"
    r"|to (?:agree|approve|confirm|receive|note|consider|sign)\b.{0,120}"
    r"\b(?:minutes|apologies|declarations|interests|substitut\w+)\b.*"
    r"|matters arising"
    r"|members are (?:asked|invited|reminded) to (?:declare|disclose)\b.*)[.;]?$",
    re.IGNORECASE | re.DOTALL,
)


_BUT = re.compile(
    r"\b(?:other than|except|save (?:for|by|from)|but|subject to|however|apart from|although"
    r"|with the exception|amend\w*|correct\w*|deletion|deleted|following)\b",
    re.IGNORECASE,
)
"""After these words something did happen: "no matters arising other than the flooding"."""


def is_routine(title: str, minutes: Iterable[str], agenda: Iterable[str]) -> bool:
    """True where every sentence says that nothing happened.

    Without minutes it is what the agenda says: a standing title over nothing but its usual words.
    """
    said = [sentence for text in minutes for sentence in sentences(without_mark(text))]
    if said:
        return all(_says_nothing(sentence.strip()) for sentence in said)
    return is_standing(title) and all(_BOILERPLATE.match(without_mark(text)) for text in agenda)


def _says_nothing(sentence: str) -> bool:
    return bool(_NOTHING.match(sentence)) and not _BUT.search(sentence)
