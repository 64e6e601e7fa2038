"""社内メモ: notes that reviewers write for each other about a review; nobody else reads them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.errors import FormRefused
from mcollector.rules.review import free_text
from mcollector.rules.rights import Permission
from mcollector.rules.sealed import Purpose
from mcollector.rules.sentences import say
from mcollector.services.permissions import require, require_other
from mcollector.store.accounts import Account
from mcollector.store.people import Person
from mcollector.store.reviews import ReviewMemo
from mcollector.work.unit import UnitOfWork

LONGEST = 500


@dataclass(frozen=True, slots=True, repr=False)
class Memo:
    """One memo, who wrote it and when. Its words are sealed, so it has no `repr`."""

    author: str
    made_at: datetime
    text: str


def load_memos(uow: UnitOfWork, person_id: UUID) -> tuple[Memo, ...]:
    """Return the person's memos, the newest first; each opening writes a line."""
    memos = (
        select(ReviewMemo, Account.name)
        .join(Account, Account.id == ReviewMemo.account_id)
        .where(ReviewMemo.person_id == person_id)
    )
    rows = uow.rows(memos.order_by(ReviewMemo.made_at.desc(), ReviewMemo.id))
    return tuple(
        Memo(author, row.made_at, uow.open(row, "text", Purpose.REVIEW).decode())
        for row, author in rows
    )


def add(uow: UnitOfWork, person_id: UUID, key: UUID, text: str) -> None:
    """「メモを保存」: keep the memo sealed; the page sent twice is kept once.

    Raises FormRefused for words that cannot be kept: a number has no place in them.
    """
    require(uow, Permission.REVIEW)
    require_other(uow, person_id)
    person = uow.get(Person, person_id, lock=True)
    kept = free_text.tidy(text)
    if not kept:
        raise FormRefused({"memo": say("社内メモを入力してください。")})
    if (objection := free_text.objection(kept, LONGEST)) is not None:
        raise FormRefused({"memo": objection})
    if not _is_kept(uow, person_id, key):
        _keep(uow, person, key, kept)


def _is_kept(uow: UnitOfWork, person_id: UUID, key: UUID) -> bool:
    mine = select(ReviewMemo.id).where(ReviewMemo.person_id == person_id)
    return uow.first(mine.where(ReviewMemo.key == key)) is not None


def _keep(uow: UnitOfWork, person: Person, key: UUID, text: str) -> None:
    row = ReviewMemo(
        id=uuid4(),
        company_id=person.company_id,
        person_id=person.id,
        account_id=uow.actor.id,
        key=key,
        made_at=uow.now,
    )
    uow.seal(row, "text", text.encode())
    uow.record(Action.REVIEW_NOTED, row=uow.add(row))
