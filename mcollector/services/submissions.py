"""「更新」: the draft becomes a submission; afterwards nothing typed can be read by the portal."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from mcollector.rules import deadlines, dependents, profile, receipts
from mcollector.rules.actions import Action
from mcollector.rules.errors import FormRefused, MoveRefused
from mcollector.rules.my_number import MyNumber
from mcollector.rules.names import PersonName, fold
from mcollector.rules.sentences import Sentence, say
from mcollector.rules.states import Step, move
from mcollector.services import documents, drafts, notices
from mcollector.services.drafts import FormState
from mcollector.services.settings import company_view
from mcollector.store.companies import Counter
from mcollector.store.people import Person
from mcollector.store.submissions import Dependent, Submission
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the employee may keep of a submission: its number and when it was made."""

    number: str
    made_at: datetime


def missing(uow: UnitOfWork, form: FormState) -> dict[str, Sentence]:
    """Return what still keeps 「更新」 from being accepted: a step of the form → a sentence."""
    wrong: dict[str, Sentence] = {}
    if not notices.has_read(uow, notices.current(uow).id):
        wrong["notice"] = say("利用目的を確認し、チェックを入れてください。")
    if drafts.wrong_in_profile(uow, form):
        wrong["profile"] = say("個人情報の入力が終わっていません。")
    if drafts.wrong_in_number(uow, form):
        wrong["number"] = say("マイナンバーと書類の選択が終わっていません。")
    elif not all(slot.is_received for slot in _slots(uow, form)):
        wrong["photos"] = say("証明書の写真がそろっていません。")
    return wrong


def _slots(uow: UnitOfWork, form: FormState) -> tuple[documents.SlotState, ...]:
    today = deadlines.day(uow.now)
    back_only = company_view(uow).card_back_only
    return documents.slots(uow, form.route, form.photo_id, today, back_only=back_only)


def submit(uow: UnitOfWork, device_key: bytes, key: UUID) -> Receipt:
    """Make the submission of the page's key; the same key again returns the same receipt.

    The person is locked first: of two presses at once the second finds what the first has made.
    Raises FormRefused with what is missing, MoveRefused when another page was faster.
    """
    person = uow.get(Person, uow.actor.id, lock=True)
    again = uow.first(
        select(Submission).where(Submission.person_id == person.id, Submission.key == key)
    )
    if again is not None:
        return Receipt(again.receipt, again.made_at)
    state = move(person.state, Step.SUBMIT)
    form = drafts.load(uow, device_key)
    if form.key != key:
        raise MoveRefused
    if wrong := missing(uow, form):
        raise FormRefused(wrong)
    row = _seal(uow, form)
    _bind(uow, form, row)
    person.state, person.uploaded_at = state, uow.now
    person.due_on = deadlines.due_after(deadlines.day(uow.now), company_view(uow).review_days)
    drafts.forget(uow)
    uow.record(Action.SUBMISSION_MADE, row=row, receipt=row.receipt)
    return Receipt(row.receipt, row.made_at)


def _seal(uow: UnitOfWork, form: FormState) -> Submission:
    checked = profile.check_profile(form.profile, deadlines.day(uow.now))
    row = Submission(
        id=uuid4(),
        company_id=uow.actor.company_id,
        person_id=uow.actor.id,
        key=form.key,
        receipt=receipts.receipt(deadlines.day(uow.now).year, _count(uow)),
        route=form.route,
        photo_id=form.photo_id,
        notice_id=notices.current(uow).id,
        made_at=uow.now,
    )
    digits = MyNumber.parse(form.number).digits.encode()
    uow.seal(row, "number", digits)
    uow.seal(row, "number_intake", digits)
    uow.seal(row, "profile", checked.to_json())
    _correct_name(uow, checked)
    uow.add(row)
    uow.flush()
    for position, values in enumerate(form.dependents, start=1):
        _seal_dependent(uow, row, position, dict(values))
    return row


def _seal_dependent(
    uow: UnitOfWork, submission: Submission, position: int, values: dict[str, str]
) -> None:
    checked = dependents.check_dependent(values, deadlines.day(uow.now))
    row = Dependent(
        id=uuid4(),
        company_id=submission.company_id,
        person_id=submission.person_id,
        submission_id=submission.id,
        position=position,
        relation=checked.relation,
        checked_at=uow.now,
    )
    uow.seal(row, "number", checked.number.digits.encode())
    uow.seal(row, "profile", checked.to_json())
    uow.record(Action.SUBMISSION_MADE, row=uow.add(row))


def _correct_name(uow: UnitOfWork, checked: profile.Profile) -> None:
    person = uow.get(Person, uow.actor.id)
    person.family, person.given, person.middle = checked.family, checked.given, checked.middle
    person.reading = " ".join(filter(None, (checked.family_reading, checked.given_reading)))
    name = PersonName(person.family, person.given, person.middle)
    person.folded = fold(f"{name.full}{person.reading}")
    uow.record(Action.DRAFT_SAVED, row=person)


def _bind(uow: UnitOfWork, form: FormState, submission: Submission) -> None:
    needed = {slot.code for slot in _slots(uow, form)}
    for row in documents.unbound(uow, uow.actor.id):
        if row.slot in needed:
            row.submission_id = submission.id
            uow.record(Action.SUBMISSION_MADE, row=row)


def _count(uow: UnitOfWork) -> int:
    """Return the next number of the company's receipts."""
    counter = uow.first(select(Counter).where(Counter.name == "receipts").with_for_update())
    if counter is None:
        counter = uow.add(Counter(name="receipts", value=0))
    counter.value += 1
    return counter.value


def newest(uow: UnitOfWork, person_id: UUID | None) -> Submission | None:
    """Return the person's newest submission."""
    mine = select(Submission).where(Submission.person_id == person_id)
    return uow.first(mine.order_by(Submission.made_at.desc()).limit(1))
