"""What a letter says: the values of each kind, read from the rows - never a number."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from mcollector.rules import deadlines
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.papers import catalogue
from mcollector.rules.review import return_reasons
from mcollector.services.company_view import CompanyView
from mcollector.services.people import waiting
from mcollector.store.accounts import Account
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from mcollector.store.reviews import Return
from mcollector.store.submissions import Submission
from mcollector.work.unit import UnitOfWork


def values_of(
    uow: UnitOfWork, letter: Letter, account: Account, company: CompanyView, secret: str
) -> dict[str, object]:
    """Return the values its templates name; `link` carries the secret where there is one."""
    use = "reset" if letter.kind is LetterKind.RESET else "first"
    values: dict[str, object] = {
        "name": account.name,
        "company": company.name,
        "department": company.department,
        "phone": company.phone,
        "hours": company.hours,
        "user_id": account.user_id,
        "secret": secret,
        "link": link_to(uow, account, secret, use),
        "valid_until": _moment(letter.valid_until),
        "valid_until_en": _moment_en(letter.valid_until),
        "at": _moment(letter.created_at),
    }
    if letter.kind is LetterKind.DIGEST:
        return values | _of_today(uow)
    if letter.person_id is not None:
        values |= _of_person(uow.get(Person, letter.person_id))
    if letter.kind is LetterKind.RETURN:
        values |= _of_return(uow, letter.person_id)
    if letter.kind is LetterKind.COMPLETION:
        values["receipt"] = _receipt(uow, letter.person_id)
    return values


def link_to(uow: UnitOfWork, account: Account, secret: str, use: str) -> str:
    """Return where the account's secret is used ("first" or "reset"); without one, the login."""
    config = uow.toolbox.config
    base = config.office_url if account.is_staff else config.base_url
    if not secret:
        return f"{base}/login"
    return f"{base}/{use}/{account.user_id}/{secret}"


def _of_person(person: Person) -> dict[str, object]:
    return of_deadline(person.due_on) | {
        "registered_on": deadlines.long_date(deadlines.day(person.registered_at)),
        "confirmed_on": deadlines.long_date(person.verified_on) if person.verified_on else "",
    }


def of_deadline(due_on: date | None) -> dict[str, object]:
    """Return 締め切り as letters write it: the day before `due_on`."""
    due = deadlines.deadline_of(due_on) if due_on else None
    return {
        "deadline": deadlines.long_date(due) if due else "",
        "deadline_en": due.isoformat() if due else "",
    }


def _of_return(uow: UnitOfWork, person_id: UUID | None) -> dict[str, object]:
    marks = _open_returns(uow, person_id)
    comment = marks[0].comment if marks else ""
    return of_return([(mark.slot, mark.reason) for mark in marks], comment)


def of_return(marks: Iterable[tuple[str, str]], comment: str) -> dict[str, object]:
    """Return what is sent back, from pairs of slot and reason."""
    return {"items": [_item(slot, reason) for slot, reason in marks], "comment": comment}


def _receipt(uow: UnitOfWork, person_id: UUID | None) -> str:
    mine = select(Submission.receipt).where(Submission.person_id == person_id)
    return uow.first(mine.order_by(Submission.made_at.desc()).limit(1)) or ""


def _of_today(uow: UnitOfWork) -> dict[str, object]:
    today = deadlines.day(uow.now)
    counted = waiting.count_waiting(uow)
    return {"at": _moment(uow.now), "today": deadlines.long_date(today), **asdict(counted)}


def _open_returns(uow: UnitOfWork, person_id: UUID | None) -> list[Return]:
    mine = select(Return).where(Return.person_id == person_id, Return.resolved_at.is_(None))
    return list(uow.scalars(mine.order_by(Return.made_at, Return.slot)))


def _item(slot_code: str, reason_code: str) -> dict[str, str]:
    slot, reason = catalogue.find_slot(slot_code), return_reasons.reason(reason_code)
    return {
        "paper": slot.title,
        "paper_easy": slot.easy,
        "paper_en": slot.title,
        "reason": reason.text,
        "reason_easy": reason.easy,
        "reason_en": reason.english,
    }


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return ""
    local = moment.astimezone(deadlines.JST)
    return f"{deadlines.long_date(local.date())} {local:%H:%M}"


def _moment_en(moment: datetime | None) -> str:
    return f"{moment.astimezone(deadlines.JST):%Y-%m-%d %H:%M} (Japan time)" if moment else ""
