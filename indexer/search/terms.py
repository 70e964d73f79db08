"""Words and phrases with their marks, as nodes of the tree. Pure."""

import re

from indexer.analysis import whole_word
from indexer.errors import BadQuery
from indexer.query import All, Near, Node, Phrase, Prefix, Typo, Word
from indexer.search.lexer import Token, bare_word, split_mark
from indexer.search.limits import LIMITS


def read_text(token: Token, notes: list[str]) -> Node:
    """A word or phrase with its mark, anywhere or in the title."""
    in_title = token.field == "title"
    if not bare_word(token.text):
        raise BadQuery('“title:” needs a value: write title:word or title:"several words".')
    if token.kind == "phrase":
        return _phrase(token, in_title, notes)
    stem, mark = (token.text, token.mark) if not in_title else split_mark(token.text)
    word = bare_word(stem)
    if stem.startswith("*"):
        notes.append(f"“*” stands only at the end of a word: “{word}” was searched.")
    if "*" in word:
        raise BadQuery(
            f"“{word}”: “*” stands only at the end of a word, after {LIMITS.prefix} letters "
            "or more, as in librar*."
        )
    if not mark:
        return Word(word, in_title=in_title)
    *before, last = [*filter(None, map(bare_word, re.split(r"[^\w'/-]+", word)))] or [word]
    words = [Word(piece, in_title=in_title) for piece in before]
    ending = _prefix(last, in_title) if mark[0] == "*" else _typo(last, mark, in_title, notes)
    if not words:
        return ending
    notes.append(f"“{word}{mark}” was read as separate words; the “{mark}” belongs to the last.")
    return All((*words, ending))


def _phrase(token: Token, in_title: bool, notes: list[str]) -> Node:
    typed = f'"{token.text}"{token.mark}'
    if not token.mark:
        return Phrase(token.text, in_title=in_title)
    if token.mark == "~":
        notes.append(f"“{typed}” has no number after “~”: the exact phrase was searched.")
        return Phrase(token.text, in_title=in_title)
    words = [word for word in map(bare_word, token.text.split()) if word]
    if len(words) != 2:
        raise BadQuery(
            f'“{typed}”: two words can be asked to stand near each other. Write "first second"~5.'
        )
    between = int(token.mark[1:])
    if between > LIMITS.near:
        raise BadQuery(
            f"“{typed}”: at most {LIMITS.near} words may stand between two. "
            f'Write "{words[0]} {words[1]}"~{LIMITS.near}.'
        )
    return Near(words[0], words[1], between, in_title=in_title)


def _prefix(start: str, in_title: bool) -> Node:
    if len(whole_word(start)) < LIMITS.prefix:
        raise BadQuery(
            f"“{start}*” is too short: write at least {LIMITS.prefix} letters before “*”."
        )
    return Prefix(start, in_title=in_title)


def _typo(word: str, mark: str, in_title: bool, notes: list[str]) -> Node:
    if len(whole_word(word)) < LIMITS.typo:
        notes.append(
            f"“{word}{mark}”: a typo is looked for in words of at least {LIMITS.typo} letters; "
            "this one was searched as it stands."
        )
        return Word(word, in_title=in_title)
    if mark not in ("~", "~1"):
        notes.append(f"“{word}{mark}”: one typo is the most that is looked for.")
    return Typo(word, in_title=in_title)
