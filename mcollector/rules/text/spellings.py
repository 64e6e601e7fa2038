"""Spellings: why a name counts as found though it is written otherwise."""

import unicodedata
from collections.abc import Iterator

from mcollector.rules.sentences import Sentence, say
from mcollector.rules.text import variants
from mcollector.rules.text.names import fold

WIDTH = say("全角・半角")
CASE = say("大文字・小文字")
KANA = say("ひらがな・カタカナ")
ACCENT = say("アクセント記号")
SIGNS = say("空白・記号")
READING = say("読みがな")
"""What may differ without making another name of it; old forms of characters stand as 髙=高."""

Cluster = tuple[str, str]
"""What is read as one sign, and its folded form: "" for a space or a hyphen."""


def reasons(name: str, reading: str, text: str) -> tuple[Sentence, ...]:
    """Return why the text is found in the name or its reading, each reason once.

    Empty when it stands in the name sign by sign, and when it is not found at all. An old form of
    a character is told as what the name has and what was asked for: 「髙=高」.
    """
    if text in name or fold(text) in fold(name):
        return _otherwise(name, text)
    return (READING,) if fold(text) in fold(reading) else ()


def _otherwise(name: str, text: str) -> tuple[Sentence, ...]:
    if not fold(text) or text in name:
        return ()
    asked = [one for one in _clusters(text) if one[1]]
    part = _part(list(_clusters(name)), "".join(folded for _, folded in asked))
    sentences = [_reason(*pair) for pair in _pairs(part, asked) if pair[0] != pair[1]]
    if part and not sentences:
        sentences = [SIGNS]
    return tuple(one for place, one in enumerate(sentences) if one not in sentences[:place])


def _clusters(text: str) -> Iterator[Cluster]:
    """Yield the text's signs with the marks that belong to them: ﾊﾞ, é of two, 葛 of a kind."""
    sign = ""
    for mark in text:
        if sign and not _belongs(mark):
            yield sign, fold(sign)
            sign = ""
        sign += mark
    if sign:
        yield sign, fold(sign)


def _belongs(mark: str) -> bool:
    name = unicodedata.name(mark, "")
    return mark in "ﾞﾟ" or name.startswith(("COMBINING", "VARIATION SELECTOR"))


def _part(clusters: list[Cluster], wanted: str) -> list[Cluster]:
    """Return the clusters under which the folded text stands, without what folds to nothing."""
    kept = [one for one in clusters if one[1]]
    at = "".join(folded for _, folded in kept).find(wanted)
    part, place = [], 0
    for original, folded in kept if at >= 0 else ():
        if at < place + len(folded) and place < at + len(wanted):
            part.append((original, folded))
        place += len(folded)
    return part


def _pairs(part: list[Cluster], asked: list[Cluster]) -> Iterator[tuple[str, str]]:
    """Yield what stands for what, cut wherever both have come equally far (ß is SS)."""
    left, right = iter(part), iter(asked)
    here, there, ahead = "", "", 0
    while True:
        original, folded = next(left if ahead <= 0 else right, ("", ""))
        if not original:
            return
        if ahead <= 0:
            here, ahead = here + original, ahead + len(folded)
        else:
            there, ahead = there + original, ahead - len(folded)
        if ahead == 0:
            yield here, there
            here, there = "", ""


def _reason(found: str, asked: str) -> Sentence:
    one, other = (unicodedata.normalize("NFKC", text) for text in (found, asked))
    if one == other:
        return WIDTH
    if one.upper() == other.upper():
        return CASE
    if one.upper().translate(variants.KANA) == other.upper().translate(variants.KANA):
        return KANA
    if _bare(one) == _bare(other):
        return ACCENT
    return say("%(found)s=%(asked)s", found=found, asked=asked)


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.upper())
    return "".join(part for part in parts if not unicodedata.combining(part))
