"""Numbers written out in words: "nine", "twenty-one". Pure."""

_UNITS = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
CARDINALS = {
    **{word: number for number, word in enumerate(_UNITS, 1)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
}
"""The words of which numbers up to ninety-nine are made: "one" to "nineteen", "twenty" to "ninety"."""


def number_of(word: str) -> int | None:
    """A number in figures, or in words up to ninety-nine; "no" is 0, and what is none is None."""
    word = word.lower()
    if word.isdecimal():
        return int(word)
    if word in {"no", "none", "nil", "zero"}:
        return 0
    tens, hyphen, unit = word.partition("-")
    if not hyphen:
        return CARDINALS.get(word)
    if tens not in _TENS or unit not in _UNITS[:9]:
        return None
    return CARDINALS[tens] + CARDINALS[unit]
