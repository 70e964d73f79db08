"""Whole sentences: which words of a query only ask, so that the others can be looked for. Pure.

"What is the council doing about school transport costs" asks for `school transport costs`. Only
what clearly is a question or an ask is taken for one; "will disputes", "may day event" and "the who
report" are not. A question has a frame, which opens it ("what is the council doing about the"), and
after it small words (in, of, our) that say nothing by themselves.
"""

import re
from collections.abc import Iterator, Sequence

from indexer.search.lexer import Token, bare_word

_FEWEST = 3
"""Words that a question has at least."""
_CONTENT = "·"
"""Stands for a phrase, a field, or a word that is never set aside."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_AUXILIARY = "is are was were do does did has have had can could will would should shall"
_PRONOUN = "i me my we us our you your they them their it its he she his her"
_ANY = "anything something everything anyone anybody someone somebody any"
_ASKS_WHAT = "what which who whose whom when where why how whats whos wheres hows"
_ARTICLES = _words("the a an")
_SUBJECTS = _words(
    "council councils councillors cllrs members officers board boards committee "
    "committees panel panels authority authorities"
)
"""Who is asked about without being looked for; only before a verb."""
_DEEDS = _words(
    "spend spent spending pay paid paying buy bought sell sold build built fund use own agree agreed "
    "approve approved resolve resolved"
)
"""Verbs that are looked for."""
_VERBS = _words(
    "doing done do did decide decided deciding say said saying think know happen "
    "happened happens happening make made making take taken took get got going go want need like see "
    "tell show give find search look looking hear discuss discussed consider considered talk talked "
    "talking trying been be being"
)
_NOUNS = _words(
    "decision decisions information info details detail news update updates latest position status "
    "progress situation plan plans report reports papers minutes items item documents"
)
"""What is asked for, whatever the matter; only before a preposition or an auxiliary."""
_PREPOSITIONS = _words("about on of for with regarding concerning to in at by from into around")
_BEFORE_NOUNS = (_PREPOSITIONS - {"to"}) | {"me", "us"}
SMALL = (
    _ARTICLES
    | _PREPOSITIONS
    | _words(f"{_AUXILIARY} {_PRONOUN} {_ANY}")
    | _words("what which whose when where why how whether if there here this that these those")
    | _words("i'm i'd am we're there's didn't hasn't haven't isn't aren't don't doesn't")
    | _words("and or as be been being also please so")
    | _words(
        "say said do done doing happen happened happening decide decided discussed considered made "
        "get got going"
    )
) - _words("can will shall")
"""Words that say nothing by themselves."""
_AUXILIARIES = _words(_AUXILIARY)
_OPENERS = _AUXILIARIES | _words(_ASKS_WHAT)
_FRAME = SMALL | _VERBS | _words(f"{_ASKS_WHAT} {_AUXILIARY} out all more please up")
_HOW = _words("much many long often far soon old big")
"""What "how" asks for."""

_AUX = _AUXILIARY.replace(" ", "|")
_DID = (
    "decided|voted|agreed|approved|attended|chaired|chairs|wrote|said|says|spoke|moved|seconded|"
    "proposed|asked|made|makes|discussed|considered|owns|pays|paid|runs|declared|objected|got|gets"
)
_OPENING = re.compile(
    rf"""
    (?: what|which|who|whose|when|where|why|how ) [ ] (?:{_AUX}) \b
  | (?: what|who|where|how|when|why ) '?s \b
  | (?: what|which|whose ) (?: [ ] \S{{1,40}} ){{1,3}} [ ] (?: {_AUX}|{_DID} ) \b
  | who [ ] (?: {_DID} ) \b
  | what [ ] (?: about|happened|happens|else ) \b
  | how [ ] (?: much|many|long|often|far|to|about ) \b
  | (?: is|are|was|were|does|did|has|had|can|could|will|would|should|shall ) [ ]
    (?: we|i|you|they|it|he|she|the|this|that|these|those|there|any|anyone|anybody|our|my ) \b
  | (?: is|was ) [ ] (?: a|an ) \b
  | (?: do|have ) [ ] (?: we|i|you|they|the|any|there|councillors|members|officers ) \b
  | (?: are|does|did|has|have|had ) [ ] (?: council|councillors|cabinet|members|officers ) \b
  | tell [ ] (?: me|us ) [ ] (?: about|what|who|which|how|when|where|why|if|whether|the|more ) \b
  | (?: show|give ) [ ] (?: me|us ) \b
  | find [ ] (?: me|out|all|any|anything|everything|the ) \b
  | find [ ] (?! and\b|my\b|your\b|a\b|an\b ) \S{{1,200}} [ ] \S
  | list [ ] (?: all|every|the ) \b
  | (?: search|look|looking ) [ ] for \b
  | i [ ] (?: want|need ) [ ] (?: to|the|all|any|information|everything ) \b
  | i [ ] would [ ] like \b | i'd [ ] like \b | i [ ] am [ ] looking \b | i'm [ ] looking \b
  | (?: anything|something|everything ) [ ] (?: about|on|regarding|concerning ) \b
  | any [ ] (?: news|information|info|updates?|decisions?|reports?|plans? ) [ ]
    (?: about|on|for|regarding|concerning ) \b
    """,
    re.VERBOSE,
)
_PLEASE = re.compile(r"(?:please |(?:can|could|would|will) you (?:please )?)?")


def words_that_ask(tokens: Sequence[Token], text: str) -> frozenset[int]:
    """The numbers of the tokens of a query that only ask. None of what is no clear question.

    `text` is the query as typed. Never so many that nothing is left; none where OR, NOT or brackets
    say that somebody built the query with care.
    """
    if len(tokens) < _FEWEST or any(token.kind in ("or", "not", "(", ")") for token in tokens):
        return frozenset()
    words = [_plain(token, text) for token in tokens]
    said = " ".join(words)
    please = _PLEASE.match(said)
    opens = _OPENING.match(said, please.end() if please else 0)
    if not opens and not text.rstrip().endswith("?"):
        return frozenset()
    frame = len(list(_frame(words))) if opens or words[0] in _OPENERS else 0
    found = {*range(frame), *(at for at in range(frame, len(words)) if _is_small(words, at))}
    return frozenset(found) if len(found) < len(tokens) else frozenset()


def _plain(token: Token, text: str) -> str:
    """The word in small letters. WHO and IT are names, unless all is written so."""
    if token.kind != "word" or token.field or token.mark:
        return _CONTENT
    word = bare_word(token.text)
    if len(word) > 1 and word.isupper() and not text.isupper():
        return _CONTENT
    return word.casefold()


def _frame(words: Sequence[str]) -> Iterator[str]:
    """The words with which a question opens, up to the first that says what is looked for."""
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else _CONTENT
        subject = word in _SUBJECTS and after in _VERBS | _AUXILIARIES | _DEEDS
        noun = word in _NOUNS and after in _PREPOSITIONS | _AUXILIARIES
        how = word in _HOW and words[at - 1 : at] == ["how"]
        asking = _is_asking(word) and not _is_spoken_of(words, at)
        if not (subject or noun or how or asking):
            return
        yield word


def _is_asking(word: str) -> bool:
    return word in _FRAME or (word.endswith("'s") and word[:-2] in _ASKS_WHAT.split())


def _is_small(words: Sequence[str], at: int) -> bool:
    return words[at] in SMALL and not _is_spoken_of(words, at)


def _is_spoken_of(words: Sequence[str], at: int) -> bool:
    """So are words after "the" ("the it strategy"), and verbs after "about" ("about made ground")."""
    before = words[at - 1] if at else ""
    return before in _ARTICLES or (before in _BEFORE_NOUNS and words[at] in _VERBS)
