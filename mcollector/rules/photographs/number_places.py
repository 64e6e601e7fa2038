"""照合入力: where twelve digits typed from a paper differ from the ones that were submitted."""

from mcollector.rules.digits import ascii_digits
from mcollector.rules.errors import FieldRefused
from mcollector.rules.my_number import LENGTH
from mcollector.rules.sentences import Sentence, say

MOST_NAMED = 2
"""Places are named only when at least ten of twelve digits agree (architecture §11)."""

SAME = say("一致しました。")


def digits_of(typed: str) -> str:
    """Return the twelve digits somebody read from a paper; raises FieldRefused for less or more.

    They need not be a number that exists: what stands on a paper is compared as it stands there.
    """
    digits = ascii_digits(typed)
    if len(digits) != LENGTH or not digits.isdecimal():
        raise FieldRefused(say("画像に写っている12桁の数字を入力してください。"))
    return digits


def differing(one: str, other: str) -> tuple[int, ...]:
    """Return the places, counted from 1, at which the twelve digits differ."""
    pairs = enumerate(zip(one, other, strict=True), start=1)
    return tuple(place for place, (left, right) in pairs if left != right)


def tell_places(places: tuple[int, ...]) -> Sentence:
    """Return what the reviewer is told; the places only when they are few, a digit never."""
    if not places:
        return SAME
    if len(places) > MOST_NAMED:
        return say("一致しません。画像の番号をもう一度見て入力してください。")
    if len(places) == 1:
        return say("%(n)d桁目が違います。", n=places[0])
    return say("%(n)d桁目と%(m)d桁目が違います。", n=places[0], m=places[1])
