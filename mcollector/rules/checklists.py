"""What the reviewer compares, by the papers of the submission (ux §2, domain §1.5)."""

from collections.abc import Iterable
from dataclasses import dataclass

from mcollector.rules import documents
from mcollector.rules.papers import Proof


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
_FACE = Check("face_shown", "顔写真つきの証明書である")
_PAIR = Check("two_papers", "顔写真のない証明書が2つある")
_VALID = Check("not_expired", "有効期限内である")


def of_dependent(position: int, codes: Iterable[str]) -> Checklist:
    """Return what is compared of a dependent's papers; `position` counts from 1."""
    catalogue = documents.known()
    papers = [catalogue[code] for code in codes if code in catalogue]
    checks = [Check("number_same", "画像の12桁と入力された番号が同じ")]
    checks += [Check(f"{paper.code}_current", paper.check) for paper in papers if paper.check]
    items = (Check(f"dependent_{position}_{check.code}", check.text) for check in checks)
    return Checklist(f"扶養者{position}人目", tuple(items))


def of(codes: Iterable[str]) -> tuple[Checklist, ...]:
    """Return the checklists of the papers; a paper adds what is its own to compare."""
    catalogue = documents.known()
    papers = [catalogue[code] for code in codes if code in catalogue]
    own = tuple(Check(f"{paper.code}_current", paper.check) for paper in papers if paper.check)
    shows_face = any(Proof.IDENTITY in paper.proves for paper in papers)
    identity = (_FACE if shows_face else _PAIR, _VALID)
    return (Checklist("番号確認", (*_NUMBER, *own)), Checklist("身元確認", identity))
