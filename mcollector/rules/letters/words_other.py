"""初期文面 in やさしい日本語 and English, below the Japanese one of `words_ja`.

The house's templates say the same; a test renders both.
"""

from collections.abc import Mapping

from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.letters.languages import MailLanguage
from mcollector.rules.letters.texts import Wording
from mcollector.rules.letters.words_ja import INITIAL

_EASY: Mapping[LetterKind, str] = {
    LetterKind.INVITATION: """\
{{氏名}} さん
会社に マイナンバーを 出してください。
しめきりは {{締め切り}} です。5分くらいです。
マイナンバーカードと スマホを 用意（ようい）してください。

{{リンク}}

この メールに 番号や 写真を おくらないでください。
わからないときは 電話してください：{{電話}}""",
    LetterKind.REMINDER: """\
マイナンバーが まだ です。
しめきりは {{締め切り}} です。すぐに 出してください。

{{リンク}}

出すことが できないときは 電話してください：{{電話}}""",
    LetterKind.RETURN: """\
写真を もう一度 出してください。{{締め切り}} までです。

{{差し戻しの内容}}

出すのは この写真 だけです。

{{リンク}}""",
    LetterKind.COMPLETION: """\
マイナンバーの 手続き（てつづき）が おわりました。
もう することは ありません。ありがとうございました。""",
}

_ENGLISH: Mapping[LetterKind, str] = {
    LetterKind.INVITATION: """\
{{会社名}} asks you to submit
your My Number (Individual Number) by {{締め切り}}.
It is needed for tax and social insurance. It takes about 5 minutes.
Have your My Number Card (or Notification Card + photo ID)
and your phone ready.

{{リンク}}

Do not reply with your number or photos.""",
    LetterKind.REMINDER: """\
We have not received your My Number documents yet.
They are due on {{締め切り}}. Please submit them now.

{{リンク}}

If you cannot submit them, call {{電話}}.""",
    LetterKind.RETURN: """\
Please submit this photo again by {{締め切り}} (only this one):

{{差し戻しの内容}}

{{リンク}}""",
    LetterKind.COMPLETION: """\
Your My Number has been checked. Nothing more to do.
Receipt no.: {{受付番号}}""",
}

_BODIES = {MailLanguage.EASY: _EASY, MailLanguage.ENGLISH: _ENGLISH}


def initial(kind: LetterKind, language: MailLanguage) -> Wording:
    """Return the house's words of the letter in the language; only the Japanese have a subject."""
    if language is MailLanguage.STANDARD:
        return INITIAL[kind]
    return Wording("", _BODIES[language][kind])
