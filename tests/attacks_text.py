"""Hostile DOCX, ODT, DOC, HTML, XML and plain text: bombs, nests, what never closes, what is endless.

`ATTACKS` names them all; the first word of a name is the format.
"""

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO

from office_files import CELL, compound, doc, docx, odt, p, zipped

ATTACKS: dict[str, Callable[[], bytes]] = {}
"""For each attack by name: what makes its file."""

LAUGHS = "".join(
    [
        '<!DOCTYPE x [<!ENTITY e0 "lol">',
        *(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12)),
        "]>",
    ]
)
QUADRATIC = f'<!DOCTYPE x [<!ENTITY e "{"a" * 100_000}">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///kelderby/secret.txt">]>'
NAMES = [f"Councillor {chr(65 + n % 26)}{chr(97 + n // 26 % 26)}x Smith{n}" for n in range(5_000)]


def attack(name: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Enter a builder under this name."""

    def enter(build: Callable[[], bytes]) -> Callable[[], bytes]:
        ATTACKS[name] = build
        return build

    return enter


def entered(name: str, build: Callable[[], bytes]) -> None:
    """Enter a builder that is one expression."""
    ATTACKS[name] = build


# --- DOCX, ODT, DOC -----------------------------------------------------------------------------------


def word(head: str, body: str) -> bytes:
    """A DOCX whose main part begins with this instead of nothing."""
    whole = docx(body)
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**parts, "word/document.xml": head.encode() + parts["word/document.xml"]})


def nested(inside: str, deep: int) -> str:
    """A table in a table in a table."""
    return "<w:tbl><w:tr><w:tc>" * deep + inside + "</w:tc></w:tr></w:tbl>" * deep


entered(
    "docx: a part that unpacks to 200 MB",
    lambda: zipped({"word/document.xml": b"<a>" + bytes(200_000_000)}),
)
entered("docx: 63 MB of empty paragraphs", lambda: docx("<w:p/>" * 10_000_000))
entered("docx: 60 MB in one paragraph", lambda: docx(p("word " * 12_000_000)))
entered("docx: entities a thousand million times over", lambda: word(LAUGHS, p("&e11;")))
entered("docx: an entity of 100 KB, 100,000 times", lambda: word(QUADRATIC, p("&e;" * 100_000)))
entered("docx: an entity from outside", lambda: word(OUTSIDE, p("&e;")))
entered("docx: tables in tables, 200 deep", lambda: docx(nested(p("Minutes"), 200)))
entered("docx: tables in tables, 80,000 deep", lambda: docx(nested(p("Minutes"), 80_000)))
entered(
    "docx: 30,000 cells in a row",
    lambda: docx(f"<w:tbl><w:tr>{'<w:tc><w:p/></w:tc>' * 30_000}</w:tr></w:tbl>"),
)
entered("docx: an attribute of 9 MB", lambda: docx(f'<w:p w:x="{"a" * 9_000_000}"/>'))
entered(
    "docx: 200,000 attributes",
    lambda: docx("<w:p" + "".join(f" a{n}='1'" for n in range(200_000)) + "/>"),
)
entered(
    "docx: a style based on itself",
    lambda: docx(
        p("Minutes", style="a"), styles='<w:style w:styleId="a"><w:basedOn w:val="a"/></w:style>'
    ),
)
entered(
    "docx: 20,000 styles, each based on the next",
    lambda: docx(
        p("Minutes", style="s0"),
        styles="".join(
            f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>'
            for n in range(20_000)
        ),
    ),
)
entered(
    "docx: text boxes in text boxes, 2,000 deep",
    lambda: docx(
        "<w:p><w:r><w:txbxContent>" * 2_000 + p("Minutes") + "</w:txbxContent></w:r></w:p>" * 2_000
    ),
)
entered(
    "docx: a note that refers to itself",
    lambda: docx(
        '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>',
        footnotes='<w:footnote w:id="1"><w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p></w:footnote>',
    ),
)
entered(
    "docx: 20,000 lists that count to 2,147,483,647",
    lambda: docx(
        p("Minutes", numbered=(1, 0)) * 20_000,
        numbering='<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="2147483647"/>'
        '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1%1%1%1%1%1%1%1%1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
    ),
)
entered("docx: 60,000 parts", lambda: zipped({f"{n}": b"" for n in range(60_000)}))
entered(
    "odt: a part that unpacks to 200 MB",
    lambda: zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": b"<a>" + bytes(200_000_000),
        }
    ),
)
entered(
    "odt: 2,147,483,647 spaces, columns and rows",
    lambda: odt(
        '<text:p>a<text:s text:c="2147483647"/>b</text:p><table:table><table:table-row '
        'table:number-rows-repeated="2147483647"><table:table-cell table:number-columns-repeated='
        '"2147483647"><text:p>Minutes</text:p></table:table-cell></table:table-row></table:table>'
    ),
)
entered(
    "odt: lists in lists, 80,000 deep",
    lambda: odt("<text:list><text:list-item>" * 80_000 + "</text:list-item></text:list>" * 80_000),
)
entered(
    "odt: a style whose parent is itself",
    lambda: odt(
        '<text:p text:style-name="a">Minutes</text:p>',
        '<style:style style:name="a" style:family="paragraph" style:parent-style-name="a"/>',
    ),
)
entered(
    "odt: spans in spans, 200 deep, 2,000 times",
    lambda: odt(
        ("<text:p>" + "<text:span>" * 200 + "a" + "</text:span>" * 200 + "</text:p>") * 2_000
    ),
)


@attack("doc: the table of sectors leads in a circle")
def _() -> bytes:
    whole = bytearray(doc(([("Minutes\r", b"")], b"")))
    struct.pack_into("<I", whole, 512 + 4 * 3, 3)
    return bytes(whole)


@attack("doc: every number of its head is 2,147,483,647")
def _() -> bytes:
    whole = bytearray(doc(([("Minutes\r", b"")], b"")))
    at = whole.index(b"\xec\xa5\xc1\x00") + 32
    whole[at : at + 800] = struct.pack("<I", 2_147_483_647) * 200
    return bytes(whole)


@attack("doc: 20,000,000 sectors declared")
def _() -> bytes:
    whole = bytearray(doc(([("Minutes\r", b"")], b"")))
    struct.pack_into("<9I", whole, 40, 0, 20_000_000, 1, 0, 4096, 3, 20_000_000, 3, 20_000_000)
    return bytes(whole)


entered(
    "doc: the mark of Word over 5 MB of cells",
    lambda: compound(
        {"WordDocument": b"\xec\xa5\xc1\x00" + CELL * 1_000_000, "1Table": bytes(1_000_000)}
    ),
)
entered(
    "doc: zeros behind its mark", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20_000_000)
)

# --- HTML and XML ---------------------------------------------------------------------------------------

SITE = '<html><body><div id="modgov"><h1 class="mgMainTitleTxt">Agenda and minutes</h1>'

entered("html: a million open <div>", lambda: b"<html>" + b"<div>" * 1_000_000)
entered("html: a million open <b>", lambda: b"<html>" + b"<b>a" * 1_000_000)
entered("html: 100,000 open <div>", lambda: b"<html>" + b"<div>a" * 100_000)
entered("html: 20,000 open <b>", lambda: b"<html>" + b"<b>a</i>" * 20_000)
entered("html: 20,000 open <p><b><i>", lambda: b"<html>" + b"<p><b><i>a" * 20_000)
entered(
    "html: 20,000 tables, each in the one before", lambda: b"<html>" + b"<table><tr><td>" * 20_000
)
entered("html: 20,000 lists, each in the one before", lambda: b"<html>" + b"<ul><li>a" * 20_000)
entered(
    "html: a comment without an end",
    lambda: b"<html><!-- " + b"a-->b<!-- - " * 10 + b"-- " * 3_000_000,
)
entered("html: a script without an end", lambda: b"<html><script>" + b"a</scrip>" * 1_000_000)
entered("html: 2 MB without a tag", lambda: b"<html>" + b"word " * 400_000)
entered("html: 2 MB of <", lambda: b"<html>" + b"<" * 2_000_000)
entered("html: 2 MB of &", lambda: b"<html>" + b"&" * 2_000_000)
entered("html: 2 MB of quotes in a tag", lambda: b"<html><p " + b"a='\"' " * 400_000)
entered(
    "html: an attribute of 20 MB", lambda: b'<html><p class="' + b"mgHide " * 3_000_000 + b'">a'
)
entered(
    "html: 200,000 attributes",
    lambda: b"<html><p " + b"".join(b"a%d=1 " % n for n in range(200_000)) + b">a",
)
entered("html: 1,000,000 NULs between the letters", lambda: b"<html><p>" + b"a\0" * 1_000_000)
entered("html: entities a thousand million times over", lambda: (LAUGHS + "<html>&e11;").encode())
entered(
    "html: 50,000 options of styles",
    lambda: b"<html>" + b'<p style="display:%s none">a' % (b" " * 300) * 50_000,
)
entered("html: 150 MB", lambda: b"<html>" + b"<p>word</p>" * 13_000_000)
entered("html: a site's page, a million open <div>", lambda: SITE.encode() + b"<div>" * 1_000_000)
entered(
    "html: a site's page, 5,000 rows of an agenda",
    lambda: (
        SITE
        + (
            '<table class="mgItemTable"><tr><td><p class="mgAiTitleTxt"><a name="AI1"></a>1.</p></td><td>'
            '<p class="mgAiTitleTxt">Report</p></td></tr></table>'
        )
        * 5_000
    ).encode(),
)
entered(
    "html: tables in tables, rows of rows",
    lambda: (
        b"<html>" + (b"<table><tr><td>a</td><td>" * 400 + b"b" + b"</td></tr></table>" * 400) * 20
    ),
)
entered(
    "xml: entities a thousand million times over",
    lambda: (
        '<?xml version="1.0"?>' + LAUGHS + "<meeting><meetingid>&e11;</meetingid></meeting>"
    ).encode(),
)
entered(
    "xml: an entity of 100 KB, 100,000 times",
    lambda: (
        '<?xml version="1.0"?>' + QUADRATIC + "<meeting>" + "&e;" * 100_000 + "</meeting>"
    ).encode(),
)
entered(
    "xml: an entity from outside",
    lambda: ('<?xml version="1.0"?>' + OUTSIDE + "<meeting><title>&e;</title></meeting>").encode(),
)
entered("xml: 1,000,000 elements deep", lambda: b"<meeting>" * 1_000_000)
entered(
    "xml: 50,000 agenda items",
    lambda: (
        b'<?xml version="1.0"?><modgov><meeting><meetingid>1</meetingid><agendaitems>'
        + b"<agendaitem><agendaitemid>1</agendaitemid><agendaitemtitle>Report</agendaitemtitle></agendaitem>"
        * 50_000
        + b"</agendaitems></meeting>"
    ),
)

# --- plain text ---------------------------------------------------------------------------------------------

MINUTES = """KELDERBY BOROUGH COUNCIL

Cabinet

Minutes of the meeting held on Tuesday, 4 March 2025 at 6.00 pm

Present: Councillor A Brook (Chair), Councillor C Dale

1. Apologies

There were none.

"""


def minutes(of: str) -> bytes:
    """Minutes that go on with this."""
    return (MINUTES + of).encode()


entered("txt: 5,000 paragraphs", lambda: minutes("The report was considered.\n\n" * 5_000))
entered(
    "txt: 5,000 numbered items",
    lambda: minutes(
        "".join(
            f"{n}. Report {n}\n\nRESOLVED that the report be noted.\n\n" for n in range(2, 5_000)
        )
    ),
)
entered("txt: a paragraph of 1 MB", lambda: minutes("the report and " * 66_000))
entered("txt: a word of 1 MB", lambda: minutes("a" * 1_000_000))
entered("txt: RESOLVED that, 5,000 times in a paragraph", lambda: minutes("RESOLVED that " * 5_000))
entered("txt: RESOLVED that, 5,000 paragraphs", lambda: minutes("RESOLVED that\n\n" * 5_000))
entered(
    "txt: parts of a resolution, 5,000",
    lambda: minutes(
        "RESOLVED that:-\n\n" + "".join(f"({n}) the report be noted; and\n\n" for n in range(5_000))
    ),
)
entered("txt: 200,000 digits", lambda: minutes("1. Report " + "1234567890" * 20_000))
entered("txt: 200,000 digits in threes", lambda: minutes("1.1.1." * 33_000))
entered("txt: 200,000 brackets", lambda: minutes("(" * 100_000 + ")" * 100_000))
entered("txt: (Pages 11 - 5,000 times", lambda: minutes("(Pages 11 - " * 5_000))
entered("txt: 200,000 spaces", lambda: minutes("a" + " " * 200_000 + "b"))
entered("txt: 200,000 tabs", lambda: minutes("a\t" * 100_000))
entered("txt: 200,000 quotes", lambda: minutes("minute 46/18 '" + "'‘" * 100_000))
entered("txt: 5,000 commas and ands", lambda: minutes("Present: " + "A, and " * 5_000))
entered("txt: 20,000 capitals", lambda: minutes("A B C D " * 5_000))
entered("txt: 5,000 names in a line", lambda: minutes("Present: " + ", ".join(NAMES)))
entered(
    "txt: 5,000 names, a line each",
    lambda: (MINUTES.replace("There were none.", "") + "Present:\n" + "\n".join(NAMES)).encode(),
)
entered(
    "txt: 5,000 names vote",
    lambda: minutes(
        "On a recorded vote, For: " + ", ".join(NAMES) + " Against: " + ", ".join(NAMES)
    ),
)
entered(
    "txt: 5,000 references to minutes",
    lambda: minutes(
        "".join(
            f"Further to minute {n % 99}/18 'Early Help', their Minute 89 /21 refers. "
            for n in range(5_000)
        )
    ),
)
entered(
    "txt: 5,000 dates", lambda: minutes("Cabinet 9 March 2025, Council 16 March 2025, " * 5_000)
)
entered(
    "txt: 5,000 e-mail addresses and telephones",
    lambda: minutes("Contact: A Brook 01234 567890 a.brook@kelderby.example " * 5_000),
)
entered(
    "txt: 2,000 motions",
    lambda: minutes(
        "It was moved by Councillor Brook, seconded by Councillor Dale, that the amendment be lost. "
        "On being put to the vote it was LOST.\n\n" * 2_000
    ),
)
entered("txt: minutes, 1,000 times", lambda: (MINUTES * 1_000).encode())
entered("txt: NULs", lambda: bytes(10_000_000))
entered(
    "md: 5,000 rows of a table", lambda: b"# Agenda\n\n" + b"| 1 | Report | Officer |\n" * 5_000
)
entered("md: 200,000 signs of emphasis", lambda: b"# Agenda\n\n" + b"*_`[" * 50_000)
