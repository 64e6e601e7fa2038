"""What the reviewer compares, by the papers of the submission: 番号確認, 身元確認 (番号法16条)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mcollector.rules.papers import catalogue
from mcollector.rules.papers.paper import Document, Proof


@dataclass(frozen=True, slots=True)
class Check:
    """One tick; its code is stored with the review."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """The ticks of 番号確認 or of 身元確認.

    `position` is whose: 0 the employee's, from 1 a dependent's. `is_identity` is 身元確認, which
    what was checked at hire can stand in for.
    """

    title: str
    items: tuple[Check, ...]
    position: int = 0
    is_identity: bool = False


_NUMBER = (
    Check("number_same", "画像の12桁と入力された番号が同じ"),
    Check("name_same", "氏名・生年月日（または住所）が同じ"),
)
_FACE = Check("face_shown", "顔写真つきの証明書である")
_PAIR = Check("two_papers", "顔写真のない証明書が2つある")
_VALID = Check("not_expired", "有効期限内である")

_OF_NUMBER: Mapping[str, Check] = MappingProxyType(
    {"residence": Check("residence_recent", "住民票は発行から6か月以内である")}
)
_OF_IDENTITY: Mapping[str, Check] = MappingProxyType(
    {"residence_card": Check("residence_card_both", "在留カードの両面と在留期間を確認した")}
)
"""What a kind of paper adds to the list, beside what the catalogue itself names."""


def checklist_of_dependent(position: int, codes: Iterable[str]) -> Checklist:
    """Return what is compared of a dependent's papers; `position` counts from 1."""
    papers = _known(codes)
    checks = [Check("number_same", "画像の12桁と入力された番号が同じ"), *_own(papers, _OF_NUMBER)]
    items = (Check(f"dependent_{position}_{check.code}", check.text) for check in checks)
    return Checklist(f"扶養者{position}人目", tuple(items), position)


def checklists_of(codes: Iterable[str]) -> tuple[Checklist, ...]:
    """Return the checklists of the papers; a paper adds what is its own to compare."""
    papers = _known(codes)
    shows_face = any(Proof.IDENTITY in paper.proves for paper in papers)
    more = (_OF_IDENTITY[paper.code] for paper in papers if paper.code in _OF_IDENTITY)
    identity = (_FACE if shows_face else _PAIR, _VALID, *more)
    return (
        Checklist("番号確認", (*_NUMBER, *_own(papers, _OF_NUMBER))),
        Checklist("身元確認", identity, is_identity=True),
    )


def _known(codes: Iterable[str]) -> list[Document]:
    papers = catalogue.all_papers()
    return [papers[code] for code in codes if code in papers]


def _own(papers: Iterable[Document], added: Mapping[str, Check]) -> list[Check]:
    """Return what the papers add: as the catalogue says, or as the list of additions does."""
    named = {
        paper.code: Check(f"{paper.code}_current", paper.check) for paper in papers if paper.check
    }
    return [check for paper in papers if (check := named.get(paper.code) or added.get(paper.code))]
