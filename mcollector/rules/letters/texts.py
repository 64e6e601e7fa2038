"""メール文面: a company's own words for a letter, with places in them; no code, no second link."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mcollector.rules.errors import FormRefused
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.letters.languages import WITH_SUBJECT, MailLanguage, has, value_of
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.text import names
from mcollector.rules.text.numbers_in_text import holds_number

LONGEST_SUBJECT = 100
LONGEST_BODY = 3000

BLOCKS: Mapping[str, str] = {"リンク": "link", "差し戻しの内容": "returned"}
"""What stands for several lines, alone on its own; the link brings 仮パスワード along."""

_COMPANY = ("会社名", "担当部署", "電話", "受付時間")
_WORDS: Mapping[LetterKind, tuple[str, ...]] = {
    LetterKind.INVITATION: ("氏名", *_COMPANY, "締め切り", "リンク"),
    LetterKind.REMINDER: ("氏名", *_COMPANY, "締め切り", "登録日", "リンク"),
    LetterKind.RETURN: ("氏名", *_COMPANY, "締め切り", "差し戻しの内容", "リンク"),
    LetterKind.COMPLETION: ("氏名", *_COMPANY, "確認日", "受付番号"),
}
KINDS = tuple(_WORDS)
"""The letters whose words a company may choose; those about passwords and staff are the house's."""
FIXED = tuple(kind for kind in LetterKind if kind not in KINDS)
"""The others."""

_IN_SUBJECT = frozenset({"会社名", "担当部署", "締め切り", "確認日"})
"""What is the same for everybody a batch goes to (no name, no link)."""

_PLACE = re.compile(r"\{\{([^{}\n]*)\}\}")
_ADDRESS = re.compile(r"https?:|www\.|[\w.-]+@[\w-]+\.", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Wording:
    """A checked subject and body, with places such as 「{{氏名}}」.

    `easy` and `english` are the bodies of those languages. An empty one is the house's own text of
    that language, and so are subject and body when they are empty.
    """

    subject: str
    body: str
    easy: str = ""
    english: str = ""

    def body_of(self, language: MailLanguage) -> str:
        """Return the body in the language, "" for the house's own."""
        by_language = {MailLanguage.EASY: self.easy, MailLanguage.ENGLISH: self.english}
        return by_language.get(language, self.body)


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph's lines, each cut into words and names of values; or a block, without lines."""

    what: str
    lines: tuple[tuple[str, ...], ...] = ()


def usable_words(
    kind: LetterKind, language: MailLanguage = MailLanguage.STANDARD
) -> tuple[str, ...]:
    """Return the places a letter of the kind may have; KeyError for one of the house alone."""
    return tuple(word for word in _WORDS[kind] if has(word, language))


def check_texts(
    kind: LetterKind,
    subject: str,
    body: str,
    language: MailLanguage = MailLanguage.STANDARD,
) -> Wording:
    """Return the wording; raises FormRefused with a sentence for each of subject and body.

    Only a Japanese one has a subject; what is given for another language is dropped.
    """
    lines = [line.rstrip() for line in body.strip().splitlines()]
    with_subject = language is WITH_SUBJECT
    wording = Wording(subject.strip() if with_subject else "", "\n".join(lines))
    faults = {
        "subject": _fault_of_subject(kind, wording.subject) if with_subject else None,
        "body": _fault_of_body(kind, wording.body, usable_words(kind, language)),
    }
    errors = {name: fault for name, fault in faults.items() if fault is not None}
    if errors:
        raise FormRefused(errors)
    return wording


def cut(line: str, language: MailLanguage = MailLanguage.STANDARD) -> tuple[str, ...]:
    """Return the line as words, the name of a value, words, …: places at the odd positions."""
    pieces = _PLACE.split(line)
    pieces[1::2] = [value_of(word.strip(), language) for word in pieces[1::2]]
    return tuple(pieces)


def parts(body: str, language: MailLanguage = MailLanguage.STANDARD) -> tuple[Part, ...]:
    """Return a checked body as paragraphs and blocks, in their order."""
    pieces: list[Part] = []
    lines: list[tuple[str, ...]] = []
    for line in (*body.splitlines(), ""):
        block = _block(line)
        if line.strip() and block is None:
            lines.append(cut(line, language))
            continue
        if lines:
            pieces.append(Part("words", tuple(lines)))
            lines = []
        if block is not None:
            pieces.append(Part(block))
    return tuple(pieces)


def _block(line: str) -> str | None:
    alone = _PLACE.fullmatch(line.strip())
    return BLOCKS.get(alone[1].strip()) if alone else None


def _fault_of_subject(kind: LetterKind, text: str) -> Sentence | None:
    if not text:
        return say("件名を入力してください。")
    if len(text) > LONGEST_SUBJECT:
        return say("%(n)d文字以内で入力してください。", n=LONGEST_SUBJECT)
    known = [word for word in _WORDS[kind] if word in _IN_SUBJECT]
    return _fault_of_text(text) or _fault_of_places(text, known)


def _fault_of_body(kind: LetterKind, text: str, known: tuple[str, ...]) -> Sentence | None:
    if not text:
        return say("本文を入力してください。")
    if len(text) > LONGEST_BODY:
        return say("%(n)d文字以内で入力してください。", n=LONGEST_BODY)
    fault = _fault_of_text(text.replace("\n", " ")) or _fault_of_places(text, known)
    return fault or _fault_of_blocks(kind, text)


def _fault_of_text(text: str) -> Sentence | None:
    if not names.is_printable(text):
        return say("使えない文字が含まれています。入力し直してください。")
    if holds_number(text):
        return say("12桁の数字は書けません。マイナンバーをメールに書かないでください。")
    if _ADDRESS.search(text):
        return say("リンクは{{リンク}}だけにしてください。ほかのアドレスは書けません。")
    return None


def _fault_of_places(text: str, known: tuple[str, ...] | list[str]) -> Sentence | None:
    rest = _PLACE.sub("", text)
    if "{{" in rest or "}}" in rest:
        return say("{{と}}は、「{{氏名}}」のように組にして書いてください。")
    unknown = [word for word in _PLACE.findall(text) if word.strip() not in known]
    if not unknown:
        return None
    return say(
        "{{%(word)s}}は使えません。使える項目：%(known)s",
        word=unknown[0].strip()[:20],
        known="、".join(f"{{{{{word}}}}}" for word in known),
    )


def _fault_of_blocks(kind: LetterKind, text: str) -> Sentence | None:
    needed = [word for word in _WORDS[kind] if word in BLOCKS]
    alone = [block for line in text.splitlines() if (block := _block(line)) is not None]
    for word in needed:
        places = [found for found in _PLACE.findall(text) if found.strip() == word]
        if len(places) != 1 or BLOCKS[word] not in alone:
            return say("{{%(word)s}}を、その行だけに1回書いてください。", word=word)
    return None
