"""The papers people photograph: which side carries the number, which words stand on it.

Dated, so that a new generation of a card is a new line; `valid_until` is the last day of issue.
`slots` are codes of the house's catalogue; a slot that no layout with a number names is never read
for one.
"""

from dataclasses import replace
from datetime import date

from mcollector.images.look.layout import Layout, Side

_CARD = "番号法施行規則・個人番号カードの様式（平成28年1月から）"
_RESIDENCE_ACT = "出入国管理及び難民認定法19条の4"

_ON_ITS_BACK = ("住居地記載欄", "届出年月日", "資格外活動許可欄", "許可申請欄")

_RESIDENCE_CARD = Layout(
    "residence_card_front_2012",
    "residence_card",
    Side.FRONT,
    ("residence_card_front",),
    carries_number=False,
    words=("在留カード", "在留期間", "在留資格", "RESIDENCE CARD"),
    without=("特定在留", *_ON_ITS_BACK),
    expires=True,
    valid_from=date(2012, 7, 9),
    valid_until=date(2026, 6, 13),
    source=_RESIDENCE_ACT,
)
"""Both forms are in people's hands and carry these words; the older is named for either."""

LAYOUTS = (
    Layout(
        "card_back_2016",
        "card",
        Side.BACK,
        ("card_back",),
        carries_number=True,
        words=("個人番号",),
        without=("カード", "通知", "住民票", "続柄", "本籍"),
        has_number_qr=True,
        valid_from=date(2016, 1, 1),
        source=_CARD,
    ),
    Layout(
        "card_front_2016",
        "card",
        Side.FRONT,
        ("card_front",),
        carries_number=False,
        words=("個人番号カード", "電子証明書の有効", "臓器提供"),
        expires=True,
        valid_from=date(2016, 1, 1),
        source=_CARD,
    ),
    Layout(
        "tkc_back_2026",
        "tkc",
        Side.BACK,
        ("tkc_back",),
        carries_number=True,
        words=("個人番号",),
        without=("通知", "住民票"),
        has_number_qr=True,
        valid_from=date(2026, 6, 14),
        source="出入国管理及び難民認定法（2026年6月14日施行）",
    ),
    Layout(
        "tkc_front_2026",
        "tkc",
        Side.FRONT,
        ("tkc_front",),
        carries_number=False,
        words=("特定在留カード", "特定特別永住者"),
        expires=True,
        valid_from=date(2026, 6, 14),
        source="出入国管理及び難民認定法（2026年6月14日施行）",
    ),
    Layout(
        "notice_card_2015",
        "notice",
        Side.FRONT,
        ("notice_card",),
        carries_number=True,
        words=("通知カード",),
        valid_from=date(2015, 10, 5),
        valid_until=date(2020, 5, 24),
        source="番号法（令和元年法律第16号附則6条）：新しい発行は2020年5月24日まで",
    ),
    Layout(
        "notification_letter_2020",
        "number_notice",
        Side.SHEET,
        (),
        carries_number=True,
        words=("個人番号通知書", "交付申請書"),
        valid_from=date(2020, 5, 25),
        source="番号法施行規則（2020年5月25日から）：番号確認には使えない",
    ),
    Layout(
        "residence_record",
        "residence",
        Side.SHEET,
        ("residence",),
        carries_number=True,
        words=("住民票", "世帯主", "続柄"),
        source="住民基本台帳法12条",
    ),
    Layout(
        "licence_front",
        "licence",
        Side.FRONT,
        ("licence_front", "driving_record"),
        carries_number=False,
        words=("運転免許", "免許証", "運転経歴", "免許の条件", "公安委員会"),
        expires=True,
        source="道路交通法93条",
    ),
    _RESIDENCE_CARD,
    replace(
        _RESIDENCE_CARD,
        code="residence_card_front_2026",
        valid_from=date(2026, 6, 14),
        valid_until=None,
        source=f"{_RESIDENCE_ACT}（2026年6月14日からの様式）",
    ),
    Layout(
        "residence_card_back_2012",
        "residence_card",
        Side.BACK,
        ("residence_card_back",),
        carries_number=False,
        words=_ON_ITS_BACK,
        valid_from=date(2012, 7, 9),
        source=_RESIDENCE_ACT,
    ),
)

EXPIRING = frozenset(
    {
        "passport",
        "special_permanent_front",
        "disability",
        "mental",
        "intellectual",
        "photo_card",
        "eligibility",
        "health_card",
        "plain_card",
    }
)
"""Slots whose faces are not described above and say until when the paper is valid.

A receipt or a slip speaks of other people's days: until when something was to be paid.
"""
