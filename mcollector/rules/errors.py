"""What can go wrong by the rules; each error carries a sentence that may be shown as it is."""

from collections.abc import Mapping

from mcollector.rules.sentences import Sentence, say


class RuleBroken(Exception):
    """A rule of the house was broken; `sentence` names the cause and the remedy."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class NotFound(RuleBroken):
    """There is no such thing in this company; a foreign one answers the same."""

    def __init__(self) -> None:
        super().__init__(say("ページが見つかりません。"))


class NotAllowed(RuleBroken):
    """The actor's right does not cover this permission."""

    def __init__(self, sentence: Sentence | None = None) -> None:
        super().__init__(sentence or say("この画面を開く権限がありません。"))


class MoveRefused(RuleBroken):
    """The table of states has no such step from here."""

    def __init__(self) -> None:
        super().__init__(
            say("この操作は、今の状態ではできません。画面を開き直して確認してください。")
        )


class HeldByAnother(RuleBroken):
    """Somebody else has this review open; nothing of what was typed is lost."""

    def __init__(self, name: str) -> None:
        super().__init__(
            say(
                "%(name)sさんが確認中のため、何も変更していません。"
                "続けるときは「担当を代わる」を押してください。入力した内容は残っています。",
                name=name,
            )
        )


class FieldRefused(RuleBroken):
    """One typed value is not acceptable; the message never repeats the value."""


class FormRefused(RuleBroken):
    """Several fields of one form are refused; `fields` maps a field to its sentence."""

    def __init__(self, fields: Mapping[str, Sentence]) -> None:
        super().__init__(say("入力内容に誤りがあります"))
        self.fields = dict(fields)


class SecretRefused(RuleBroken):
    """A one-time secret is unknown, used, replaced or too old."""


class HandoffOver(SecretRefused):
    """The telephone's page of photographs has ended: by time, a newer code, a logout, 「更新」."""

    def __init__(self) -> None:
        super().__init__(
            say("この画面は終わりました。続けるときは、パソコンで新しいQRコードを出してください。")
        )


class StillSealed(RuleBroken):
    """This process holds no key that opens the value; nothing is lost."""

    def __init__(self) -> None:
        super().__init__(
            say("鍵が読み込まれていないため、開けません。データは封印されたまま残っています。")
        )


class NotSaved(RuleBroken):
    """The disk or the database did not take it; nothing of the unit remains."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "保存できませんでした。この操作は行われていません。"
                "時間をおいて、もう一度やり直してください。"
            )
        )


class EditConflict(RuleBroken):
    """Somebody else saved the row first; `theirs` shows what is stored now, per field."""

    def __init__(self, theirs: Mapping[str, str] | None = None) -> None:
        super().__init__(say("ほかの人が先に更新しました。内容を確認してください。"))
        self.theirs = dict(theirs or {})
