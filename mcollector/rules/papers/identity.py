"""Papers with a photograph that prove the identity alone (身元確認)."""

from datetime import date

from mcollector.rules.papers.paper import Document, Proof, Slot

_IDENTITY = frozenset({Proof.IDENTITY})
_RULE = "番号法施行規則1条1項1号"
_NOTICE = "番号法施行規則1条1項2号、平成27年国税庁告示第2号"


def _one(code: str, title: str, easy: str) -> tuple[Slot, ...]:
    return (Slot(code, title, easy),)


PHOTO_PAPERS = (
    Document(
        "licence",
        "運転免許証",
        "運転免許証（うんてん めんきょ）",
        _IDENTITY,
        _one("licence_front", "運転免許証の おもて", "運転免許証の おもて"),
        source=_RULE,
    ),
    Document(
        "driving_record",
        "運転経歴証明書（2012年4月1日以後のもの）",
        "運転経歴証明書",
        _IDENTITY,
        _one("driving_record", "運転経歴証明書の おもて", "運転経歴証明書の おもて"),
        date(2012, 4, 1),
        source=_RULE,
    ),
    Document(
        "passport",
        "パスポート（旅券）",
        "パスポート",
        _IDENTITY,
        _one("passport", "パスポートの 顔写真のページ", "パスポートの 顔の 写真の ページ"),
        source=_RULE,
    ),
    Document(
        "residence_card",
        "在留カード",
        "在留カード（ざいりゅうカード）",
        _IDENTITY,
        (
            Slot("residence_card_front", "在留カードの おもて", "在留カードの おもて"),
            Slot("residence_card_back", "在留カードの うら", "在留カードの うら"),
        ),
        date(2012, 7, 9),
        source=_RULE,
    ),
    Document(
        "special_permanent",
        "特別永住者証明書",
        "特別永住者証明書",
        _IDENTITY,
        (
            Slot("special_permanent_front", "特別永住者証明書の おもて", "証明書の おもて"),
            Slot("special_permanent_back", "特別永住者証明書の うら", "証明書の うら"),
        ),
        date(2012, 7, 9),
        source=_RULE,
    ),
    Document(
        "disability",
        "身体障害者手帳",
        "身体障害者手帳",
        _IDENTITY,
        _one("disability", "身体障害者手帳の 顔写真のページ", "手帳の 顔の 写真の ページ"),
        source=_RULE,
    ),
    Document(
        "mental",
        "精神障害者保健福祉手帳",
        "精神障害者保健福祉手帳",
        _IDENTITY,
        _one("mental", "精神障害者保健福祉手帳の 顔写真のページ", "手帳の 顔の 写真の ページ"),
        source=_RULE,
    ),
    Document(
        "intellectual",
        "療育手帳",
        "療育手帳",
        _IDENTITY,
        _one("intellectual", "療育手帳の 顔写真のページ", "手帳の 顔の 写真の ページ"),
        source=_RULE,
    ),
    Document(
        "photo_card",
        "写真つきの社員証・学生証・資格証明書",
        "写真が ある 社員証・学生証",
        _IDENTITY,
        _one("photo_card", "写真つきの証明書の おもて", "写真が ある 証明書の おもて"),
        source=_NOTICE,
    ),
    Document(
        "wounded",
        "戦傷病者手帳",
        "戦傷病者手帳",
        _IDENTITY,
        _one("wounded", "戦傷病者手帳の 顔写真のページ", "手帳の 顔の 写真の ページ"),
        source=_NOTICE,
    ),
    Document(
        "tax_accountant",
        "税理士証票",
        "税理士証票",
        _IDENTITY,
        _one("tax_accountant", "税理士証票の おもて", "税理士証票の おもて"),
        source=_NOTICE,
    ),
)
