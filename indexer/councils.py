"""What an address tells without being asked: whose it is, and which document of theirs. Pure."""

import re
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

# What stands right of a council's own part: `coventry.gov.uk`, `kelderby.moderngov.co.uk`,
# `kelderby.cmis.uk.com`, `kelderby.llyw.cymru`; `kelderby.gov.example` in tests.
_REGISTRIES = frozenset({"gov", "llyw", "co", "org", "com", "net", "ac", "nhs", "police", "uk"})
_PLATFORMS = frozenset({"moderngov", "cmis"})
_SESSION = re.compile(r"/\((?:[A-Z]\([^()/]*\))+\)(?=/)", re.I)
_PAGES = {
    "ielistdocuments.aspx": ("meeting", ("mid", "meetingid")),
    "celistdocuments.aspx": ("library-meeting", ("meetingid", "mid")),
    "mgai.aspx": ("item", ("id",)),
    "mgmeetingattendance.aspx": ("attendance", ("id",)),
    "mgchoosedocpack.aspx": ("pack-choice", ("id",)),
    "mgissuehistoryhome.aspx": ("issue", ("iid",)),
    "ieissuedetails.aspx": ("issue", ("iid",)),
    "mglistplanitems.aspx": ("plan", ("planid",)),
    "getmeeting": ("service-meeting", ("lmeetingid",)),
}
"""By page name in small letters: what the page tells of, and the parameters that give its number."""
_DOCUMENT = re.compile(r"(?:^|/)documents/(?P<letter>[sbg])(?P<number>\d{1,12})(?:/|$)", re.I)


def council_of(url: str) -> str | None:
    """The short name of the council whose site this address is on; None where it tells none.

    It is the own part of the host: `coventry` for `https://edemocracy.coventry.gov.uk/…`.
    """
    try:
        host = urlsplit(url.strip()).hostname or ""
    except ValueError:  # brackets that hold no IPv6 address
        return None
    labels = host.rstrip(".").lower().split(".")
    if len(labels) < 2 or not labels[-1].isalpha() or not all(map(_is_label, labels)):
        return None
    own = labels[:-1]
    while own and own[-1] in _REGISTRIES:
        own.pop()
    if len(own) < len(labels) - 1:  # `moderngov.example` is a site of its own
        own = own[:-1] if own and own[-1] in _PLATFORMS else own
    return own[-1] if own and own[-1] != "www" else None


def document_key(url: str) -> str | None:
    """Letter and number of a ModernGov document's address: `s5001`, `b77`, `g900-10` with its T.

    They are the document's key on its site; the rest of the path is decoration and changes with
    the title. A `g…` address without T means no certain document and has no key. The older
    `mgConvert2PDF.aspx?ID=…` names the same documents (moderngov.md §6).
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    told = parameters_of(parts.query)
    kind = told.get("t", "")
    found = _DOCUMENT.search(parts.path)
    if found:
        letter, number = found["letter"].lower(), found["number"]
    elif parts.path.rpartition("/")[2].lower() == "mgconvert2pdf.aspx":
        letter, number = _older_letter(kind), told.get("id", "")
    else:
        return None
    if not letter or not is_number(number):
        return None
    if letter != "g":
        return letter + number
    return f"g{number}-{kind}" if re.fullmatch(r"[0-9]{1,4}", kind) else None


def page_key(url: str) -> str | None:
    """What a ModernGov page tells of, and its number on its site: `meeting-900`, `item-3001`.

    Whatever the host, the case, the order of parameters, or a session in the path (§2.2, §2.4);
    None for other pages and for one without its number.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    name = parts.path.rpartition("/")[2].lower()
    told = parameters_of(parts.query)
    if name == "iedecisiondetails.aspx":
        if is_number(told.get("id", "")):
            return f"decision-{told['id']}"
        return f"item-decision-{told['aiid']}" if is_number(told.get("aiid", "")) else None
    what, parameters = _PAGES.get(name, ("", ()))
    numbers = (told.get(parameter, "") for parameter in parameters)
    number = next((number for number in numbers if is_number(number)), None)
    return f"{what}-{number}" if number else None


def without_session(path: str) -> str:
    """A path without the session that some sites put into it: `/(X(1)S(abc))/page.aspx`."""
    return _SESSION.sub("", path)


def plain_address(url: str) -> str:
    """The address in one way of writing: host in lower case, spaces quoted, no fragment."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    safe = "/%:@!$&'()*+,;=~"
    path, query = quote(parts.path, safe), quote(parts.query, safe + "?")
    return urlunsplit((parts.scheme, parts.netloc.lower(), path or "/", query, ""))


def _is_label(label: str) -> bool:
    return re.fullmatch(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", label) is not None


def parameters_of(query: str) -> dict[str, str]:
    """The parameters by name in small letters; of repeated ones the first."""
    found: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        found.setdefault(name.lower(), value.strip())
    return found


def is_number(text: str) -> bool:
    """True for a number as sites give them to what they hold."""
    return re.fullmatch(r"[0-9]{1,12}", text) is not None


def _older_letter(kind: str) -> str | None:
    """What `mgConvert2PDF.aspx?ID=…&T=…` is: without T an item's document, 9 a supplement, 6 a
    member's register of interests, which is no paper; else a document of the meeting.
    """
    return {"": "s", "9": "b", "6": None}.get(kind, "g")
