"""What is withheld from the public: exempt items, and documents that a page names without a link.

Ground is what the Local Government Act 1972, Schedule 12A, has as one; its wording is taken as printed.
"""

import re

from indexer.model import Link

_ITEM = re.compile(
    r"^\W{0,3}(?:this (?:item|report|matter|appendix) (?:is|and its appendices are) )?not for publication\b",
    re.IGNORECASE,
)
_EXCLUSION = re.compile(r"\bexclusion of\b", re.IGNORECASE)
_ENTRY = re.compile(
    r"^(?:•\s*)?(?P<title>\S.{0,300}?)[\s,;:–—(\[-]{1,8}"
    r"(?:(?:restricted|exempt|confidential|private)\b[)\]]?[\s.,:;–—(\[-]{0,8}"
    r"(?:(?:by virtue|under|paragraphs?|not for|exempt|contains|view the reasons)\b.{0,400})?"
    r"|(?:not for publication|view the reasons)\b.{0,400})$",
    re.IGNORECASE | re.DOTALL,
)
_ENCLOSURE = re.compile(r"^(?:•\s*)?(?P<title>restricted enclosure(?: \d+)?)\b", re.IGNORECASE)
_GROUND = re.compile(
    r"\bparagraphs?\s+\d.{0,160}?\bSchedule\s+12A(?:\s+(?:of|to)\s+the\s+Local\s+Government\s+Act,?\s+1972)?",
    re.IGNORECASE | re.DOTALL,
)


def withholds(text: str) -> bool:
    """True for a paragraph under a title that withholds the item: "Not for publication by virtue of …"."""
    return bool(_ITEM.match(text))


def is_withheld(title: str, agenda: list[str]) -> bool:
    """True where what stands under an item's title, or the title, says that it is not for the public.

    The item that asks to exclude the public is itself for the public.
    """
    if _EXCLUSION.search(title):
        return False
    bracket = title.rfind("(")
    return any(map(withholds, agenda)) or (bracket >= 0 and withholds(title[bracket:]))


def withheld_entry(text: str) -> Link | None:
    """A document named in a list with "Restricted" in place of a link; None for any other entry."""
    found = _ENTRY.match(text) if len(text) < 800 else None
    if found:
        return Link(found["title"].strip(), "", private=True, ground=ground_of(text))
    enclosure = _ENCLOSURE.match(text)
    if enclosure:
        return Link(enclosure["title"], "", private=True, ground=ground_of(text))
    return None


def ground_of(text: str) -> str | None:
    """The paragraph of the law that is named: "paragraph 3 of Part 1 of Schedule 12A of …"."""
    found = _GROUND.search(text)
    return " ".join(found[0].split()) if found else None
