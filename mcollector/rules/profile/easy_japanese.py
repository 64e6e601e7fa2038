"""やさしい日本語 of the sentences of refused forms, for whoever reads little."""

from mcollector.rules.my_number import LENGTH
from mcollector.rules.sentences import Sentence, say

_LENGTH = "12桁で入力してください（今は%(n)d桁です）。"

_WORDS = {
    "ログインできる回数を超えました。%(n)d分後に試すか、パスワードを再設定してください。": say(
        "なんども まちがえました。%(n)d分 まってください。"
    ),
    "ユーザーIDまたはパスワードが正しくありません。": say(
        "ユーザーIDか パスワードが ちがいます。もう一度 入れてください。"
    ),
    "パスワードは%(n)d文字以上で入力してください。": say("%(n)d文字より 長く してください。"),
    "このパスワードはよく使われているため、安全ではありません。": say(
        "この パスワードは あぶないです。ほかの ものに してください。"
    ),
    "利用目的を確認し、チェックを入れてください。": say("読んだら チェックしてください。"),
    "姓を入力してください。": say("姓（せい）を 入れてください。"),
    "100文字以内で入力してください。": say("100文字までです。"),
    "ひらがなで入力してください。": say("ひらがなで 入れてください。"),
    "生年月日が正しくありません。例：1990年4月1日": say("うまれた日が まちがっています。"),
    "郵便番号は7桁の数字で入力してください。": say("数字を 7つ 入れてください。"),
    "住所が見つかりません。手で入力してください。": say(
        "住所が ありません。自分で 入れてください。"
    ),
    "理由を入力してください。": say("わけを 書いてください。"),
    "性別を選択してください。": say("えらんでください。"),
    "都道府県を選択してください。": say("えらんでください。"),
    "住所を入力してください。": say("住所（じゅうしょ）を 入れてください。"),
    "電話番号は数字10〜12桁で入力してください。": say("電話番号（でんわばんごう）が ちがいます。"),
    "マイナンバーを入力してください。": say("マイナンバーを 入れてください。"),
    "入力した番号は、存在しないマイナンバーです。カードを見て確認してください。": say(
        "番号が まちがっています。カードを 見て もう一度 入れてください。"
    ),
}


def in_easy_japanese(sentence: Sentence) -> Sentence | None:
    """Return the sentence in easy Japanese; None where there is none."""
    if sentence.msgid == _LENGTH:
        return _counted(int(sentence.values["n"]))
    words = _WORDS.get(sentence.msgid)
    return Sentence(words.msgid, sentence.values) if words is not None else None


def _counted(digits: int) -> Sentence:
    if digits < LENGTH:
        return say("数字が %(n)dつ 足りません。", n=LENGTH - digits)
    return say("数字が %(n)dつ 多いです。", n=digits - LENGTH)
