"""The errors that jobs meet here, and the sentence of each refusal."""

from mcollector.images.results import RefusalCode
from mcollector.rules.errors import RuleBroken
from mcollector.rules.sentences import say

_SENTENCES = {
    RefusalCode.NOT_A_PICTURE: say("JPEG・PNG・HEIC・PDFの写真を選択してください。"),
    RefusalCode.UNSUPPORTED: say("この形式の写真は使えません。JPEGで送ってください。"),
    RefusalCode.TOO_LARGE: say("20MBより小さい写真を選択してください。"),
    RefusalCode.TOO_MANY_PIXELS: say(
        "写真の画素数が多すぎます。5000万画素以下の写真を選択してください。"
    ),
    RefusalCode.BROKEN: say("写真を開けません。もう一度とってください。"),
    RefusalCode.ANIMATED: say("動く画像は使えません。写真をとって選択してください。"),
    RefusalCode.LOCKED: say(
        "パスワードがかかったPDFは開けません。パスワードを外すか、書類の写真を選択してください。"
    ),
    RefusalCode.TOO_MANY_PAGES: say(
        "PDFのページが多すぎます。4ページまでのPDFか、書類の写真を選択してください。"
    ),
}


class PictureRefused(RuleBroken):
    """The picture cannot be used, whoever tries again; `sentence` is for the employee."""

    def __init__(self, reason: RefusalCode) -> None:
        super().__init__(_SENTENCES[reason])
        self.reason = reason


class ChildDied(RuntimeError):
    """The child crashed, hung or answered nonsense; the next picture finds a new one.

    `sentence` is for the employee, once no further try is made.
    """

    sentence = say("写真を処理できませんでした。もう一度とってください。")


class NotConfined(RuntimeError):
    """The child refuses to start because this kernel cannot lock it in; no picture is to blame."""
