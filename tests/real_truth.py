"""Real papers as a person read them, beside what the reader makes of them: right, missed, invented.

The truth lies in plain files outside the repository, since it names people. `golden/real_truth.json`
keeps it as hashes, keyed with the paper's own bytes: without the paper nobody can try names on it.

    python tests/real_truth.py                   # table; what is invented, in plain words
    python tests/real_truth.py --plain FOLDER    # takes the truth anew from plain files; lists what is missed
    python tests/real_truth.py --accept          # writes figures that got better, or fell on purpose
"""

import argparse
import hashlib
import hmac
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from real_claims import OF_ALL, OF_FAMILY, Claim, claims, fold
from real_told import told_by_index, told_by_reading, words_of

from indexer.errors import Unreadable
from indexer.media import HEAD, media_type
from indexer.model import Reading
from indexer.pipeline import read_document

PAPERS = Path(os.environ.get("MINUTEBOOK_REAL_PAPERS") or Path(__file__).parents[2] / "shared")
FILE = Path(__file__).parent / "golden" / "real_truth.json"

_SAMPLE = 250
"""Word occurrences of a paper that are looked for in its reading."""
_SHOWN = 12
"""How many of the missed or invented entries of a field are printed."""


class Figures(NamedTuple):
    """How much of one field of one paper is read rightly."""

    right: int
    missed: int
    invented: int


# --- hashes keyed with the paper -------------------------------------------------------------------


def hashed(key: bytes, text: str, length: int = 12) -> str:
    """A hash that only somebody who holds the paper can compute."""
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:length]


@cache
def held() -> dict[str, tuple[Path, bytes]]:
    """Every real paper here: its place and key, by the name under which `real_truth.json` knows it."""
    found: dict[str, tuple[Path, bytes]] = {}
    for folder in (PAPERS / "seeds", PAPERS / "data" / "real-documents"):
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            key = hashlib.sha256(path.read_bytes()).digest()
            found[hashed(key, "paper", 16)] = (path, key)
    return found


def key_of(papers: Iterable[str]) -> bytes:
    """The key of a case: that of its paper, or of all its papers together."""
    return hashlib.sha256(b"".join(held()[one][1] for one in sorted(papers))).digest()


def word_hashes(key: bytes, words: Iterable[str]) -> Iterator[str]:
    """One hash for each occurrence of each word."""
    seen: Counter[str] = Counter()
    for word in words:
        seen[word] += 1
        yield hashed(key, f"word|{word}|{seen[word]}", 8)


def written_down(key: bytes, meetings: list[Any], fields: Iterable[str]) -> dict[str, str]:
    """Plain truth as it may lie in the repository: for each field its entries, parted by spaces.

    An entry is its ways, parted by `|`; one that may be left out begins with `?`.
    """
    said = claims(meetings, read=False)
    return {
        field: " ".join(
            sorted(
                "?" * one.optional
                + "|".join(sorted(hashed(key, f"{field}|{way}") for way in one.ways))
                for one in said.get(field, ())
            )
        )
        for field in fields
    }


# --- comparing -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outcome:
    """One field of one paper: the figures, and what was invented and missed, as far as it is known."""

    figures: Figures
    invented: tuple[str, ...]
    missed: tuple[str, ...]


def judge(case: Mapping[str, Any]) -> dict[str, Outcome]:
    """What is right, missed and invented in the papers of one case as they are read now."""
    key = key_of(case["papers"])
    paths = [held()[one][0] for one in case["papers"]]
    meetings, words = _read(paths)
    said = claims(meetings, read=True)
    found = {
        field: matched(key, field, entries, said.get(field, []))
        for field, entries in case["truth"].items()
    }
    if "words" in case:
        count, sample = case["words"]
        missed = len(set(sample.split()) - set(word_hashes(key, words)))
        more = max(0, round(100 * (len(words) - count) / count))
        found["words"] = Outcome(Figures(len(sample.split()) - missed, missed, more), (), ())
    return found


def _read(paths: list[Path]) -> tuple[list[dict[str, Any]], list[str]]:
    if len(paths) > 1:
        return told_by_index(paths), []
    (path,) = paths
    reading = read(path)
    if reading is None:
        return [], []
    return told_by_reading(reading), fold(" ".join(words_of(reading))).split()


def read(path: Path) -> Reading | None:
    """The reading of a paper; None where it cannot be read."""
    kind = media_type(path.name, path.read_bytes()[:HEAD])
    try:
        return read_document(path, kind) if kind else None
    except Unreadable:
        return None


def matched(key: bytes, field: str, entries: str, said: list[Claim]) -> Outcome:
    """Each entry of the truth with one claim of the reader's at most; those that may be left out last."""
    left = [({hashed(key, f"{field}|{way}") for way in one.ways}, one.plain) for one in said]
    right, missed = 0, []
    for entry in sorted(entries.split(), key=lambda text: text.startswith("?")):
        ways = set(entry.removeprefix("?").split("|"))
        match = next((one for one in left if ways & one[0]), None)
        if match is not None:
            left.remove(match)
            right += 1
        elif not entry.startswith("?"):
            missed.append(entry)
    figures = Figures(right, len(missed), len(left))
    return Outcome(figures, tuple(plain for _, plain in left), tuple(missed))


# --- by hand ---------------------------------------------------------------------------------------


def stored() -> dict[str, Any]:
    """What `real_truth.json` holds: case by case papers, truth, figures."""
    if not FILE.exists():
        return {}
    return dict(json.loads(FILE.read_text("utf-8")))


def _from_plain(folder: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """The cases of a folder of plain files; and what each hash of them stands for."""
    cases: dict[str, Any] = {}
    names = {path: name for name, (path, _) in held().items()}
    plain: dict[str, str] = {}
    for path in sorted(folder.glob("*.json")):
        truth = json.loads(path.read_text("utf-8"))
        papers = [names[PAPERS / one] for one in truth["papers"]]
        key = key_of(papers)
        fields = truth.get("fields") or (OF_FAMILY if truth["family"] else OF_ALL)
        case: dict[str, Any] = {
            "papers": papers,
            "truth": written_down(key, truth["meetings"], fields),
        }
        if "words" in truth:
            words = fold(truth["words"]).split()
            case["words"] = [len(words), " ".join(sorted(word_hashes(key, words))[:_SAMPLE])]
        cases[path.stem] = case
        for field, said in claims(truth["meetings"], read=False).items():
            for one in said:
                plain |= {hashed(key, f"{field}|{way}"): one.plain for way in one.ways}
    return cases, plain


def main(arguments: list[str]) -> None:
    """Print the table, and write the file where that is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--plain", type=Path)
    parser.add_argument("--accept", action="store_true")
    asked = parser.parse_args(arguments)
    cases, plain = _from_plain(asked.plain) if asked.plain else (stored(), {})
    for name, case in cases.items():
        found = judge(case)
        case["figures"] = {field: list(one.figures) for field, one in found.items()}
        _print(name, found, plain)
    if asked.accept:
        FILE.write_text(json.dumps(cases, indent=1) + "\n", "utf-8")


def _print(name: str, found: Mapping[str, Outcome], plain: Mapping[str, str]) -> None:
    print(f"\n{name:32}{'right':>7}{'missed':>7}{'invented':>9}")
    for field, one in found.items():
        if any(one.figures):
            print("  {:30}{:7}{:7}{:9}".format(field, *one.figures))
        if field == "order":
            continue  # the items say it
        for way, texts in (("missed", one.missed), ("invented", one.invented)):
            for text in texts[:_SHOWN]:
                print(f"      {way}: {plain.get(text.split('|')[0], text)[:220]}")
            if len(texts) > _SHOWN:
                print(f"      {way}: … and {len(texts) - _SHOWN} more")


if __name__ == "__main__":
    main(sys.argv[1:])
