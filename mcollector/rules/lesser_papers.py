"""Papers that count only in pairs (domain §1.6 B), and those refused by name."""

from datetime import date

from mcollector.rules.papers import Document, Proof, Slot

_HALF = frozenset({Proof.HALF_IDENTITY})
_RULE = "番号法施行規則1条"


def _one(code: str, title: str, easy: str) -> tuple[Slot, ...]:
    return (Slot(code, title, easy),)


HALF_PAPERS = (
    Document(
        "eligibility",
        "健康保険の資格確認書",
        "資格確認書",
        _HALF,
        _one("eligibility", "資格確認書", "資格確認書"),
        date(2024, 12, 2),
        source=_RULE,
    ),
    Document(
        "pension_book",
        "年金手帳",
        "年金手帳",
        _HALF,
        _one("pension_book", "年金手帳", "年金手帳"),
        source=_RULE,
    ),
    Document(
        "pension_notice",
        "基礎年金番号通知書",
        "基礎年金番号通知書",
        _HALF,
        _one("pension_notice", "基礎年金番号通知書", "基礎年金番号通知書"),
        date(2022, 4, 1),
        source=_RULE,
    ),
    Document(
        "health_card",
        "健康保険証",
        "健康保険証",
        _HALF,
        _one("health_card", "健康保険証", "健康保険証"),
        valid_until=date(2025, 12, 1),
        source="2024年12月2日に新規発行終了、2025年12月1日まで",
    ),
)

REFUSED_PAPERS = (
    Document(
        "number_notice",
        "個人番号通知書",
        "個人番号通知書（2020年5月から 来る 紙）",
        frozenset(),
        source="番号法16条の証明書類ではない",
    ),
)
