"""The audit log's words: what each action is called on the screen, and the groups of actions.

Nouns and short verbs, no sentences.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from mcollector.rules.actions import Action
from mcollector.rules.sentences import Sentence, say

WORDS: Mapping[Action, Sentence] = {
    Action.COMPANY_CREATED: say("会社を登録"),
    Action.SETTINGS_CHANGED: say("会社設定を変更"),
    Action.NOTICE_PUBLISHED: say("利用目的を公開"),
    Action.MAIL_TEXT_CHANGED: say("メール文面を変更"),
    Action.MAIL_TEXT_TESTED: say("メール文面をテスト送信"),
    Action.KEY_CREATED: say("鍵を作成"),
    Action.SETUP_ISSUED: say("最初の設定の案内を発行"),
    Action.SETUP_USED: say("最初の設定を完了"),
    Action.STAFF_ADDED: say("アカウントを追加"),
    Action.STAFF_CHANGED: say("利用権限を変更"),
    Action.OWN_SETTINGS_CHANGED: say("自分の設定を変更"),
    Action.STAFF_SUSPENDED: say("アカウントを停止"),
    Action.STAFF_RESUMED: say("アカウントの停止を解除"),
    Action.STAFF_LINKED: say("担当者を本人の登録と結び付け"),
    Action.STAFF_UNLINKED: say("担当者と本人の登録の結び付きを解除"),
    Action.OPENINGS_NEARED: say("閲覧人数が上限の8割に到達"),
    Action.OPENINGS_TOLD: say("閲覧人数の知らせを送信"),
    Action.SHORTCUTS_SET: say("ショートカットキーを変更"),
    Action.LOGIN_PASSED: say("ログイン"),
    Action.LOGIN_FAILED: say("ログインに失敗"),
    Action.LOGGED_OUT: say("ログアウト"),
    Action.SESSION_OPENED: say("セッションを開始"),
    Action.SESSION_CLOSED: say("セッションを終了"),
    Action.DEVICE_KNOWN: say("端末を記憶"),
    Action.DEVICE_FORGOTTEN: say("端末の記憶を消去"),
    Action.PASSWORD_SET: say("パスワードを設定"),
    Action.PASSWORD_RESET_ASKED: say("パスワードの再設定を依頼"),
    Action.SECOND_FACTOR_ADDED: say("二段階認証を登録"),
    Action.SECOND_FACTOR_REMOVED: say("二段階認証を解除"),
    Action.SECOND_FACTOR_FAILED: say("二段階認証に失敗"),
    Action.SECOND_FACTOR_PASSED: say("二段階認証を通過"),
    Action.POLICY_DENIED: say("権限のない操作を拒否"),
    Action.ROSTER_UPLOADED: say("名簿をアップロード"),
    Action.ROSTER_COLUMNS_CHOSEN: say("名簿の列の読み方を変更"),
    Action.ROSTER_ALLOWED: say("名簿で認める登録を変更"),
    Action.ROSTER_RUN: say("名簿の登録を実行"),
    Action.ROSTER_DROPPED: say("名簿を破棄"),
    Action.ROSTER_UNDONE: say("名簿の登録を取り消し"),
    Action.ROSTER_SENT_NOW: say("予約したメールをすぐに送信"),
    Action.PERSON_ADDED: say("ユーザーを追加"),
    Action.PERSON_INVITED: say("送信前から提出待ちに変更"),
    Action.PERSON_NAMED: say("氏名・フリガナを提出内容から登録"),
    Action.PERSON_REMOVED: say("ユーザーを削除"),
    Action.PERSON_MOVED: say("状態を変更"),
    Action.PERSON_EDITED: say("登録内容を変更"),
    Action.ADDRESS_CHANGED: say("メールアドレスを変更"),
    Action.DEADLINE_CHANGED: say("締め切りを変更"),
    Action.SLIP_PRINTED: say("紙の招待状を印刷"),
    Action.LETTER_QUEUED: say("メールの送信を予約"),
    Action.LETTER_WRITTEN: say("メールを作成"),
    Action.LETTER_ENDED: say("メールの送信結果"),
    Action.SECRET_USED: say("仮パスワード・リンクを使用"),
    Action.SECRET_REFUSED: say("仮パスワード・リンクを拒否"),
    Action.NOTICE_READ: say("利用目的を確認"),
    Action.DRAFT_SAVED: say("入力を保存"),
    Action.DOCUMENT_RECEIVED: say("写真を受領"),
    Action.DOCUMENT_CLEANED: say("写真を準備"),
    Action.DOCUMENT_COMPARED: say("写真と入力を照合"),
    Action.DOCUMENT_REFUSED: say("写真を不受理"),
    Action.DOCUMENT_DESTROYED: say("写真を削除"),
    Action.DOCUMENT_KEPT: say("写真をこのまま使うと回答"),
    Action.DOCUMENT_SEEN: say("証明書画像を表示"),
    Action.DOCUMENT_TURNED: say("証明書画像の向きを変更"),
    Action.SUBMISSION_MADE: say("提出"),
    Action.SUBMISSION_RESUBMITTED: say("再提出"),
    Action.NUMBER_REVEALED: say("マイナンバーを表示"),
    Action.NUMBER_MATCHED: say("照合入力で一致"),
    Action.NUMBER_DIFFERED: say("照合入力で不一致"),
    Action.REVIEW_OPENED: say("本人性確認を表示"),
    Action.REVIEW_APPROVED: say("証明書確認状況を済に変更"),
    Action.REVIEW_RETURNED: say("差し戻し"),
    Action.REVIEW_TAKEN: say("本人性確認の担当を交代"),
    Action.REVIEW_CANCELLED: say("確認を取り消し"),
    Action.REVIEW_NOTED: say("社内メモを保存"),
    Action.RETURN_UNDONE: say("差し戻しを取り消し"),
    Action.RETURN_SENT_NOW: say("差し戻しのメールをすぐに送信"),
    Action.REFUSAL_MADE: say("提出できない理由を受領"),
    Action.REFUSAL_NOTED: say("提出拒否の経過を記録"),
    Action.REFUSAL_ENDED: say("提出できない状態を終了"),
    Action.PROXY_BEGUN: say("代行入力を開始"),
    Action.PROXY_ENTERED: say("代行入力で提出"),
    Action.PROXY_ENDED: say("代行入力を終了"),
    Action.HANDOFF_MADE: say("スマホで続けるQRを作成"),
    Action.HANDOFF_USED: say("スマホで続けるQRを使用"),
    Action.HANDOFF_ENDED: say("スマホで続けるQRを終了"),
    Action.CHANGE_ASKED: say("変更の申し出を受領"),
    Action.CHANGE_SETTLED: say("変更の申し出を対応済みに変更"),
    Action.BOX_CREATED: say("封印の箱を作成"),
    Action.VALUE_SEALED: say("値を封印"),
    Action.VALUE_OPENED: say("封印した値を使用"),
    Action.JOB_ENDED: say("自動処理を終了"),
    Action.AUDIT_VERIFIED: say("監査ログを検証"),
    Action.AUDIT_EXPORTED: say("監査ログを書き出し"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """A kind of action the log can be narrowed to; `code` stands in the address."""

    code: str
    title: Sentence
    actions: frozenset[Action]


def _of(*subjects: str) -> frozenset[Action]:
    return frozenset(action for action in Action if action.partition(":")[0] in subjects)


FAILED = frozenset(
    {
        Action.LOGIN_FAILED,
        Action.SECOND_FACTOR_FAILED,
        Action.POLICY_DENIED,
        Action.SECRET_REFUSED,
        Action.DOCUMENT_REFUSED,
    }
)
"""What is written only when something was refused."""

SEEN = frozenset(
    {
        Action.NUMBER_REVEALED,
        Action.NUMBER_MATCHED,
        Action.NUMBER_DIFFERED,
        Action.DOCUMENT_SEEN,
        Action.REVIEW_OPENED,
        Action.VALUE_OPENED,
        Action.AUDIT_EXPORTED,
    }
)

GROUPS = (
    Group("seen", say("番号・写真の閲覧"), SEEN),
    Group("review", say("本人性確認・差し戻し"), _of("review")),
    Group(
        "submission",
        say("提出"),
        _of("submission", "draft", "notice", "refusal", "change", "handoff", "proxy"),
    ),
    Group("document", say("写真"), _of("document")),
    Group("people", say("ユーザー・名簿"), _of("person", "roster", "slip")),
    Group("letter", say("メール"), _of("letter", "secret")),
    Group("login", say("ログイン"), _of("login", "session", "device", "password", "factor")),
    Group(
        "company",
        say("会社・アカウント"),
        _of("company", "mailtext", "staff", "key", "setup", "policy"),
    ),
    Group("house", say("封印・検証"), _of("box", "value", "job", "audit")),
)


def group_of(code: str) -> Group | None:
    """Return the group of the code, or None for every other word."""
    return next((group for group in GROUPS if group.code == code), None)
