"""Words recognised from pictures of pages, by tesseract: a program, called once a page.

A recogniser is a function from a `Picture` to lines in reading order; what they are laid out by is the
same as for text that a file holds (`layout`, `furniture`).
"""

import os
import re
import shutil
import statistics
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import lxml.etree
from lxml.etree import _Element as Element

from indexer.errors import Failed
from indexer.extract.characters import LINE_END_HYPHEN, is_marked, tidy
from indexer.extract.lines import Line
from indexer.extract.pictures import Picture

Recogniser = Callable[[Picture], Sequence[Line]]
"""Lines in the picture of a page, in reading order; `NotRecognised` where that fails."""

PAGE_SECONDS = 45
"""What one page may take; a page full of small print takes about ten."""
_LANGUAGE = "eng"
_LEAST_SURE = 50
"""A line is left out where its words are less sure than this (of 100): lines of a drawing, a crest."""
_CELL_GAP = 1.5
"""A gap this many sizes wide parts cells; recognised places are less exact than those of a font."""
_SAME_SIZE = 0.25
"""Lines that differ less than this from the usual size of the page are taken to be set in it."""
_LINES = "//*[@class='ocr_line' or @class='ocr_header' or @class='ocr_caption' or @class='ocr_textfloat']"
_HYPHEN = re.compile(r"(?<=[a-z])[-\u2010\u2011\u00ad]$")
_BARE_NUMBER = re.compile(r"[0-9]{1,3}$")
_INSTALL = (
    "Words in pictures are recognised by tesseract, which {lacks}. Install it "
    "(Debian and Ubuntu: apt install tesseract-ocr; macOS: brew install tesseract; Windows: the "
    "installer that tesseract-ocr.github.io names, and its folder on the PATH), then run "
    "`minutebook index --ocr` again. Without --ocr everything else is read."
)


NOT_RECOGNISED = (
    "only pictures, and recognising their words failed: run `minutebook index --ocr` again"
)
"""Why a paper of pictures alone has no words, where that may go better another time."""


class NotRecognised(Exception):
    """The recogniser failed on a page, or took too long."""


class _Word(NamedTuple):
    text: str
    left: float
    right: float
    sure: int


def find_tesseract() -> str:
    """Where tesseract is. `Failed`, with what to install, if it is not there or knows no English."""
    program = shutil.which("tesseract")
    if program is None:
        raise Failed(_INSTALL.format(lacks="is not installed here"))
    try:
        listed = subprocess.run(
            [program, "--list-langs"], capture_output=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Failed(_INSTALL.format(lacks=f"does not start here ({error})")) from error
    if _LANGUAGE not in (listed.stdout + listed.stderr).decode("utf-8", "replace").split():
        raise Failed(_INSTALL.format(lacks=f"lacks its data for English ({_LANGUAGE})"))
    return program


def tesseract(program: str) -> Recogniser:
    """A recogniser that calls this program."""

    def recognise(picture: Picture) -> Sequence[Line]:
        return lines_of_hocr(_called(program, picture), picture)

    return recognise


def _called(program: str, picture: Picture) -> bytes:
    dots = str(round(picture.scale * 72))
    call = [program, "stdin", "stdout", "-l", _LANGUAGE, "--dpi", dots, "hocr"]
    # One core a page: the workers fill the others.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            call,
            input=picture.pgm,
            capture_output=True,
            timeout=PAGE_SECONDS,
            check=True,
            env=environment,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NotRecognised(str(error)) from error
    return done.stdout


# --- from hOCR (http://kba.github.io/hocr-spec/1.2/) to lines -------------------------------------


def lines_of_hocr(hocr: bytes, picture: Picture) -> list[Line]:
    """The lines that tesseract saw in a picture, in its order: block by block, from the top."""
    parser = lxml.etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = lxml.etree.fromstring(hocr.replace(b' xmlns="', b' data-ns="', 1), parser)
    except lxml.etree.XMLSyntaxError:
        return []
    if root is None:
        return []
    return _in_usual_size([line for one in root.xpath(_LINES) for line in _line(one, picture)])


def _line(element: Element, picture: Picture) -> Iterator[Line]:
    told = _told(element)
    words = [word for one in element.iterfind(".//*[@class='ocrx_word']") for word in _word(one)]
    if len(told.get("bbox", ())) != 4 or not words or not _is_sure(words):
        return
    left, top, right, bottom = (side / picture.scale for side in told["bbox"])
    size = max(1.0, told.get("x_size", [bottom - top])[0] / picture.scale)
    words = [w._replace(left=w.left / picture.scale, right=w.right / picture.scale) for w in words]
    text, last_left = _cells(words, size)
    marked = len(words) > 1 and _begins_text(words[0].text, words[1].text)
    yield Line(
        page=picture.page,
        text=text,
        left=left,
        right=right,
        base=(picture.height - told.get("baseline", [0])[-1]) / picture.scale - bottom,
        size=size,
        first_word=words[0].right - words[0].left,
        text_left=words[1].left if marked else left,
        last_left=last_left,
        marked=marked,
    )


def _word(element: Element) -> Iterator[_Word]:
    told = _told(element)
    text = tidy("".join(element.itertext()))
    if text and len(told.get("bbox", ())) == 4:
        left, _, right, _ = told["bbox"]
        yield _Word(text, left, right, round(told.get("x_wconf", [0])[0]))


def _told(element: Element) -> dict[str, list[float]]:
    """What the title of an element tells: {"bbox": [105, 66, 823, 113], "x_size": [39.8]}."""
    told = {}
    for part in element.get("title", "").split(";"):
        name, *values = part.split()[:5] or [""]
        try:
            told[name] = [float(value) for value in values]
        except ValueError:
            continue  # the name of the picture
    return {name: values for name, values in told.items() if values}


def _is_sure(words: Sequence[_Word]) -> bool:
    spelt = [word for word in words if any(letter.isalnum() for letter in word.text)]
    return bool(spelt) and statistics.mean(word.sure for word in spelt) >= _LEAST_SURE


def _cells(words: Sequence[_Word], size: float) -> tuple[str, float]:
    """The text with tabs at wide gaps, and where its last cell begins."""
    text, last_left = words[0].text, words[0].left
    for before, word in pairwise(words):
        numbers = before is words[0] and _begins_text(before.text, word.text)
        wide = word.left - before.right > _CELL_GAP * size and not numbers
        text += ("\t" if wide else " ") + word.text
        last_left = word.left if wide else last_left
    return _HYPHEN.sub(LINE_END_HYPHEN, text), last_left


def _begins_text(word: str, following: str) -> bool:
    """Whether a first word is a mark or number of what follows, not the first cell of a row."""
    if _BARE_NUMBER.match(word):
        return following[0].isalpha()
    return is_marked(f"{word} {following}")


def _in_usual_size(lines: Sequence[Line]) -> list[Line]:
    """The lines with the small differences of size taken out that come of seeing, not of setting."""
    if not lines:
        return []
    usual = statistics.median(line.size for line in lines)
    return [
        replace(line, size=usual) if abs(line.size - usual) <= _SAME_SIZE * usual else line
        for line in lines
    ]
