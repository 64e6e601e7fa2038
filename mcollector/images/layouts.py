"""The papers people photograph, as data: which side carries the number, which words stand on it.

Dated, so that a new generation of a card is a new line. `slots` are codes of the house's catalogue;
a slot that no layout with a number names is never read for one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Side(StrEnum):
    """Which face of the paper it is."""

    FRONT = "front"
    BACK = "back"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Layout:
    """One face of one paper.

    `words` identify it when a line contains one of them; `without` are words that speak against it.
    """

    code: str
    paper: str
    side: Side
    slots: tuple[str, ...]
    carries_number: bool
    words: tuple[str, ...]
    without: tuple[str, ...] = ()
    has_number_qr: bool = False
    expires: bool = False
    valid_from: date | None = None
    valid_until: date | None = None
    source: str = ""

    @property
    def is_refused(self) -> bool:
        """Tell whether no place of the form is for it: it proves nothing."""
        return not self.slots


_CARD = "番号法施行規則・個人番号カードの様式（平成28年1月から）"
_RESIDENCE_ACT = "出入国管理及び難民認定法19条の4"

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
    Layout(
        "residence_card_front",
        "residence_card",
        Side.FRONT,
        ("residence_card_front",),
        carries_number=False,
        words=("在留カード", "在留期間", "在留資格", "RESIDENCE CARD"),
        without=("特定在留",),
        expires=True,
        source=_RESIDENCE_ACT,
    ),
)

_WITH_NUMBER = frozenset(slot for one in LAYOUTS if one.carries_number for slot in one.slots)


def may_carry_number(slot: str) -> bool:
    """Tell whether a photograph of the slot is read for a number at all."""
    return slot in _WITH_NUMBER


def in_use(on: date) -> tuple[Layout, ...]:
    """Return the layouts that can be in people's hands on that day; what was issued stays valid."""
    return tuple(one for one in LAYOUTS if one.valid_from is None or one.valid_from <= on)


def seen_in(texts: Sequence[str], slot: str, on: date) -> Layout | None:
    """Return the layout the words show, the slot's own first; None when they show none."""
    own_first = sorted(in_use(on), key=lambda one: slot not in one.slots)
    return next((one for one in own_first if _shows(texts, one)), None)


def others_of(slot: str) -> Iterable[Layout]:
    """Return the other faces of the paper that the slot belongs to."""
    papers = {one.paper for one in LAYOUTS if slot in one.slots}
    return (one for one in LAYOUTS if one.paper in papers and slot not in one.slots)


def _shows(texts: Sequence[str], one: Layout) -> bool:
    has = any(word in text for text in texts for word in one.words)
    return has and not any(word in text for text in texts for word in one.without)
