"""Papers that count only in pairs, the one that proves 代理権, and those refused by name."""

from datetime import date

from mcollector.rules.papers.paper import Document, Proof, Slot

_HALF = frozenset({Proof.HALF_IDENTITY})
_RULE = "番号法施行規則1条1項3号イ"
_NOTICE = "番号法施行規則1条1項3号ロ、平成27年国税庁告示第2号"


def _half(
    code: str,
    title: str,
    easy: str,
    source: str,
    valid_from: date | None = None,
    valid_until: date | None = None,
) -> Document:
    """Return a paper of one photograph, which is called as the paper is."""
    slots = (Slot(code, title.partition("（")[0], easy),)
    return Document(code, title, easy, _HALF, slots, valid_from, valid_until, source)


HALF_PAPERS = (
    _half("eligibility", "健康保険の資格確認書", "資格確認書", _RULE, date(2024, 12, 2)),
    _half("pension_book", "年金手帳", "年金手帳", _RULE),
    _half("pension_notice", "基礎年金番号通知書", "基礎年金番号通知書", _RULE, date(2022, 4, 1)),
    _half("child_allowance", "児童扶養手当証書", "児童扶養手当証書", _RULE),
    _half("special_allowance", "特別児童扶養手当証書", "特別児童扶養手当証書", _RULE),
    _half(
        "health_card",
        "健康保険証",
        "健康保険証",
        "番号法施行規則1条1項3号イ（2024年12月2日に新規発行終了、2025年12月1日まで）",
        valid_until=date(2025, 12, 1),
    ),
    _half("plain_card", "写真のない社員証・学生証・資格証明書", "写真が ない 社員証", _NOTICE),
    _half("plain_residence", "番号のない住民票（6か月以内）", "番号が ない 住民票", _NOTICE),
    _half("family_register", "戸籍の附票・戸籍謄本（6か月以内）", "戸籍（こせき）", _NOTICE),
    _half("seal_certificate", "印鑑登録証明書（6か月以内）", "印鑑登録証明書", _NOTICE),
    _half("tax_certificate", "納税証明書（6か月以内）", "納税証明書", _NOTICE),
    _half("public_receipt", "税金・社会保険料・公共料金の領収書（6か月以内）", "領収書", _NOTICE),
    _half("withholding", "源泉徴収票", "源泉徴収票", _NOTICE),
    _half("mother_book", "母子健康手帳", "母子健康手帳", _NOTICE),
)

AGENCY_PAPERS = (
    Document(
        "mandate",
        "委任状",
        "委任状（いにんじょう）",
        frozenset({Proof.AGENCY}),
        (Slot("mandate", "委任状", "委任状（いにんじょう）"),),
        source="番号法施行令12条2項1号、番号法施行規則6条1項2号",
        check="委任状に、配偶者（頼む人）と従業員（頼まれる人）の氏名がある",
        drawing="residence",
    ),
)

REFUSED_PAPERS = (
    Document(
        "number_notice",
        "個人番号通知書（2020年5月25日より後に届いた紙）",
        "個人番号通知書（2020年5月から 来る 紙）",
        frozenset(),
        source="番号法16条、番号法施行令12条の証明書類ではない",
    ),
)
