"""Small Word and OpenDocument files made for tests: invented papers of an invented council."""

import io
import struct
import zipfile
from collections.abc import Sequence

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": _WORD,
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A DOCX with this body and the inside of other parts: `styles`, `numbering`, `footnotes` …

    `header` is a header; the body refers to it as `rId0`. `title` is the file's own title.
    """
    title = parts.pop("title", "")
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_KIND}/{name}" Target="{name}.xml"/>'
        for number, name in enumerate(sorted(parts, key=lambda name: name != "header"))
    )
    files: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1"'
        f' Type="{_KIND}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2"'
        f' Type="{_RELATIONS}/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}'
        "</Relationships>",
        "word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
        "docProps/core.xml": '<c xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title></c>",
    }
    for name, inside in parts.items():
        files[f"word/{name}.xml"] = f"<w:{name} {_NAMES}>{inside}</w:{name}>"
    return zipped(files)


def p(*runs: str, style: str = "", numbered: tuple[int, int] | None = None, more: str = "") -> str:
    """A paragraph of Word: runs are text or XML; `numbered` is its list and level."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered:
        properties += (
            f'<w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr>'
        )
    inside = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{properties}{more}</w:pPr>{inside}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of Word, with what stands in its `rPr`."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: Sequence[str]) -> str:
    """A table of Word; a cell is text, or XML that holds its paragraphs."""
    cells = [
        "".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row)
        for row in rows
    ]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def odt(
    body: str, automatic: str = "", styles: str = "", master: str = "", manifest: str = ""
) -> bytes:
    """An ODT with this text, its own styles, common styles and page styles."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
            "content.xml": f"<office:document-content {_ODF}><office:automatic-styles>{automatic}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {_ODF}><office:styles>{styles}</office:styles>"
            f"<office:master-styles>{master}</office:master-styles></office:document-styles>",
        }
    )


# --- Word 97 ----------------------------------------------------------------------------------

BOLD, HIDDEN, DELETED = b"\x35\x08\x01", b"\x3c\x08\x01", b"\x00\x08\x01"
CELL = b"\x16\x24\x01"
ROW_END = CELL + b"\x17\x24\x01"
_TEXT_AT = 2048


def doc(*paragraphs: tuple[Sequence[tuple[str, bytes]], bytes]) -> bytes:
    """A Word 97 file: paragraphs of runs, each with its properties as MS-DOC writes them."""
    runs = [run for paragraph, _ in paragraphs for run in paragraph]
    text = "".join(words for words, _ in runs).encode("windows-1252")
    at_letters = _TEXT_AT + (len(text) + 511) // 512 * 512
    main = bytearray(at_letters + 1024)
    main[_TEXT_AT : _TEXT_AT + len(text)] = text
    main[at_letters : at_letters + 512] = _formatted(
        [(len(words), grpprl, bytes([len(grpprl)]) + grpprl) for words, grpprl in runs], 1
    )
    widths = [sum(len(words) for words, _ in paragraph) for paragraph, _ in paragraphs]
    main[at_letters + 512 :] = _formatted(
        [
            (width, b"\0\0" + grpprl, bytes([len(grpprl) // 2 + 2]) + b"\0\0" + grpprl)
            for width, (_, grpprl) in zip(widths, paragraphs, strict=True)
        ],
        13,
    )
    end = struct.pack("<II", _TEXT_AT, _TEXT_AT + len(text))
    letters, whole = (end + struct.pack("<I", at_letters // 512 + one) for one in (0, 1))
    pieces = struct.pack("<IIHIH", 0, len(text), 0, 0x40000000 | (_TEXT_AT * 2), 0)
    tables = [(12, letters), (13, whole), (33, b"\x02" + struct.pack("<I", len(pieces)) + pieces)]
    main[:1024], table_stream = _head(len(text), len(main), tables)
    return compound({"WordDocument": bytes(main), "1Table": table_stream})


def _formatted(runs: list[tuple[int, bytes, bytes]], entry: int) -> bytes:
    """A page of formatting: lengths of runs, what they have, and that as it is written."""
    bounds, page, at = [_TEXT_AT], bytearray(512), 510
    places = []
    for length, grpprl, written in runs:
        bounds.append(bounds[-1] + length)
        if not grpprl:
            places.append(0)
            continue
        at = (at - len(written)) // 2 * 2
        page[at : at + len(written)] = written
        places.append(at // 2)
    head = struct.pack(f"<{len(bounds)}I", *bounds)
    head += b"".join(bytes([place]).ljust(entry, b"\0") for place in places)
    page[: len(head)] = head
    page[511] = len(runs)
    return bytes(page)


def _head(characters: int, size: int, tables: list[tuple[int, bytes]]) -> tuple[bytes, bytes]:
    """The file information block and the stream of tables that it points to."""
    stream, places = b"", [(0, 0)] * 93
    for number, content in tables:
        places[number] = (len(stream), len(content))
        stream += content
    base = struct.pack("<HHHHHHHIBB", 0xA5EC, 0xC1, 0, 0x809, 0, 0x1200, 0xBF, 0, 0, 0).ljust(
        32, b"\0"
    )
    longs = [0] * 22
    longs[0], longs[3] = size, characters
    block = base + struct.pack("<H28x", 14) + struct.pack("<H22I", 22, *longs)
    block += struct.pack("<H", 93) + b"".join(struct.pack("<II", *place) for place in places)
    return block.ljust(1024, b"\0"), stream


def compound(streams: dict[str, bytes]) -> bytes:
    """An OLE2 file with these streams, each a whole number of sectors long."""
    padded = {
        name: data.ljust((max(len(data), 4096) + 511) // 512 * 512, b"\0")
        for name, data in streams.items()
    }
    entries: list[bytes] = []
    chain, body = [0xFFFFFFFD, 0xFFFFFFFE], b""
    for name, data in padded.items():
        start, count = len(chain), len(data) // 512
        chain += [*range(start + 1, start + count), 0xFFFFFFFE]
        entries.append(_entry(name, 2, start, len(data), right=len(entries) + 2))
        body += data
    entries[-1] = entries[-1][:72] + b"\xff" * 4 + entries[-1][76:]
    directory = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1) + b"".join(entries)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<I", 0) + b"\xff" * 432
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    return head + fat + directory.ljust(512, b"\0") + body


def _entry(name: str, kind: int, start: int, size: int, right: int = -1, child: int = -1) -> bytes:
    words = name.encode("utf-16-le")
    head = words.ljust(64, b"\0") + struct.pack(
        "<HBBiii", len(words) + 2, kind, 1, -1, right, child
    )
    return head + bytes(36) + struct.pack("<IQ", start, size)
