"""The settings of a server: the names it answers to, and settings that are refused."""

import pytest

from indexer.errors import BadCall
from indexer.search.archive import Archive
from searchui.app import create_app
from searchui.house import House, checked


@pytest.fixture(scope="module")
def archive(added: Archive) -> Archive:
    """The sample papers, as files that somebody added."""
    return added


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LOCALHOST:8000", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("minutes.example.org", 200),
        ("minutes.example.org:443", 200),
        ("[2001:db8::7]:8443", 200),
        ("elsewhere.example", 400),
        ("minutes.example.org.elsewhere.example", 400),
        ("[::1", 400),
        ("localhost@elsewhere.example", 400),
        ("", 400),
    ],
)
def test_only_requests_under_known_names_are_answered(
    archive: Archive, host: str, status: int
) -> None:
    """The public address, the address that is listened on, and this machine itself."""
    house = checked(House(address="https://minutes.example.org/"), listening="2001:DB8::7")
    pages = create_app(archive, house).test_client()
    assert pages.get("/about", headers={"Host": host}).status_code == status


@pytest.mark.parametrize("listening", ["0.0.0.0", "::"])
def test_a_server_for_everybody_must_know_its_name(listening: str) -> None:
    """Else it would answer to nobody, or to any name."""
    with pytest.raises(BadCall, match="--address"):
        checked(House(), listening=listening)
    named = checked(House(address="http://minutes.example.org:8000"), listening=listening)
    assert listening not in named.hosts


@pytest.mark.parametrize(
    "contact",
    [
        "Desk <desk@example.org>",
        "desk@example.org?bcc=a@example.org",
        "desk@example.org,a@example.org",
        "desk@example.org\n",
        "mailto:desk@example.org",
        "desk%0A@example.org",
        "desk@localhost",
        "javascript:alert(1)",
        "https://",
        'https://example.org/"onclick="a',
        "write to us",
    ],
)
def test_a_contact_that_is_no_link_is_refused(contact: str) -> None:
    """It is one plain e-mail address or the address of a page; with both as they are written."""
    with pytest.raises(BadCall, match=r"--contact desk@example\.org or --contact https://"):
        checked(House(contact=contact), listening="127.0.0.1")


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("desk+k@minutes.example.org", "mailto:desk+k@minutes.example.org"),
        ("https://example.org/contact?to=desk", "https://example.org/contact?to=desk"),
    ],
)
def test_a_contact_is_a_link(contact: str, link: str) -> None:
    """That opens a letter, or leads to the page."""
    assert checked(House(contact=contact), listening="127.0.0.1").contact_link == link


@pytest.mark.parametrize(
    "address",
    [
        "minutes.example.org",
        "ftp://a.example",
        "https://",
        "https://a.example/minutes/",
        "https://a.example/?b",
        "https://u:p@a.example",
        "https://[::1",
        "https://a.example /",
    ],
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    """With what to write instead; a folder too, since links begin at the server's root."""
    with pytest.raises(BadCall, match=r"--address https://minutes\.example\.org"):
        checked(House(address=address), listening="127.0.0.1")
