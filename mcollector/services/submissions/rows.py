"""The rows 「更新」 makes of a form, sealed: submission, dependents, and the receipt's number."""

from uuid import UUID, uuid4

from sqlalchemy import select

from mcollector.rules import deadlines
from mcollector.rules.actions import Action
from mcollector.rules.my_number import MyNumber
from mcollector.rules.papers import duties
from mcollector.rules.photographs import names_to_find
from mcollector.rules.photographs.names_to_find import NamesToFind
from mcollector.rules.profile import dependents, profile
from mcollector.rules.sealed import BoxKind
from mcollector.rules.text.names import PersonName
from mcollector.services.drafts import notices
from mcollector.services.drafts.form import FormState
from mcollector.services.people import names
from mcollector.store.companies import Company, Counter
from mcollector.store.submissions import Dependent, Submission
from mcollector.work.unit import UnitOfWork

_RENEWED = (BoxKind.NUMBER, BoxKind.PROFILE)


def make_submission(uow: UnitOfWork, form: FormState, *, is_renewed: bool = False) -> Submission:
    """Return the submission of a form that is complete; the person's name becomes the typed one.

    A renewed one gets new boxes: the one before keeps its own until its retention ends.
    """
    today = deadlines.day(uow.now)
    checked = profile.check_profile(form.profile, today)
    row = Submission(
        id=uuid4(),
        company_id=uow.actor.company_id,
        person_id=uow.actor.form_of,
        key=form.key,
        receipt=profile.receipt_number(today.year, _count(uow)),
        papers=" ".join(paper.code for paper in form.choice.papers(today)),
        notice_id=notices.current(uow).id,
        made_at=uow.now,
    )
    for kind in _RENEWED if is_renewed else ():
        uow.begin_box(row, kind)
    digits = MyNumber.parse(form.number).digits.encode()
    uow.seal(row, "number", digits)
    uow.seal(row, "number_intake", digits)
    uow.seal(row, "facts_intake", _sought(checked).to_bytes())
    uow.seal(row, "profile", checked.to_json())
    names.take_submitted_name(uow, row.person_id, checked)
    uow.add(row)
    uow.flush()
    for position, values in enumerate(form.dependents, start=1):
        _seal_dependent(uow, row, position, dict(values))
    return row


def _seal_dependent(
    uow: UnitOfWork, submission: Submission, position: int, values: dict[str, str]
) -> None:
    today = deadlines.day(uow.now)
    checked = dependents.check_dependent(values, today)
    row = Dependent(
        id=UUID(hex=values["key"]),
        company_id=submission.company_id,
        person_id=submission.person_id,
        submission_id=submission.id,
        position=position,
        relation=checked.relation,
        papers=" ".join(paper.code for paper in duties.papers(values, today)),
        checked_at=uow.now,
    )
    digits, facts = checked.number.digits.encode(), checked.profile
    uow.seal(row, "number", digits)
    uow.seal(row, "number_intake", digits)
    uow.seal(
        row, "facts_intake", names_to_find.collect_names((facts.name,), facts.birth_date).to_bytes()
    )
    uow.seal(row, "profile", checked.to_json())
    uow.record(Action.SUBMISSION_MADE, row=uow.add(row))


def _sought(checked: profile.Profile) -> NamesToFind:
    name = PersonName(checked.family, checked.given, checked.middle).full
    return names_to_find.collect_names((name, checked.card_name, checked.alias), checked.birth_date)


def _count(uow: UnitOfWork) -> int:
    """Return the next number of the company's receipts."""
    counter = _counter(uow)
    if counter is None:
        uow.get(Company, uow.actor.company_id, lock=True)  # two first ones wait for each other
        counter = _counter(uow) or uow.add(Counter(name="receipts", value=0))
    counter.value += 1
    return counter.value


def _counter(uow: UnitOfWork) -> Counter | None:
    return uow.first(select(Counter).where(Counter.name == "receipts").with_for_update())
