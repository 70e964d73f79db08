"""Office files as zip packages of XML parts: opened within limits, without DTDs or the network."""

import io
import zipfile
import zlib

from lxml import etree

from indexer.errors import Unreadable

_LARGEST_PART = 64_000_000
"""Bytes of one unpacked part; those of the longest real papers have some ten million."""
_MOST_MARKS = 3_000_000
"""So many tags and attributes in a part at most: each takes up to 200 bytes of memory."""
_LARGEST_DIRECTORY = 2_000_000
"""Bytes of the list of members: room for some 20,000."""
_END = b"PK\x05\x06"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
    IndexError,
)
"""What `zipfile` raises on a file that is no zip, broken, locked or packed in a way it does not know."""
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


class Package:
    """A zip file whose parts are asked for by name."""

    def __init__(self, data: bytes) -> None:
        """Unreadable if it is no whole zip file."""
        end = data.rfind(_END)
        if end < 0:
            raise Unreadable("the file is cut off or damaged: its list of contents is missing")
        if int.from_bytes(data[end + 12 : end + 16], "little") > _LARGEST_DIRECTORY:
            raise Unreadable("it holds more files than any paper has")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise Unreadable("the file is damaged: it cannot be unpacked") from error

    def bytes(self, name: str) -> bytes | None:
        """A part, unpacked; None if there is none of that name."""
        try:
            entry = self._zip.getinfo(name)
        except KeyError:
            return None
        try:
            with self._zip.open(entry) as part:
                unpacked = part.read(_LARGEST_PART + 1)
        except _BROKEN as error:
            raise Unreadable(f"the file is damaged: its part {name} cannot be unpacked") from error
        if len(unpacked) > _LARGEST_PART:
            raise Unreadable(f"its part {name} is larger than {_LARGEST_PART // 1_000_000} MB")
        return unpacked

    def xml(self, name: str) -> etree._Element | None:
        """The root of an XML part; None if there is none of that name."""
        data = self.bytes(name)
        return None if data is None else parsed(data, name)


def parsed(data: bytes, name: str) -> etree._Element:
    """The root element of a part. Unreadable if it is no XML, or has a DTD, as no office file has."""
    if data.count(b"<") + data.count(b"=") > _MOST_MARKS:
        raise Unreadable(f"its part {name} has more elements than any paper")
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_pis=True,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"the file is damaged: its part {name} is no XML") from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable(f"its part {name} has a document type, as no office file has")
    return root
