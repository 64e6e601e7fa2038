"""The preview of a 差し戻し's letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from mcollector.mail import forms
from mcollector.mail.letters import Rendered
from mcollector.rules import deadlines
from mcollector.rules.errors import FormRefused, MoveRefused
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.login.one_time import SecretKind
from mcollector.rules.review import marks as return_marks
from mcollector.rules.rights import Permission
from mcollector.rules.states import Step, move
from mcollector.services.company_view import company_view
from mcollector.services.letters import queue, texts
from mcollector.services.letters import values as letter_values
from mcollector.services.permissions import require, require_other
from mcollector.services.reviews import papers
from mcollector.services.reviews.returns import UNDO
from mcollector.services.submissions import submit
from mcollector.store.accounts import Account
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from mcollector.work.unit import UnitOfWork

UNKNOWN_YET = "（送信するときに決まります）"
"""Stands where the one-time secret will: it is made when the letter is written, and never shown."""


@dataclass(frozen=True, slots=True, repr=False)
class ReturnLetter:
    """The letter as it will go; `mail` is empty for somebody who gets none."""

    mail: str
    letter: Rendered


def preview(
    uow: UnitOfWork,
    person_id: UUID,
    submission_id: UUID,
    marks: Sequence[tuple[UUID, str]],
    comment: str,
) -> ReturnLetter:
    """Return the letter that `returns.send_back` would queue for these marks now.

    Nothing changes. Raises what it would raise: FormRefused, MoveRefused.
    """
    require(uow, Permission.RETURN)
    require_other(uow, person_id)
    person = uow.get(Person, person_id)
    move(person.state, Step.RETURN)
    submission = submit.newest(uow, person.id)
    if submission is None or submission.id != submission_id:
        raise MoveRefused
    slots = {row.id: row.slot for row in papers.bound(uow, submission.id)}
    kept = return_marks.comment_of(comment)
    if errors := return_marks.find_fault(slots, marks, kept):
        raise FormRefused(errors)
    marked = sorted((slots[document_id], reason) for document_id, reason in dict(marks).items())
    account = queue.account_of(uow, person.id)
    return ReturnLetter(account.mail, _written(uow, account, marked, kept))


def _written(
    uow: UnitOfWork, account: Account, marked: Sequence[tuple[str, str]], comment: str
) -> Rendered:
    company = company_view(uow)
    secret = UNKNOWN_YET if queue.has_secret(account, LetterKind.RETURN) else ""
    until = uow.now + UNDO + SecretKind.LETTER.lifetime
    letter = Letter(kind=LetterKind.RETURN, valid_until=until, created_at=uow.now)
    due_on = deadlines.due_after(deadlines.day(uow.now), company.late_days)
    values = (
        letter_values.values_of(uow, letter, account, company, secret)
        | letter_values.of_deadline(due_on)
        | letter_values.of_return(marked, comment)
    )
    return forms.write_letter(LetterKind.RETURN, values, texts.own_wording(uow, LetterKind.RETURN))
