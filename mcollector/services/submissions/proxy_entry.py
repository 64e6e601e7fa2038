"""代行入力: begun with a reason, entered as the employee would, told to them, never shown back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.errors import FormRefused, MoveRefused, NotFound
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.person import proxy_reasons
from mcollector.rules.person.proxy_reasons import ProxyReason
from mcollector.rules.sealed import Purpose
from mcollector.rules.sentences import say
from mcollector.rules.states import PersonState
from mcollector.rules.text.names import full_of
from mcollector.services.drafts import notices, writer
from mcollector.services.letters import queue
from mcollector.services.submissions import handoffs
from mcollector.services.submissions import submit as submissions
from mcollector.services.submissions.submit import Receipt
from mcollector.store.accounts import Account
from mcollector.store.people import Person
from mcollector.store.proxy_entries import ProxyEntry
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class EntryView:
    """Who entered for the person, why and when; `receipt` is empty where nothing came of it."""

    id: UUID
    clerk: str
    reason: ProxyReason
    begun_at: datetime
    ended_at: datetime | None
    receipt: str


def may_begin(state: PersonState) -> bool:
    """Tell whether a form can be filled in: the first, or after 済 one with what changed."""
    return state.is_open or state is PersonState.VERIFIED


def begin(uow: UnitOfWork, notice_id: UUID | None, values: Mapping[str, str]) -> None:
    """「代行入力を始める」: keep the reason; an entry this clerk has open goes on with it.

    `notice_id` is the version of 利用目的 the page showed. Raises FormRefused with a sentence per
    field, MoveRefused where there is nothing to fill in.
    """
    person = uow.get(Person, writer.written_for(uow), lock=True)
    if not may_begin(person.state):
        raise MoveRefused
    why = proxy_reasons.check_why(values)
    current = notices.current(uow)
    if notice_id != current.id:
        raise FormRefused({"told": say("利用目的が変わりました。もう一度確認してください。")})
    row = writer.entry(uow) or ProxyEntry(
        id=uuid4(),
        company_id=person.company_id,
        person_id=person.id,
        account_id=uow.actor.id,
        begun_at=uow.now,
    )
    row.notice_id, row.reason = current.id, why.reason.code
    uow.seal(row, "text", why.text.encode())
    uow.record(Action.PROXY_BEGUN, row=uow.add(row), reason=why.reason.code)


def submit(uow: UnitOfWork, device_key: bytes, key: UUID | None) -> Receipt:
    """「更新」 for the person: a submission as their own would be, and a letter that tells them.

    Pressed twice it is made and told once. Raises as `submit.submit`.
    """
    uow.get(Person, writer.written_for(uow), lock=True)
    entry = writer.entry(uow)
    receipt = submissions.submit(uow, device_key, key)
    if entry is None:
        return receipt
    made = submissions.newest(uow, entry.person_id)
    entry.submission_id = made.id if made is not None else None
    uow.record(Action.PROXY_ENTERED, row=entry, reason=entry.reason, receipt=receipt.number)
    account = uow.get(Account, queue.account_of(uow, entry.person_id).id, lock=True)
    account.name = full_of(uow.get(Person, entry.person_id))
    queue.queue_one(uow, account, LetterKind.PROXY_ENTRY)
    return receipt


def give_up(uow: UnitOfWork) -> None:
    """「代行入力をやめる」: nothing typed remains; safe to call twice."""
    person = uow.get(Person, writer.written_for(uow), lock=True)
    row = writer.entry(uow)
    if row is None:
        return
    handoffs.end(uow, person.id)
    writer.end(uow, row)


def is_open(uow: UnitOfWork) -> bool:
    """Tell whether the acting clerk has an entry for the person open."""
    return writer.entry(uow) is not None


def history(uow: UnitOfWork) -> tuple[EntryView, ...]:
    """Return every entry for the person, the newest first; the words stay sealed."""
    entries = (
        select(ProxyEntry, Account.name)
        .join(Account, Account.id == ProxyEntry.account_id)
        .where(ProxyEntry.person_id == writer.written_for(uow))
    )
    rows = uow.rows(entries.order_by(ProxyEntry.begun_at.desc()))
    receipts = submissions.receipts_of(uow, uow.actor.form_of)
    return tuple(
        EntryView(
            row.id,
            name,
            proxy_reasons.reason(row.reason),
            row.begun_at,
            row.ended_at,
            receipts.get(row.submission_id, ""),
        )
        for row, name in rows
    )


def open_words(uow: UnitOfWork, entry_id: UUID | None) -> str:
    """Open the clerk's words about an entry, which writes a line; NotFound for another person's."""
    row = uow.get(ProxyEntry, entry_id)
    if row.person_id != writer.written_for(uow):
        raise NotFound
    return uow.open(row, "text", Purpose.STATEMENT).decode()
