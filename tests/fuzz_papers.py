"""Papers of every format, spoilt at random in a way that can be told again from their number.

    python tests/fuzz_papers.py [COUNT] [FIRST]

reads COUNT spoilt PDFs, and a fifth as many of every other format, in workers with the usual limits, and
prints what no paper may do to its reader. A line names the mutant, so that it can be made again:

    python -c "from fuzz_papers import mutant; print(mutant('pdf', 17))"
"""

import re
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random

import pypdf
from attacks import Watch, media_type_of
from office_files import doc, docx, odt, p, table, zipped
from papers import locked, pdf_of_lines

from indexer.extract.workers import Failure, Job, Limits, Workers
from indexer.model import Reading
from indexer.pipeline import read_document
from indexer.sample import sample_folder

KINDS = ("pdf", "docx", "odt", "doc", "html", "xml", "txt", "md")
UNEXPECTED = ("the reader failed on it", "the reader crashed on it", "took longer", "needed more")
"""How the reasons begin that tell of a fault of ours rather than of the paper's."""
_GOLDEN = Path(__file__).parent / "golden"
_LARGEST = 400_000
_NUMBER = re.compile(rb"\d{1,20}")
_NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"255",
    b"65536",
    b"2147483647",
    b"2147483648",
    b"-2147483648",
    b"1e30",
)
_TOKENS = {
    "pdf": b"obj|endobj|stream|endstream|<<|>>|[|]|(|)|/Kids|/Parent|/Next|/First|/Prev|/Length|1 0 R"
    b"|/Contents|/Filter/FlateDecode|/Font|Do|BT|ET|Tj|q|Q|BI|ID|EI|xref|trailer|null|/Type/ObjStm",
    "xml": b"<|>|</|/>|&|&#0;|&#1114111;|<!--|-->|<![CDATA[|]]>|<?|?>|<!DOCTYPE x [|]>|xmlns:a='b'|\0",
    "html": b"<div>|</div>|<table>|<tr>|<td>|</table>|<!--|<script>|</p>|<p|&#x0;|&nbsp|<ul><li>|\0"
    b'|<h2>|hidden|<svg>|<template>|class="mgHide"|id="modgov"|<b>|<a href=\'\'>|<textarea>',
    "txt": b"\n\n|\t|RESOLVED that|1.|(a)|(Pages 1 - 9)|Present:|Councillor|For:|Against:|12/25|\x0c|\xff"
    b"|AGREED|RECOMMENDED|Item 5|31 February 2025|minute 46/18 '|\xe2\x80\x98|Page 9 of 3|   |'s|--",
}


@cache
def originals(kind: str) -> tuple[bytes, ...]:
    """Whole papers of a format: the sample's, the golden cases', and those that tests make."""
    if kind in {"docx", "odt", "doc"}:
        return _office(kind)
    found = [*sorted(sample_folder().rglob(f"*.{kind}")), *sorted(_GOLDEN.rglob(f"input.{kind}"))]
    held = [path.read_bytes() for path in found if path.stat().st_size < _LARGEST]
    if kind == "pdf":
        made = pdf_of_lines(
            ["Minutes", "1. Apologies", "RESOLVED that they be noted."], ["Page two"]
        )
        some = held[:: max(1, len(held) // 12)]
        return (*some, *map(_unpacked, some), made, _unpacked(made), locked(made, ""))
    return tuple(held)


def _unpacked(data: bytes) -> bytes:
    """The PDF with its streams as they are, so that what is spoilt is what is drawn."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(data))
    for page in writer.pages:
        content = page.get_contents()
        if content is not None:
            page.replace_contents(content)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def _office(kind: str) -> tuple[bytes, ...]:
    lines = [
        "KELDERBY BOROUGH COUNCIL",
        "Minutes of the Cabinet, 4 March 2025",
        "1. Apologies",
        "None.",
    ]
    if kind == "doc":
        return (doc(*(([(f"{line}\r", b"")], b"") for line in lines)),)
    if kind == "odt":
        text = "".join(f"<text:p>{line}</text:p>" for line in lines)
        items = "".join(
            f"<text:list-item><text:p>{line}</text:p></text:list-item>" for line in lines
        )
        return odt(text), odt(f"{text}<text:list>{items}</text:list>")
    made = docx(
        "".join(map(p, lines)) + table(["Item", "Officer", "Date"], ["Report", "A Brook", "May"])
    )
    return (made, *(path.read_bytes() for path in sorted(sample_folder().rglob("*.docx"))))


# --- spoiling -------------------------------------------------------------------------------------


def mutant(kind: str, number: int) -> bytes:
    """A spoilt paper; the same bytes for the same number."""
    chance = Random(f"{kind} {number}")
    data = chance.choice(originals(kind))
    if kind in {"docx", "odt"} and chance.random() < 0.7:
        return _with_spoilt_part(data, chance)
    return spoilt(data, kind, chance)


def _with_spoilt_part(data: bytes, chance: Random) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    names = [name for name in parts if name.endswith(".xml")]
    main = [name for name in names if name.endswith(("document.xml", "content.xml"))]
    name = chance.choice(names if chance.random() < 0.3 else main)
    content = parts[name]
    assert isinstance(content, bytes)
    return zipped({**parts, name: spoilt(content, "xml", chance)})


def spoilt(data: bytes, kind: str, chance: Random) -> bytes:
    """The bytes after one to six things were done to them."""
    tokens = _TOKENS.get(kind, _TOKENS["txt"]).split(b"|")
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        data = chance.choice(_WAYS)(data, tokens, chance)
    return data


def _place(data: bytes, chance: Random, longest: int = 4_000) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randrange(1, longest))


def _flipped(data: bytes, tokens: list[bytes], chance: Random) -> bytes:
    copy = bytearray(data)
    for _ in range(chance.randrange(1, 40) if data else 0):
        copy[chance.randrange(len(copy))] = chance.randrange(256)
    return bytes(copy)


def _cut(data: bytes, tokens: list[bytes], chance: Random) -> bytes:
    start, end = _place(data, chance)
    return data[:start] + data[end:]


def _cut_off(data: bytes, tokens: list[bytes], chance: Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _repeated(data: bytes, tokens: list[bytes], chance: Random) -> bytes:
    start, end = _place(data, chance)
    return data[:end] + data[start:end] * chance.randrange(1, 40) + data[end:]


def _moved(data: bytes, tokens: list[bytes], chance: Random) -> bytes:
    start, end = _place(data, chance)
    rest = data[:start] + data[end:]
    to = chance.randrange(len(rest) + 1)
    return rest[:to] + data[start:end] + rest[to:]


def _renumbered(data: bytes, tokens: list[bytes], chance: Random) -> bytes:
    found = list(_NUMBER.finditer(data))
    if not found:
        return data
    one = chance.choice(found)
    return data[: one.start()] + chance.choice(_NUMBERS) + data[one.end() :]


def _with_token(data: bytes, tokens: list[bytes], chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(tokens) * chance.choice((1, 1, 2, 300)) + data[at:]


_WAYS: tuple[Callable[[bytes, list[bytes], Random], bytes], ...] = (
    _flipped,
    _cut,
    _cut_off,
    _repeated,
    _moved,
    _renumbered,
    _renumbered,
    _with_token,
    _with_token,
)


# --- reading ----------------------------------------------------------------------------------------


def endings(
    wanted: Iterable[tuple[str, int]], folder: Path, limits: Limits
) -> Iterator[tuple[str, Reading | Failure]]:
    """How the reading of each mutant ends, by its name ("pdf 17"), as they come."""
    names: dict[int, str] = {}

    def jobs() -> Iterator[Job]:
        for turn, (kind, number) in enumerate(wanted):
            names[turn] = f"{kind} {number}"
            path = folder / str(turn)
            path.write_bytes(mutant(kind, number))
            yield Job(turn, path, media_type_of(f"{kind}:"))

    with Workers(2, limits) as workers:
        for turn, result in workers.map(read_document, jobs()):
            (folder / str(turn)).unlink()
            yield names.pop(turn), result


def faults(ends: Mapping[str, Reading | Failure]) -> dict[str, str]:
    """Those that tell of a fault of ours, with the reason."""
    return {
        name: end.reason
        for name, end in ends.items()
        if isinstance(end, Failure) and end.reason.startswith(UNEXPECTED)
    }


def main(count: int, first: int) -> None:
    """Read that many and print what is to be seen to."""
    counts, begun = Counter[str](), time.monotonic()
    wanted = (
        (kind, number)
        for kind in KINDS
        for number in range(first, first + (count if kind == "pdf" else count // 5))
    )
    with tempfile.TemporaryDirectory() as folder, Watch() as watch:
        for name, end in endings(wanted, Path(folder), Limits()):
            kind = name.partition(" ")[0]
            counts[f"{kind} {'read' if isinstance(end, Reading) else 'not read'}"] += 1
            for reason in faults({name: end}).values():
                print(f"{name}: {reason}", flush=True)
    print(*(f"{what}: {number:,}" for what, number in sorted(counts.items())), sep="\n")
    peak = max(watch.peaks.values(), default=0) / 1e6
    print(f"{time.monotonic() - begun:.0f} s, peak memory of a worker {peak:.0f} MB")


if __name__ == "__main__":
    main(*map(int, [*sys.argv[1:], *("5000", "0")[len(sys.argv) - 1 :]][:2]))
