"""「更新」: the draft becomes a submission; afterwards nothing typed can be read by the portal."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from mcollector.rules import deadlines
from mcollector.rules.actions import Action
from mcollector.rules.errors import FormRefused
from mcollector.rules.papers import catalogue
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.states import PersonState, Step, move
from mcollector.services.company_view import company_view
from mcollector.services.drafts import drafts, notices, rows, writer
from mcollector.services.drafts.form import FormState
from mcollector.services.photographs import dependents, photographs, returns, slots
from mcollector.services.statements import refusals
from mcollector.services.submissions import handoffs
from mcollector.services.submissions import rows as submission_rows
from mcollector.store.people import Person
from mcollector.store.submissions import Submission
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the employee may keep of a submission: its number and when it was made."""

    number: str
    made_at: datetime


def missing(uow: UnitOfWork, form: FormState) -> dict[str, Sentence]:
    """Return what is still missing for 「更新」, as step of the form → sentence."""
    errors: dict[str, Sentence] = {}
    if not notices.has_read(uow, notices.current(uow).id):
        errors["notice"] = say("利用目的を確認し、チェックを入れてください。")
    if drafts.wrong_in_profile(uow, form):
        errors["profile"] = say("個人情報の入力が終わっていません。")
    if unfinished := drafts.wrong_in_number(uow, form):
        chosen = [unfinished[name] for name in form.choice.filled if name in unfinished]
        errors["number"] = (chosen or [say("マイナンバーと書類の選択が終わっていません。")])[0]
    elif not catalogue.solve_papers(_photographed(uow, form), deadlines.day(uow.now)).is_complete:
        errors["photos"] = say("証明書の写真がそろっていません。")
    return errors | dependents.missing(uow, form)


def _photographed(uow: UnitOfWork, form: FormState) -> tuple[str, ...]:
    back_only = company_view(uow).card_back_only
    return slots.photographed(uow, form.choice, deadlines.day(uow.now), back_only=back_only)


def submit(uow: UnitOfWork, device_key: bytes, key: UUID | None) -> Receipt:
    """Make the submission of the page's key; the same key again returns the same receipt.

    Raises FormRefused with what is missing, under "changed" when the page no longer shows what
    would be sent, and MoveRefused when another page was faster. A submission made anew, after a
    return or a refusal, stands in place of the one before; one after 済, which a clerk makes, is
    reviewed again and leaves the former in boxes of its own.
    """
    person = uow.get(Person, writer.written_for(uow), lock=True)
    if (again := _made_with(uow, key)) is not None:
        return Receipt(again.receipt, again.made_at)
    is_renewed = writer.is_proxy(uow) and person.state is PersonState.VERIFIED
    state = move(person.state, Step.REOPEN if is_renewed else Step.SUBMIT)
    form = drafts.load(uow, device_key)
    if errors := missing(uow, form) or _changed(form, key):
        raise FormRefused(errors)
    row = submission_rows.make_submission(uow, form, is_renewed=is_renewed)
    _bind(uow, form, row, is_renewed=is_renewed)
    returns.settle(uow, person.id)
    refusals.settle(uow, person.id)
    person.state, person.uploaded_at, person.verified_on = state, uow.now, None
    person.due_on = deadlines.due_after(deadlines.day(uow.now), company_view(uow).review_days)
    rows.forget(uow)
    handoffs.end(uow, person.id)
    uow.record(Action.SUBMISSION_MADE, row=row, receipt=row.receipt)
    return Receipt(row.receipt, row.made_at)


def _made_with(uow: UnitOfWork, key: UUID | None) -> Submission | None:
    submissions = select(Submission).where(
        Submission.person_id == uow.actor.form_of, Submission.key == key
    )
    return uow.first(submissions) if key is not None else None


def _changed(form: FormState, key: UUID | None) -> dict[str, Sentence]:
    if form.key == key:
        return {}
    return {
        "changed": say(
            "ほかの画面で内容が変わりました。下の内容を確認して、もう一度「更新」を押してください。"
        )
    }


def _bind(uow: UnitOfWork, form: FormState, submission: Submission, *, is_renewed: bool) -> None:
    """Bind the photographs; those of what was 済 stay until their own time ends."""
    needed = _slot_codes(uow, form)
    for older in () if is_renewed else photographs.bound_before(uow, submission):
        photographs.replace(uow, older)
    for row in photographs.unbound(uow, uow.actor.form_of):
        if row.slot in needed:
            row.submission_id = submission.id
            uow.record(Action.SUBMISSION_MADE, row=row)
            photographs.compare_later(uow, row)


def _slot_codes(uow: UnitOfWork, form: FormState) -> set[str]:
    back_only, today = company_view(uow).card_back_only, deadlines.day(uow.now)
    needed = slots.slots(uow, form.choice, today, back_only=back_only)
    return {slot.code for slot in needed} | dependents.slot_codes(uow, form)


def newest(uow: UnitOfWork, person_id: UUID | None) -> Submission | None:
    """Return the person's newest submission."""
    submissions = select(Submission).where(Submission.person_id == person_id)
    return uow.first(submissions.order_by(Submission.made_at.desc()).limit(1))


def receipts_of(uow: UnitOfWork, person_id: UUID | None) -> dict[UUID | None, str]:
    """Return the receipt of each of the person's submissions, by its id."""
    submissions = select(Submission.id, Submission.receipt).where(Submission.person_id == person_id)
    return {row.id: row.receipt for row in uow.rows(submissions)}
