"""The HTML that ModernGov and Word leave behind: entities, wrapped paragraphs, text cut short."""

from __future__ import annotations

import html
import textwrap
from dataclasses import replace

from sample_text import Block, emphasised, plain

WRAP = 65
_NUMERIC = {char: f"&#{ord(char)};" for char in "/'&()@:\u2019"}
_EMPTY = '<p class="MsoNormal"><span style="">&nbsp;</span></p>'


def coded(text: str, spaces: bool = False) -> str:
    """Text with its punctuation as numeric entities; in tooltips the spaces too."""
    done = "".join(_NUMERIC.get(char) or html.escape(char) for char in text)
    return done.replace(" ", "&#32;") if spaces else done


def _wrapped(text: str) -> str:
    """Escaped text, broken over lines as Word's HTML is."""
    done = emphasised(html.escape(" ".join(text.split()), quote=False), "b")
    return "\n".join(textwrap.wrap(done, WRAP, break_long_words=False, break_on_hyphens=False))


def _table(block: Block) -> str:
    """A table of figures inside a minute."""
    rows = [
        "<tr>" + "".join(f'<td><p class="MsoNormal">{_wrapped(cell)}</p></td>' for cell in row)
        for row in block.rows
    ]
    return '<table class="MsoTableGrid" border="1">' + "</tr>\n".join(rows) + "</tr></table>"


def _word_paragraph(block: Block) -> str:
    """One block as a Word paragraph."""
    if block.kind == "table":
        return _table(block)
    text = _wrapped(block.text)
    indent = ' style="margin-left:36.0pt;text-indent:-18.0pt"'
    if block.kind == "bullet":
        return f'<p class="MsoNormal"{indent}><span style="">·&nbsp; {text}</span></p>'
    if block.kind == "indent":
        return f'<p class="MsoNormal"><span style="">&nbsp;&nbsp;{text}</span></p>'
    if block.marker:
        return f'<p class="MsoNormal"{indent}>{block.marker}&nbsp; {text}</p>'
    if block.kind in ("heading", "title"):
        return f'<p class="MsoNormal"><b><span style="">{text}</span></b></p>'
    return f'<p class="MsoNormal"><span style="">{text}</span></p>'


def _needs_gap(before: Block | None, block: Block) -> bool:
    """Whether the typist left an empty paragraph between two blocks."""
    if before is None or before.kind == "heading":
        return False
    lists = ("bullet", "indent")
    return not (block.kind in lists and (before.kind in lists or before.text.endswith(":")))


def word_text(blocks: list[Block]) -> str:
    """Blocks as the HTML that Word leaves behind."""
    lines: list[str] = []
    before: Block | None = None
    for block in blocks:
        if _needs_gap(before, block):
            lines.append(_EMPTY)
        lines.append(_word_paragraph(block))
        before = block
    inner = "\n".join(lines)
    return f'<div class="mgWordPara"><div class="WordSection1">{inner}</div></div>'


def length(blocks: list[Block]) -> int:
    """How many characters of text blocks hold."""
    return sum(len(plain(block.text)) for block in blocks)


def cut(blocks: list[Block], limit: int) -> list[Block]:
    """The blocks that fit in a number of characters, the last cut at a word; all if it is 0."""
    kept: list[Block] = []
    left = limit
    for block in blocks:
        text = plain(block.text)
        if limit and len(text) > left:
            return [*kept, replace(block, text=text[:left].rsplit(" ", 1)[0])]
        kept.append(block)
        left -= len(text)
    return kept
