"""Conditions, reasons and hours of a permission: words of the one decision that grants or refuses it."""

import re

from indexer.reading.deeds import grants_or_refuses

_TERMS = re.compile(
    r"\b(?:conditions?|reasons?|informatives?|grounds|subject to\b.{0,400}(?:following|:|[–—-])|subject to)"
    r"[\s:–—-]*$",
    re.IGNORECASE | re.DOTALL,
)
TERMS_HEADING = re.compile(
    r"^\W*(?:(?:suggested |planning )?conditions?|reasons?(?: for refusal)?|grounds(?: for refusal)?|"
    r"informatives?)\s*[:.–—-]*$",
    re.IGNORECASE,
)
AS_FOLLOWS = re.compile(
    r"\b(?:(?:permission|consent|licen[cs]es?|certificates?|variation|order)\b[^.;]{0,200}\bbe\b[^.;]{0,40}"
    r"\b(?:granted|varied|modified|issued|approved)"
    r"|(?:grant|vary|modify|issue)(?:ed)?\b[^.;]{0,80}\b(?:licen[cs]e|certificate|variation|order|application))\b"
    r"[^.;]{0,80}\b(?:as follows|following[^.;:]{0,40})[\s:–—-]*$",
    re.IGNORECASE,
)
"""A licence whose terms are listed: "be granted as follows:"."""
HOURS = re.compile(r"^.{0,120}\d[.:]\d\d\b.{0,80}$")


def has_terms(head: str) -> bool:
    """True for a permission or its refusal whose conditions, reasons or hours follow."""
    end = head[-500:]
    return bool((grants_or_refuses(head) and _TERMS.search(end)) or AS_FOLLOWS.search(end))
