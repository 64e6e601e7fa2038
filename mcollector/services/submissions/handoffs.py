"""スマホで続ける: photographs from another device, and nothing else of the form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.errors import HandoffOver, MoveRefused, NotFound
from mcollector.rules.login import one_time
from mcollector.services.company_view import CompanyView, company_view
from mcollector.services.drafts import drafts
from mcollector.services.letters import queue, values
from mcollector.services.login import sessions
from mcollector.services.photographs import photographs, slots
from mcollector.services.photographs.slots import SlotState
from mcollector.store.accounts import Account, WebSession
from mcollector.store.handoffs import Handoff
from mcollector.store.people import Person
from mcollector.vault import hashes, intake
from mcollector.work.unit import UnitOfWork

STAGE = "handoff"
"""The stage of the telephone's session: it opens the places for photographs alone."""
VALID = timedelta(minutes=15)
LASTS = timedelta(minutes=30)
"""How long a code may be scanned, and how long the telephone's page then lives."""


@dataclass(frozen=True, slots=True, repr=False)
class HandoffLink:
    """A link, shown once. It holds the secret, so it has no `repr`."""

    link: str
    valid_until: datetime


@dataclass(frozen=True, slots=True)
class LinkState:
    """The state of a link: "good", "used", "expired" or "unknown"; the rest only when good."""

    word: str
    name: str = ""
    company: CompanyView | None = None


def make_link(uow: UnitOfWork, session_id: UUID, codes: Sequence[str]) -> HandoffLink:
    """Return a link to the places of these codes; the person's older one ends, used or not.

    It counts until its end, a newer one, 「更新」, or the end of the session it was made in. Raises
    MoveRefused once there is nothing more to photograph.
    """
    person = drafts.author(uow)
    end(uow, person.id)
    secret = intake.new_secret()
    row = uow.add(
        Handoff(
            id=uuid4(),
            person_id=person.id,
            session_id=session_id,
            account_id=uow.actor.id if uow.actor.is_staff else None,
            digest=intake.secret_digest(secret),
            slots=" ".join(codes),
            made_at=uow.now,
            valid_until=uow.now + VALID,
        )
    )
    uow.record(Action.HANDOFF_MADE, row=row, slots=list(codes))
    account = queue.account_of(uow, person.id)
    link = values.link_to(uow, account, one_time.group(secret), "my/phone")
    return HandoffLink(link, row.valid_until)


def is_waiting(uow: UnitOfWork) -> bool:
    """Tell whether photographs of the acting employee may still come from another device."""
    row = _of_person(uow, uow.actor.form_of)
    if row is None or not _has_maker(uow, row):
        return False
    return row.valid_until > uow.now or _is_open(uow, row.phone_session_id)


def check_link(uow: UnitOfWork, account_id: UUID, secret: str) -> LinkState:
    """Return the state of the link without using it up."""
    account = uow.get(Account, account_id)
    word, _row = _find(uow, account, secret)
    return LinkState(word, account.name, company_view(uow)) if word == "good" else LinkState(word)


def use_link(uow: UnitOfWork, account_id: UUID, secret: str) -> tuple[str, str]:
    """Use the link up; return what it was worth and, when good, the telephone's session token.

    A refusal is returned, not raised, so that its line is kept. NotFound for an account without a
    person.
    """
    account = uow.get(Account, account_id)
    uow.get(Person, account.person_id, lock=True)
    word, row = _find(uow, account, secret)
    if row is None or word != "good":
        uow.record(Action.HANDOFF_USED, account.person_id, result=word)
        return word, ""
    session, token = sessions.open_row(uow, account, STAGE, LASTS)
    row.phone_session_id = session.id
    uow.record(Action.HANDOFF_USED, row=row, session=session.id.hex)
    return word, token


def places(uow: UnitOfWork, phone_session_id: UUID) -> tuple[SlotState, ...]:
    """Return the places the telephone's session may fill; raises HandoffOver when it has ended."""
    return slots.of_codes(uow, held(uow, phone_session_id).slot_codes)


def receive(uow: UnitOfWork, phone_session_id: UUID, slot_code: str, data: bytes) -> None:
    """Keep a photograph as if it came from the first device.

    Raises HandoffOver, NotFound for another place, and FieldRefused for what is no picture.
    """
    try:
        drafts.author(uow)
    except MoveRefused:
        raise HandoffOver from None
    if slot_code not in held(uow, phone_session_id).slot_codes:
        raise NotFound
    photographs.keep(uow, slot_code, data)


def end(uow: UnitOfWork, person_id: UUID | None) -> None:
    """End the person's link and the session it opened, if there are any."""
    row = _of_person(uow, person_id)
    if row is None:
        return
    let_in = uow.first(select(WebSession).where(WebSession.id == row.phone_session_id))
    if let_in is not None:
        uow.delete(let_in)
    uow.record(Action.HANDOFF_ENDED, row=row)
    uow.delete(row)
    uow.flush()  # a newer one takes its place


def end_old(uow: UnitOfWork) -> None:
    """End every hand-off of the company that is over."""
    old = select(Handoff.person_id).where(Handoff.valid_until <= uow.now - LASTS)
    for person_id in uow.scalars(old):
        end(uow, person_id)


def held(uow: UnitOfWork, phone_session_id: UUID) -> Handoff:
    """Return the hand-off that opened this session; raises HandoffOver when it is over."""
    row = _of_person(uow, uow.actor.form_of)
    if row is None or row.phone_session_id != phone_session_id or not _has_maker(uow, row):
        raise HandoffOver
    return row


def _of_person(uow: UnitOfWork, person_id: UUID | None) -> Handoff | None:
    return uow.first(select(Handoff).where(Handoff.person_id == person_id))


def _has_maker(uow: UnitOfWork, row: Handoff) -> bool:
    """Tell whether the session that made it still exists: a logout or a new password ends it."""
    return _is_open(uow, row.session_id)


def _is_open(uow: UnitOfWork, session_id: UUID | None) -> bool:
    mine = select(WebSession.id).where(WebSession.id == session_id, WebSession.ends_at > uow.now)
    return uow.first(mine) is not None


def _find(uow: UnitOfWork, account: Account, secret: str) -> tuple[str, Handoff | None]:
    row = None if account.is_staff else _of_person(uow, account.person_id)
    if row is None or not hashes.same(row.digest, intake.secret_digest(secret)):
        return "unknown", None
    if row.phone_session_id is not None:
        return "used", row
    if row.valid_until <= uow.now or not _has_maker(uow, row):
        return "expired", row
    return "good", row
