"""A sent form in words: what it would do, and what was typed under the names its page gave it.

This file is longer than others because every form of both doors has its line here.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from mcollector.rules import purposes
from mcollector.rules.actor import Actor
from mcollector.rules.papers import catalogue
from mcollector.rules.papers.choices import NO_PHOTO_ID
from mcollector.rules.person import proxy_reasons, refusal_reasons
from mcollector.rules.profile.dependents import RELATIONS
from mcollector.rules.profile.profile import SEXES
from mcollector.rules.review import return_reasons
from mcollector.rules.review.methods import Manner
from mcollector.rules.rights import Right
from mcollector.rules.sentences import Sentence, say
from mcollector.services.drafts import kept_forms
from mcollector.web.form_owner import Owner
from mcollector.web.state import toolbox, words

DEEDS: Mapping[str, Sentence] = {
    "company.collecting": say("会社設定：提出の更新"),
    "company.contact": say("会社設定：会社の更新"),
    "company.digest": say("会社設定：毎朝の知らせの更新"),
    "company.openings": say("会社設定：閲覧の上限の更新"),
    "company.purposes": say("会社設定：利用目的の更新"),
    "company.reminding": say("会社設定：催促の更新"),
    "editing.begin_entry": say("代行入力を始める"),
    "editing.employment": say("雇用の状態を変える"),
    "editing.end_entry": say("代行入力をやめる"),
    "editing.end_refusal": say("提出拒否を取り消す"),
    "editing.note_refusal": say("提出拒否の経過を記録"),
    "editing.read_entry": say("代行入力の理由を読む"),
    "editing.read_refusal": say("提出拒否の経過を読む"),
    "editing.remove_dependent": say("代行入力：扶養者を削除"),
    "editing.save_dependent": say("代行入力：扶養者の入力"),
    "editing.save_dependent_papers": say("代行入力：扶養者の証明書"),
    "editing.save_photos": say("代行入力：マイナンバーと写真"),
    "editing.save_profile": say("代行入力：個人情報の入力"),
    "editing.submit": say("代行入力：提出"),
    "editing.update": say("ユーザーの編集"),
    "letters.again": say("メールの再送"),
    "letters.bounced": say("メールを不達にする"),
    "letters.correct": say("メールアドレスを直す"),
    "mail_texts.initial": say("メールの文面を初期文面に戻す"),
    "mail_texts.update": say("メールの文面の変更"),
    "own.confirm": say("認証アプリの登録"),
    "own.factor": say("認証アプリを登録し直す"),
    "own.password": say("パスワードを変更"),
    "own.sessions": say("ほかの端末をログアウト"),
    "own.ways": say("操作と表示の更新"),
    "people.action_view": say("選んだユーザーに行う操作"),
    "people.bulk_deadline": say("締め切りの変更"),
    "people.bulk_remind": say("催促メールの一括送信"),
    "people.bulk_retire": say("退職にする"),
    "people.columns": say("表示する項目の変更"),
    "people.remind": say("催促メールの送信"),
    "portal.ask_change": say("変更を申し出る"),
    "portal.read_notice": say("利用目的の確認"),
    "portal.reconsider": say("提出することにする"),
    "portal.refuse": say("提出できないことを会社に知らせる"),
    "portal.remove_dependent": say("扶養者を削除"),
    "portal.resubmit": say("証明書の再提出"),
    "portal.save_dependent": say("扶養者の入力"),
    "portal.save_dependent_papers": say("扶養者の証明書"),
    "portal.save_photos": say("マイナンバーと写真"),
    "portal.save_profile": say("個人情報の入力"),
    "portal.save_returned": say("差し戻された写真"),
    "portal.submit": say("証明書の提出"),
    "reviews.cancel": say("確認を取り消す"),
    "reviews.compare": say("番号の照合入力"),
    "reviews.keys": say("ショートカットキーの切りかえ"),
    "reviews.note": say("メモを保存"),
    "reviews.reveal": say("マイナンバーを表示"),
    "reviews.send_back": say("差し戻し"),
    "reviews.send_now": say("差し戻しのメールを今すぐ送信"),
    "reviews.take": say("本人性確認の担当を代わる"),
    "reviews.turn": say("写真を回す"),
    "reviews.uncover": say("番号の部分を見る"),
    "reviews.undo": say("差し戻しを取り消す"),
    "reviews.update": say("本人性確認の更新"),
    "rosters.add": say("1人の登録"),
    "rosters.allow": say("名簿の確認：登録する人の選択"),
    "rosters.columns": say("名簿の確認：列の選択"),
    "rosters.run": say("名簿の登録の実行"),
    "rosters.send_now": say("招待メールを今すぐ送信"),
    "rosters.undo": say("名簿の登録を取り消す"),
    "rosters.upload": say("名簿のアップロード"),
    "slips.print_many": say("紙の招待状の発行"),
    "slips.print_one": say("紙の招待状の発行"),
    "staff.again": say("担当者の招待メールを再送"),
    "staff.factor": say("担当者の二段階認証を解除"),
    "staff.invite": say("担当者の招待"),
    "staff.link": say("担当者のアカウントとの結び付け"),
    "staff.resume": say("担当者の停止を解除"),
    "staff.right": say("担当者の利用権限を変更"),
    "staff.suspend": say("担当者の利用を停止"),
    "staff.unlink": say("担当者のアカウントとの結び付きを解除"),
    "statements.read": say("本人の申し出を読む"),
    "statements.settle": say("本人の申し出を対応済みにする"),
}
"""What the form of an endpoint does; every form of a door that can be offered again is here."""

LABELS: Mapping[str, Sentence] = {
    "action": say("操作"),
    "address": say("住所（市区町村・番地・建物）"),
    "alias": say("通称"),
    "birth": say("生年月日"),
    "body": say("本文"),
    "brightness": say("明るさ"),
    "card_back_only": say("マイナンバーカードは、番号のある面の写真だけでよい"),
    "card_name": say("在留カードの氏名（ローマ字）"),
    "check": say("確かめた項目"),
    "checked": say("番号と本人を確かめました"),
    "column": say("項目"),
    "comment": say("コメント"),
    "deadline": say("締め切り"),
    "department": say("担当部署"),
    "document": say("差し戻す写真"),
    "digest_hour": say("組織管理者に送る時刻（平日）"),
    "encoding": say("文字コード"),
    "family": say("姓"),
    "family_reading": say("せい（ひらがな）"),
    "given": say("名"),
    "given_reading": say("めい（ひらがな）"),
    "half_1": say("1つ目の証明書"),
    "half_2": say("2つ目の証明書"),
    "header": say("1行目"),
    "hired_by": say("採用時に身元確認をした書類"),
    "hired_on": say("採用時に確認した日"),
    "hours": say("受付時間"),
    "invite": say("招待メールを送る"),
    "late_days": say("未提出の人が赤くなるまでの日数"),
    "mail": say("メールアドレス"),
    "manner": say("書類の見かた"),
    "memo": say("メモ"),
    "middle": say("ミドルネーム"),
    "name": say("名称・氏名"),
    "on": say("説明した日"),
    "open_most": say("1日に開ける人数"),
    "pasted": say("名簿の内容"),
    "phone": say("電話番号"),
    "phone2": say("電話番号2"),
    "photo_id": say("顔写真つきの証明書"),
    "postcode": say("郵便番号"),
    "prefecture": say("都道府県"),
    "purposes": say("利用目的"),
    "read": say("利用目的を確認しました"),
    "reading": say("ひらがな"),
    "ready": say("いつ出せますか"),
    "reason": say("理由"),
    "reason-": say("差し戻す理由"),
    "refuse": say("提出拒否にする"),
    "relation": say("続柄"),
    "remind_days": say("締め切りから何日後に送るか"),
    "remind_hour": say("自動で送る時刻"),
    "remind_most": say("1人に送る催促の上限"),
    "reply_to": say("返信先メールアドレス"),
    "review_days": say("確認待ちの人が赤くなるまでの日数"),
    "right": say("利用権限"),
    "route": say("書類"),
    "rowid": say("選んだ人"),
    "person_id": say("選んだ人"),
    "send": say("送信日時"),
    "send_at": say("送信する日時"),
    "sex": say("性別"),
    "shared": say("ほかの人と同じアドレスを使う"),
    "shortcuts_off": say("本人性確認のショートカットキーを使わない"),
    "status": say("証明書確認状況"),
    "step": say("雇用の状態"),
    "subject": say("件名"),
    "text": say("書いたこと"),
    "text_size": say("文字の大きさ"),
    "told": say("利用目的を本人に伝えました"),
    "verified_on": say("確認日"),
}
"""The names of what can be typed or chosen; what a page carries for itself has none."""

_TICKED = frozenset(
    {"card_back_only", "checked", "invite", "read", "refuse", "shared", "shortcuts_off", "told"}
)
_COUNTED = frozenset({"check", "column", "document", "person_id", "rowid"})
_REASON = "reason-"
_DATE = ("_year", "_month", "_day")
_PAPERS = {code: paper.title for code, paper in catalogue.all_papers().items()}
_REASONS = (*proxy_reasons.REASONS, *refusal_reasons.REASONS)
_CHOICES: Mapping[str, Mapping[str, str]] = {
    "half_1": _PAPERS,
    "half_2": _PAPERS,
    "hired_by": _PAPERS,
    "manner": {manner.value: manner.label for manner in Manner},
    "photo_id": _PAPERS,
    "purposes": {one.code: one.title for one in purposes.PURPOSES},
    "reason": {reason.code: reason.title for reason in _REASONS},
    _REASON: {reason.code: reason.text for reason in return_reasons.REASONS},
    "relation": RELATIONS,
    "right": {right.value: right.label for right in Right},
    "route": _PAPERS,
    "sex": SEXES,
}
_WORDS: Mapping[tuple[str, str], Sentence] = {
    ("action", "deadline"): say("締め切りを変更"),
    ("action", "remind"): say("催促メールを一括送信"),
    ("action", "retire"): say("退職にする"),
    ("brightness", "dark"): say("暗"),
    ("brightness", "light"): say("明"),
    ("photo_id", NO_PHOTO_ID): say("顔写真つきの証明書がない"),
    ("send", "later"): say("予約"),
    ("send", "now"): say("今すぐ"),
    ("status", "done"): say("済"),
    ("status", "none"): say("未"),
    ("step", "hire"): say("採用にする"),
    ("step", "rehire"): say("再雇用にする"),
    ("step", "retire"): say("退職にする"),
    ("text_size", "large"): say("大"),
    ("text_size", "larger"): say("特大"),
}
"""Choices by field and stored word, where no rule has a title for them."""


def find_deed(address: str, owner: Owner | None) -> str:
    """Return what the form of the address does and to whom, in words; empty for one without any.

    `owner` is who is to read it.
    """
    endpoint, ids = _match(address)
    if endpoint not in DEEDS:
        return ""
    concerned = _find_concerned(owner, ids) if owner is not None else ""
    return "：".join(part for part in (words(DEEDS[endpoint]), concerned) if part)


def _match(address: str) -> tuple[str, Mapping[str, Any]]:
    """Return the endpoint that takes the form, with its arguments; empty for no address of ours."""
    adapter = current_app.create_url_adapter(request)
    if adapter is None:
        return "", {}
    try:
        endpoint, ids = adapter.match(urlsplit(address).path, method="POST")
    except HTTPException:
        return "", {}
    return str(endpoint), ids


def _find_concerned(owner: Owner, ids: Mapping[str, Any]) -> str:
    with toolbox().read(Actor.visitor(owner.company_id)) as uow:
        return kept_forms.find_concerned(
            uow,
            owner.account_id,
            person_id=ids.get("person_id"),
            account_id=ids.get("account_id"),
        )


def find_rows(fields: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """Return what was typed or chosen, field by field: `key` is its name, `value` its words."""
    found: dict[str, list[str]] = {}
    for name, typed in fields:
        kind = _kind_of(name)
        if kind in LABELS and typed.strip():
            found.setdefault(kind, []).append(typed)
    return [{"key": words(LABELS[kind]), "value": _value(kind, found[kind])} for kind in found]


def _kind_of(name: str) -> str:
    """Return under which name the field is shown: the three fields of a date are one."""
    if name.startswith(_REASON):
        return _REASON
    kind = next((name.removesuffix(part) for part in _DATE if name.endswith(part)), name)
    return kind if kind in LABELS else name


def _value(kind: str, typed: Sequence[str]) -> str:
    if kind in _TICKED:
        return str(_("はい"))
    if kind in _COUNTED:
        return str(_("%(n)d件", n=len(typed)))
    return "、".join(_chosen(kind, one) for one in typed)


def _chosen(kind: str, typed: str) -> str:
    if (kind, typed) in _WORDS:
        return words(_WORDS[kind, typed])
    return _CHOICES.get(kind, {}).get(typed, typed)
