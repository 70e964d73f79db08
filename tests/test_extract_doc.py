"""Word's old files (DOC) to text; and that all formats tell the same of the same minutes."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from office_files import BOLD, CELL, DELETED, HIDDEN, ROW_END, compound, doc

from indexer.errors import Unreadable
from indexer.extract.formats import extract
from indexer.media import DOC, DOCX, ODT

PLAIN = b""
MINUTES = doc(
    ([("Minutes of the Cabinet\r", BOLD)], PLAIN),
    (
        [
            ("RESOLVED", BOLD),
            (" that it be ", PLAIN),
            ("deferred", DELETED),
            ("approved", PLAIN),
            (" in secret", HIDDEN),
            (".\r", PLAIN),
        ],
        PLAIN,
    ),
    ([("Ward\x07", PLAIN)], CELL),
    ([("Votes\x07", PLAIN)], CELL),
    ([("\x07", PLAIN)], ROW_END),
    ([("The meeting ended at 4.05 pm\r", PLAIN)], PLAIN),
)
REAL = Path(os.environ.get("MINUTEBOOK_REAL_PAPERS", Path(__file__).parents[2] / "shared"))
KINDS = {".doc": DOC, ".docx": DOCX}


def test_a_word_97_file_is_read() -> None:
    """Bold, deleted and hidden words and table rows are told apart."""
    found = extract(DOC, MINUTES).paragraphs
    assert [(one.text, one.strong) for one in found] == [
        ("Minutes of the Cabinet", True),
        ("RESOLVED that it be approved.", False),
        ("Ward\tVotes", False),
        ("The meeting ended at 4.05 pm", False),
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (compound({"Workbook": b"x"}), "no Word document"),
        (compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), "locked with a password"),
        (compound({"WordDocument": b"\xdc\xa5\x65\x00", "1Table": b""}), "Word 95 or older"),
        (MINUTES.replace(b"\x00\x12\xbf\x00", b"\x00\x13\xbf\x00"), "locked with a password"),
        (MINUTES[: len(MINUTES) // 2], "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "damaged"),
    ],
    ids=["workbook", "new-locked", "word-95", "old-locked", "cut", "stub"],
)
def test_bad_files_have_a_plain_reason(data: bytes, reason: str) -> None:
    """Never a word of the library's own."""
    with pytest.raises(Unreadable, match=reason):
        extract(DOC, data)


def test_mutated_files_end_as_text_or_unreadable() -> None:
    """Whatever two hundred random changes do to a file."""
    chance = random.Random(7)
    for _ in range(200):
        data = bytearray(MINUTES)
        for _ in range(chance.choice((1, 5, 30))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            assert extract(DOC, bytes(data)) is not None
        except Unreadable:
            continue


def twins() -> Iterator[tuple[Path, Path]]:
    """Real papers that were published in two formats, the ODT first."""
    folder = REAL / "data" / "real-documents"
    for one in sorted(folder.rglob("*.odt")) if folder.is_dir() else ():
        for suffix in KINDS:
            if one.with_suffix(suffix).is_file():
                yield one, one.with_suffix(suffix)


def test_real_papers_say_the_same_in_both_formats() -> None:
    """Every paragraph, row, automatic number and bold line of one is that of the other."""
    pairs = list(twins())
    if not pairs:
        pytest.skip("no real papers here: see tests/README.md")
    for first, second in pairs:
        told = extract(ODT, first.read_bytes()).paragraphs
        again = extract(KINDS[second.suffix], second.read_bytes()).paragraphs
        assert [hash(one) for one in told] == [hash(one) for one in again], second.suffix
