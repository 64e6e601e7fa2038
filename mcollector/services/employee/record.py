"""登録した内容: what an employee may see of their own record; never a value."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from mcollector.rules import deadlines
from mcollector.rules.profile.dependents import relation_title
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.states import PersonState
from mcollector.services.drafts import writer
from mcollector.services.employee import opened_by
from mcollector.services.employee.opened_by import Opening
from mcollector.services.statements import change_requests, refusals
from mcollector.store.companies import Notice, NoticeReading
from mcollector.store.people import Person
from mcollector.store.reviews import Return, Review
from mcollector.store.submissions import Dependent, Submission
from mcollector.work.unit import UnitOfWork

_SUBMITTED = say("提出しました（受付番号 %(receipt)s）。")
_ENTERED = say("会社の担当者が、あなたの代わりに入力しました（受付番号 %(receipt)s）。")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to the record."""

    at: datetime
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """Where the record stands, how it came there, and who looked at it."""

    state: PersonState
    receipt: str
    submitted_at: datetime | None
    verified_on: date | None
    notice: int | None
    dependents: tuple[Sentence, ...]
    events: tuple[Event, ...]
    opened_by: tuple[Opening, ...]
    may_ask_change: bool


def own_record(uow: UnitOfWork) -> OwnRecord:
    """Return the acting employee's own record."""
    person = uow.get(Person, uow.actor.id)
    made = _submissions(uow, person)
    newest = made[-1] if made else None
    readings = _readings(uow, person)
    events = sorted(_events(uow, person, made, readings), key=lambda event: event.at)
    return OwnRecord(
        person.state,
        newest.receipt if newest else "",
        newest.made_at if newest else None,
        person.verified_on,
        readings[-1].number if readings else None,
        tuple(_dependents(uow, newest)) if newest else (),
        tuple(events),
        opened_by.openings_of(uow, person.id),
        change_requests.may_ask(uow),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    number: int
    at: datetime


def _submissions(uow: UnitOfWork, person: Person) -> list[Submission]:
    submissions = select(Submission).where(Submission.person_id == person.id)
    return list(uow.scalars(submissions.order_by(Submission.made_at)))


def _readings(uow: UnitOfWork, person: Person) -> list[_Reading]:
    readings = (
        select(Notice.number, NoticeReading.read_at)
        .join(NoticeReading, NoticeReading.notice_id == Notice.id)
        .where(NoticeReading.person_id == person.id)
    )
    rows = uow.rows(readings.order_by(NoticeReading.read_at))
    return [_Reading(row.number, row.read_at) for row in rows]


def _dependents(uow: UnitOfWork, submission: Submission) -> Iterator[Sentence]:
    dependents = select(Dependent).where(Dependent.submission_id == submission.id)
    for row in uow.scalars(dependents.order_by(Dependent.position)):
        day = deadlines.day(row.checked_at)
        yield say(
            "扶養者%(n)d人目（%(relation)s・%(month)d月%(day)d日に登録）",
            n=row.position,
            relation=relation_title(row.relation),
            month=day.month,
            day=day.day,
        )


def _events(
    uow: UnitOfWork, person: Person, made: list[Submission], readings: list[_Reading]
) -> Iterator[Event]:
    yield Event(person.registered_at, say("会社があなたを登録しました。"))
    for reading in readings:
        sentence = say("利用目的（第%(n)d版）を確認しました。", n=reading.number)
        yield Event(reading.at, sentence)
    entered = writer.entered(uow, person.id)
    for row in made:
        words = _ENTERED if row.id in entered else _SUBMITTED
        yield Event(row.made_at, say(words.msgid, receipt=row.receipt))
    yield from _returns(uow, person)
    yield from _reviews(uow, person)
    yield from _refusals(uow)
    yield from _changes(uow)


def _returns(uow: UnitOfWork, person: Person) -> Iterator[Event]:
    returned = select(Return.made_at, Return.resolved_at).where(Return.person_id == person.id)
    rows = uow.rows(returned)
    for at in {row.made_at for row in rows}:
        yield Event(at, say("会社が写真の再提出を頼みました。"))
    for at in {row.resolved_at for row in rows if row.resolved_at is not None}:
        yield Event(at, say("もう一度 提出しました。"))


def _reviews(uow: UnitOfWork, person: Person) -> Iterator[Event]:
    reviews = select(Review.made_at).where(Review.person_id == person.id)
    for at in uow.scalars(reviews):
        yield Event(at, say("会社が本人性確認を終えました。"))


def _refusals(uow: UnitOfWork) -> Iterator[Event]:
    for at in refusals.talks(uow):
        yield Event(at, say("会社が、提出について説明したことを記録しました。"))
    for said in refusals.history(uow):
        sentence = say("提出できないことを知らせました：%(why)s", why=said.reason.title)
        yield Event(said.made_at, sentence)
        if said.ended_at is not None:
            yield Event(said.ended_at, say("提出できないことを取り消しました。"))


def _changes(uow: UnitOfWork) -> Iterator[Event]:
    for asked in change_requests.history(uow):
        yield Event(asked.made_at, say("内容の変更を申し出ました。"))
        if asked.ended_at is not None:
            yield Event(asked.ended_at, say("会社が変更の申し出に対応しました。"))
