"""The sentence of each hint: what to do better, for the employee; never a refusal."""

from mcollector.images.sights import HintCode
from mcollector.rules.sentences import Sentence, say

_SENTENCES = {
    HintCode.DARK: say("写真が暗いようです。明るいところで、もう一度とると読みやすくなります。"),
    HintCode.BLURRED: say("ぼけているようです。動かさずに、もう一度とると読みやすくなります。"),
    HintCode.TOO_SMALL: say("文字が小さいようです。近づいて、もう一度とると読みやすくなります。"),
    HintCode.CUT_OFF: say("番号の端が切れているようです。書類の全体が入るようにとってください。"),
    HintCode.WRONG_SIDE: say("反対の面のようです。表と裏を確認してください。"),
    HintCode.OTHER_PAPER: say("ほかの書類のようです。選んだ書類の写真か確認してください。"),
    HintCode.APPLICATION_QR: say(
        "「個人番号通知書」か交付申請書のようです。マイナンバーの確認には使えません。"
        "マイナンバーカード、通知カード、マイナンバー入りの住民票のどれかを送ってください。"
    ),
    HintCode.SAME_AS_BEFORE: say("前に送った写真と同じようです。選んだ写真を確認してください。"),
    HintCode.EXPIRED: say("有効期限が過ぎているようです。期限を確認してください。"),
}


def sentence_of(code: HintCode) -> Sentence:
    """Return what the employee reads."""
    return _SENTENCES[code]
