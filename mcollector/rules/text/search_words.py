"""Search words: under what a person is found, and what is looked for when somebody asks.

A person's words are one text in which every name, reading, address and code begins after two line
breaks. Three signs asked for may stand anywhere in it; one or two only where something begins, so
that an index of three signs in a row answers for a family name of two kanji as well.
"""

from mcollector.rules.text.names import MAX_FOLDED, Named, fold, full_of

_BEGIN = "\n\n"
_ANYWHERE = 3


def words_of(named: Named, reading: str, mail: str, code: str | None) -> str:
    """Return the text a person is found by: full name, its parts and reading folded, mail, code."""
    folded = map(fold, filter(None, (full_of(named), named.given, named.middle, reading)))
    kept = dict.fromkeys(filter(None, (*folded, mail.upper(), (code or "").upper())))
    return "".join(_BEGIN + word for word in kept)


def sought(text: str) -> tuple[str, ...]:
    """Return the one or two texts to look for in a person's words; none finds nobody.

    What has neither letter nor digit in it is no name, no address and no code.
    """
    asked = dict.fromkeys((fold(text), text.upper()[:MAX_FOLDED]))
    return tuple(
        one if len(one) >= _ANYWHERE else _BEGIN + one
        for one in asked
        if any(map(str.isalnum, one))
    )
