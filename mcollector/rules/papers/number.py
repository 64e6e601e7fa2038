"""Papers that prove the number (番号確認), each with the days on which it counts."""

from datetime import date

from mcollector.rules.papers.paper import Document, Proof, Slot

_NUMBER = frozenset({Proof.NUMBER})
_BOTH = _NUMBER | {Proof.IDENTITY}
_ACT = "番号法16条"
_ORDER = "番号法施行令12条1項1号"

CARD_BACK = Slot(
    "card_back",
    "マイナンバーカードの うら（番号が ある面）",
    "マイナンバーカードの うら（番号が ある ほう）",
    carries_number=True,
    drawing="card_back",
)
CARD_FRONT = Slot(
    "card_front",
    "マイナンバーカードの おもて（顔写真が ある面）",
    "マイナンバーカードの おもて（顔の 写真が ある ほう）",
    drawing="card_front",
)
_TKC_BACK = Slot(
    "tkc_back",
    "特定在留カードなどの うら",
    "特定在留カードの うら",
    carries_number=True,
    drawing="card_back",
)
_TKC_FRONT = Slot(
    "tkc_front", "特定在留カードなどの おもて", "特定在留カードの おもて", drawing="card_front"
)
_NOTICE_CARD = Slot(
    "notice_card",
    "通知カードの おもて（番号が ある面）",
    "通知カードの おもて",
    carries_number=True,
    drawing="notice",
)
_RESIDENCE = Slot(
    "residence",
    "マイナンバー入りの住民票",
    "マイナンバーが ある 住民票",
    carries_number=True,
    drawing="residence",
)

NUMBER_PAPERS = (
    Document(
        "card",
        "マイナンバーカード",
        "マイナンバーカード",
        _BOTH,
        (CARD_BACK, CARD_FRONT),
        date(2016, 1, 1),
        source=_ACT,
        drawing="card_front",
    ),
    Document(
        "tkc",
        "特定在留カード・特定特別永住者証明書",
        "特定在留カード",
        _BOTH,
        (_TKC_BACK, _TKC_FRONT),
        date(2026, 6, 14),
        source="番号法16条、出入国管理及び難民認定法（2026年6月14日施行の改正）",
        drawing="card_front",
    ),
    Document(
        "notice",
        "通知カード（氏名・住所が今と同じもの）",
        "通知カード（名前と 住所が 今と 同じもの）",
        _NUMBER,
        (_NOTICE_CARD,),
        date(2015, 10, 5),
        source="番号法（令和元年法律第16号附則6条）",
        stale="住所や名前が古い通知カード",
        check="通知カードの氏名・住所が今の住民票と同じ",
        drawing="notice",
    ),
    Document(
        "residence",
        "マイナンバー入りの住民票",
        "マイナンバーが ある 住民票（じゅうみんひょう）",
        _NUMBER,
        (_RESIDENCE,),
        date(2015, 10, 5),
        source=_ORDER,
        drawing="residence",
    ),
)
