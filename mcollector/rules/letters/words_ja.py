"""初期文面: what each letter says in Japanese while a company has chosen no words of its own.

The house's templates say the same; a test renders both.
"""

from collections.abc import Mapping

from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.letters.texts import Wording

_INVITATION = """\
{{氏名}} さん

{{会社名}}（{{担当部署}}）から、
マイナンバーの提出をお願いするメールです。
社会保険と税金の手続きに使うため、
マイナンバーと証明書の写真を登録してください。

  締め切り：{{締め切り}}　　かかる時間：約5分
  用意するもの：マイナンバーカード（または 通知カード＋運転免許証など）、
  スマートフォン

{{リンク}}

・このメールに、マイナンバーや写真を返信しないでください。
・心当たりがないときは、下の連絡先に電話してください。"""

_REMINDER = """\
{{氏名}} さん

{{登録日}}にお願いしたマイナンバーの証明書が、
まだ登録されていません。
締め切りは{{締め切り}}です。すぐに証明書を登録してください。

{{リンク}}

提出できない事情があるときは、下の連絡先に知らせてください。"""

_RETURN = """\
{{氏名}} さん

提出された内容を確認しましたが、次の点が確認できませんでした。

{{差し戻しの内容}}

この写真だけをもう一度提出してください。ほかの入力は必要ありません。
締め切り：{{締め切り}}

{{リンク}}"""

_COMPLETION = """\
{{氏名}} さん

{{確認日}}に、
提出されたマイナンバーと証明書の確認が完了しました。
手続きは必要ありません。
受付番号：{{受付番号}}
マイナンバーは利用目的以外に使いません。"""

INITIAL: Mapping[LetterKind, Wording] = {
    LetterKind.INVITATION: Wording(
        "マイナンバーを提出してください（締め切り {{締め切り}}）｜{{会社名}}", _INVITATION
    ),
    LetterKind.REMINDER: Wording(
        "【再送】マイナンバーの提出が必要です（締め切り {{締め切り}}）｜{{会社名}}", _REMINDER
    ),
    LetterKind.RETURN: Wording(
        "写真をもう一度提出してください（{{締め切り}}まで）｜{{会社名}}", _RETURN
    ),
    LetterKind.COMPLETION: Wording("マイナンバーの確認が完了しました｜{{会社名}}", _COMPLETION),
}
