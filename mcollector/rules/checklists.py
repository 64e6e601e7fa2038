"""What the reviewer compares, by the papers of the route (ux §2, domain §1.5)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One tick; its code is stored with the review."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """The ticks of 番号確認 or of 身元確認."""

    title: str
    items: tuple[Check, ...]


_NUMBER = (
    Check("number_same", "画像の12桁と入力された番号が同じ"),
    Check("name_same", "氏名・生年月日（または住所）が同じ"),
)
_IDENTITY = (
    Check("face_shown", "顔写真つきの証明書である"),
    Check("not_expired", "有効期限内である"),
)
_CURRENT = Check("notice_current", "通知カードの氏名・住所が今の住民票と同じ")


def of_route(route: str) -> tuple[Checklist, ...]:
    """Return the checklists of the route's papers."""
    number = (*_NUMBER, _CURRENT) if route == "notice" else _NUMBER
    return (Checklist("番号確認", number), Checklist("身元確認", _IDENTITY))
