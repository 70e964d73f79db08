"""What an address tells without being asked: whose it is, and which document of theirs. Pure."""

import re
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

# What stands right of a council's own part: `coventry.gov.uk`, `kelderby.moderngov.co.uk`,
# `kelderby.cmis.uk.com`, `kelderby.llyw.cymru`; `kelderby.gov.example` in tests.
_REGISTRIES = frozenset({"gov", "llyw", "co", "org", "com", "net", "ac", "nhs", "police", "uk"})
_PLATFORMS = frozenset({"moderngov", "cmis"})
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
    the title. A `g…` address without T means no certain document and has no key.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    found = _DOCUMENT.search(parts.path)
    if not found:
        return None
    letter, number = found["letter"].lower(), found["number"]
    if letter != "g":
        return letter + number
    kinds = [value for name, value in parse_qsl(parts.query) if name.lower() == "t"]
    return f"g{number}-{kinds[0]}" if kinds and re.fullmatch(r"[0-9]{1,4}", kinds[0]) else None


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
